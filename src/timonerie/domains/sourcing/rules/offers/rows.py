"""A pasted text cut into lines and cells."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from timonerie.domains.sourcing.rules.offers import amounts

#: Longer than any line of prices; it is asked about, and not searched.
LONGEST = 300
_PART = re.compile(r" *[\t;|] *| {2,}")
#: « 1  500 € »: two spaces part columns, and also the thousands of a justified text.
_TORN = re.compile(r"\d {2,}\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line, and the same folded (`amounts.fold`): places in one are places in both."""

    text: str
    folded: str

    def piece(self, start: int, end: int | None = None) -> "Cell":
        return Cell(self.text[start:end], self.folded[start:end])


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not blank, and its number from 1. Empty cells are left out; a line that is
    torn or too long stays in one."""

    number: int
    text: str
    cells: tuple[Cell, ...]
    is_torn: bool = False

    @property
    def folded(self) -> str:
        return " ; ".join(cell.folded for cell in self.cells)

    @property
    def is_too_long(self) -> bool:
        return len(self.text) > LONGEST


def rows(text: str) -> list[Row]:
    lines = enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1)
    return [_row(number, line.strip()) for number, line in lines if line.strip(" \t;|\u00a0\ufeff")]


def _row(number: int, line: str) -> Row:
    if len(line) > LONGEST:
        return Row(number, line, ())
    whole = Cell(line, amounts.fold(line))
    if _TORN.search(whole.folded):
        return Row(number, line, (whole,), is_torn=True)
    return Row(number, line, tuple(_cells(whole)))


def _cells(whole: Cell) -> list[Cell]:
    parts = [place for match in _PART.finditer(whole.folded) for place in match.span()]
    spans = list(pairwise([0, *parts, len(whole.text)]))[::2]
    return [whole.piece(start, end) for start, end in spans if start < end]
