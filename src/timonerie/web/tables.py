"""Tables as data: what a page hands to `{% data_table %}` and `{% heat_map %}`."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from timonerie.web.states import State

Text = str | Promise
Sorted = Literal["", "ascending", "descending"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`sort_url` is this page sorted by the column; without one the column cannot be sorted.
    `is_long` gives its sentences the whole width of a phone."""

    label: Text
    is_number: bool = False
    is_long: bool = False
    sort_url: str = ""
    sorted: Sorted = ""
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    text: Text
    url: str = ""
    state: State | None = None
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first cell of a row names it."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    hides_caption: bool = False

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row.cells, strict=True)) for row in self.rows]

    @property
    def total_line(self) -> list[tuple[Column, Cell]]:
        return [] if self.total is None else list(zip(self.columns, self.total.cells, strict=True))


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    label: Text
    cells: tuple[Cell, ...]
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """Rows (sites) by columns (indicators); every cell carries its state."""

    caption: Text
    corner: Text
    columns: tuple[Column, ...]
    rows: tuple[HeatRow, ...]

    @property
    def lines(self) -> list[tuple[HeatRow, list[tuple[Column, Cell]]]]:
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]
