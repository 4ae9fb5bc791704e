"""XES event logs (IEEE 1849), plain or gzipped, read as a stream.

Event attributes are columns by their key; attributes of the trace are prefixed ``case:``. Nested
attributes and lists are left out. The line of a row is that of its ``<event>``.
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from timonerie.foundations.documents.connectors.base import (
    MAX_COLUMNS,
    MAX_ROWS,
    MEGABYTE,
    FileRefused,
    Grid,
    Options,
    Row,
)
from timonerie.foundations.documents.connectors.expat import (
    UNREADABLE,
    DTDForbidden,
    guarded_parser,
    local_name,
)
from timonerie.foundations.documents.connectors.headers import clean_header, too_many_columns

FORMAT = "xes"
EXTENSIONS = (".xes", ".xes.gz")
LIMIT = 100 * MEGABYTE
MAX_UNPACKED = 1_000 * MEGABYTE
MAX_VALUE = 32_768
TRACE_PREFIX = "case:"
_BLOCK = 1 << 18
_GZIP = b"\x1f\x8b"
_UNREADABLE = (*UNREADABLE, EOFError, zlib.error, gzip.BadGzipFile)
_TYPED = frozenset({"string", "date", "int", "float", "boolean", "id"})


def sniff(head: bytes, name: str) -> float:
    """XML with a ``<log``, or a gzip archive that its name says is a log."""
    if head.startswith(_GZIP):
        return 0.9 if name.lower().endswith(".xes.gz") else 0.0
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        return 0.0
    if b"<log" in start:
        return 0.9
    return 0.4 if name.lower().endswith(".xes") and start.startswith((b"<?xml", b"<!D")) else 0.0


def read(path: Path, options: Options) -> Grid:
    """Start reading; the file is gone through twice, first for the names of its columns.

    Raises:
        FileRefused: XES-01 a DTD, XES-02 too big once unpacked, XES-03 broken, XES-04 no event.
    """
    columns: dict[str, None] = {}
    names = _Names(columns)
    for _ in _parsed(path, names):
        pass
    if not names.events:
        raise FileRefused("XES-04", "Le journal ne contient aucun évènement.")
    header = clean_header(list(columns), line=1)
    return Grid(FORMAT, header, _rows(path, list(columns)), options)


def _rows(path: Path, columns: list[str]) -> Iterator[Row]:
    handler = _Events(columns)
    for _ in _parsed(path, handler):
        yield from handler.rows
        handler.rows.clear()


class _Log:
    """Follows traces, events and their direct attributes; children say what they keep."""

    def __init__(self) -> None:
        self.parser = guarded_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._inside = ""
        self._depth = 0
        self.events = 0

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        local = local_name(name)
        if local in ("trace", "event"):
            self._inside, self._depth = local, 0
            self.opened(local)
        elif self._inside:
            self._depth += 1
            if self._depth == 1 and local in _TYPED:
                prefix = TRACE_PREFIX if self._inside == "trace" else ""
                self.attribute(prefix + attrs.get("key", ""), attrs.get("value", ""))

    def _end(self, name: str) -> None:
        local = local_name(name)
        if local in ("trace", "event"):
            self.closed(local)
            self._inside, self._depth = ("trace" if local == "event" else ""), 0
            self.events += local == "event"
        elif self._inside:
            self._depth -= 1

    def opened(self, what: str) -> None:
        """A trace or an event starts."""

    def closed(self, what: str) -> None:
        """A trace or an event ends."""

    def attribute(self, key: str, value: str) -> None:
        """An attribute of the trace or of the event."""


class _Names(_Log):
    def __init__(self, columns: dict[str, None]) -> None:
        super().__init__()
        self._columns = columns

    def attribute(self, key: str, value: str) -> None:
        self._columns.setdefault(key)
        if len(self._columns) > MAX_COLUMNS:
            raise too_many_columns(len(self._columns), line=self.parser.CurrentLineNumber)


class _Events(_Log):
    def __init__(self, columns: list[str]) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._positions = {column: position for position, column in enumerate(columns)}
        self._trace: dict[int, str] = {}
        self._event: list[str] = []
        # Kept until the trace ends: its attributes may be written after its events.
        self._pending: list[tuple[int, list[str]]] = []

    def opened(self, what: str) -> None:
        if what == "trace":
            self._trace = {}
        else:
            self._event = [""] * len(self._positions)
            self._pending.append((self.parser.CurrentLineNumber, self._event))
            if self.events >= MAX_ROWS:
                raise FileRefused("XES-02", _TOO_BIG, line=self.parser.CurrentLineNumber)

    def attribute(self, key: str, value: str) -> None:
        if len(value) > MAX_VALUE:
            raise FileRefused("XES-02", _TOO_BIG, line=self.parser.CurrentLineNumber, column=key)
        if key.startswith(TRACE_PREFIX) and self._inside == "trace":
            self._trace[self._positions[key]] = value
        else:
            self._event[self._positions[key]] = value

    def closed(self, what: str) -> None:
        if what != "trace":
            return
        for _, cells in self._pending:
            for position, value in self._trace.items():
                cells[position] = value
        self.rows.extend(self._pending)
        self._pending = []


_TOO_BIG = "Le journal est démesuré une fois décompressé. Découpez-le par période."


def _parsed(path: Path, log: _Log) -> Iterator[None]:
    """Feed the file to the log's parser block by block, and give back the hand after each."""
    size = 0
    try:
        with _opened(path) as file:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > MAX_UNPACKED:
                    raise FileRefused("XES-02", _TOO_BIG)
                log.parser.Parse(block, False)
                yield
        log.parser.Parse(b"", True)
        yield
    except DTDForbidden as error:
        raise FileRefused(
            "XES-01",
            "Le journal demande à lire autre chose que lui-même, ce qui est interdit (DTD). "
            "Exportez-le sans cette déclaration.",
        ) from error
    except _UNREADABLE as error:
        raise FileRefused(
            "XES-03",
            "Le journal est abîmé ou incomplet. Exportez-le ou téléchargez-le de nouveau.",
            line=log.parser.CurrentLineNumber,
        ) from error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path)) if packed else path.open("rb")
