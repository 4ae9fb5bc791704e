"""The one shape of every connector.

A connector is a module with four names: ``FORMAT``, ``EXTENSIONS``, ``LIMIT`` (bytes of a file
as received), ``sniff(head, name)`` (how sure it is that these first bytes are its format, 0 to 1)
and ``read(path, options)`` (a :class:`Grid`). To add a format, copy a sibling and add it to
``CONNECTORS`` in the package.

Connectors give text and line numbers; what the text means is the business of ``rules``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

MEGABYTE = 1_000_000
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
HEAD_BYTES = 65_536

Row = tuple[int, Sequence[str]]


class FileRefused(Exception):
    """A structural fault: the whole file is refused and nothing is kept of it.

    ``remedy`` is a French sentence for the person who sent the file; ``line`` counts from 1.
    """

    def __init__(
        self,
        code: str,
        remedy: str,
        *,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        super().__init__(f"{code} : {remedy}")
        self.code = code
        self.remedy = remedy
        self.line = line
        self.column = column
        self.value = value

    def to_dict(self) -> dict[str, Any]:
        """What makes it again."""
        return {
            "code": self.code,
            "remedy": self.remedy,
            "line": self.line,
            "column": self.column,
            "value": self.value,
        }


def too_heavy() -> FileRefused:
    """The refusal FIC-06: the reader of the file had no memory left."""
    return FileRefused(
        "FIC-06",
        "Le fichier demande trop de mémoire pour être lu. Découpez-le par période, ou retirez les "
        "colonnes qui ne servent pas.",
    )


def too_long() -> FileRefused:
    """The refusal FIC-07: the reader of the file had no time left."""
    return FileRefused("FIC-07", "Le fichier est trop long à lire. Découpez-le par période.")


def stopped() -> FileRefused:
    """The refusal FIC-08: the reader of the file died of it."""
    return FileRefused(
        "FIC-08",
        "La lecture du fichier s’est arrêtée en cours de route. Ouvrez-le dans un tableur, "
        "enregistrez-le de nouveau, puis déposez-le.",
    )


@dataclass
class Notice:
    """Something read with a doubt, accepted and shown: ``count`` times, first on ``line``."""

    code: str
    message: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    count: int = 1


@dataclass(frozen=True)
class Options:
    """What the sender announces; anything left out is recognised."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Grid:
    """A file as a header and rows of text, read once, row by row.

    ``rows`` gives (line in the file, cells); a row may be shorter or longer than the header: that
    is a fault of the row, found by ``rules.rows``. ``doubtful`` names the cells, by (line, column
    index), whose value cannot be trusted as written: "formula", "no_value" or "error".
    ``notices`` may grow until the last row is read.
    """

    format: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    options: Options
    notices: list[Notice] = field(default_factory=list)
    doubtful: Mapping[tuple[int, int], str] = field(default_factory=dict)


class Connector(Protocol):
    """What each module of the package offers."""

    @property
    def FORMAT(self) -> str: ...

    @property
    def EXTENSIONS(self) -> tuple[str, ...]: ...

    @property
    def LIMIT(self) -> int: ...

    def sniff(self, head: bytes, name: str) -> float: ...

    def read(self, path: Path, options: Options) -> Grid: ...
