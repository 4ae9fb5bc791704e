"""Lines of a DSN: `S21.G00.30.001,'value'`, one rubrique each.

A value that is not to be kept is forgotten here, before anything else sees it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timonerie.engine.dsn import faults
from timonerie.engine.dsn.codes import KEPT

MOST_LINES = 2_000_000
WIDEST = 512
_LINE = re.compile(rb"(S[0-9]{2}\.G[0-9]{2}\.[0-9]{2})\.([0-9]{3}),'(.*)'")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A rubrique of a file, `value` empty where it is not kept."""

    number: int
    block: str
    rubrique: str
    value: str

    @property
    def name(self) -> str:
        return f"{self.block}.{self.rubrique}"


@dataclass
class Seen:
    """What went by: lines of rubriques, and those thrown away by their name."""

    rubriques: int = 0
    last: int = 0
    thrown: Counter[str] = field(default_factory=Counter)


def read(file: Iterable[bytes], seen: Seen) -> Iterator[Line]:
    """The rubriques of a file, in its order; empty lines are passed over.

    Raises:
        Malformed: DSN-03 a line of another form or too wide, DSN-10 too many lines.
    """
    for number, raw in enumerate(file, 1):
        if number > MOST_LINES:
            raise faults.too_long(MOST_LINES)
        if len(raw) > WIDEST + 2:
            raise faults.too_wide(number)
        text = (raw.removeprefix(_MARK) if number == 1 else raw).rstrip(b"\r\n")
        if not text:
            continue
        found = _LINE.fullmatch(text)
        if found is None:
            raise faults.not_a_line(number)
        yield _line(number, found, seen)


def _line(number: int, found: re.Match[bytes], seen: Seen) -> Line:
    block, rubrique = found[1].decode("ascii"), found[2].decode("ascii")
    seen.rubriques, seen.last = seen.rubriques + 1, number
    kept = KEPT.get(block)
    if kept is not None and rubrique in kept:
        return Line(number, block, rubrique, _text(found[3]))
    seen.thrown[f"{block}.{rubrique}"] += 1
    return Line(number, block, rubrique, "")


def _text(value: bytes) -> str:
    """ISO-8859-1 is usual, UTF-8 is accepted; some software doubles a quote inside a value."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("iso-8859-1")
    return text.replace("''", "'").strip()
