"""Tables as data: what a page hands to `{% data_table %}` and `{% heat_map %}`."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.text import slugify

from timonerie.foundations.wording.states import State

Text = str | Promise
Sorted = Literal["", "ascending", "descending"]
#: What a cell says, for a spreadsheet and for sorting: a ratio, seconds, a count, a day.
Value = str | bool | int | float | Decimal | date | datetime | None


STEP = 22


@dataclass(frozen=True, kw_only=True)
class Column:
    """`sort_url` is this page sorted by the column; `show` fills it in for tables in memory.
    `is_long` gives its sentences the whole width of a phone. `is_filter` offers its values as a
    filter of the table."""

    label: Text
    name: str = ""
    is_filter: bool = False
    is_number: bool = False
    is_long: bool = False
    sort_url: str = ""
    sorted: Sorted = ""
    url: str = ""
    note: Text = ""

    @property
    def key(self) -> str:
        """Its name in an address."""
        return self.name or slugify(str(self.label))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`value` is what the text says, where that is a number or a day, in the scale of
    `formats.figure`, whose units `unit` takes; without one the text is all there is. `rank`
    sorts a text that is neither ("mars 2026"). `depth` sets a name under the one above, in a
    tree. `is_soft` is a word that stands for a value there is not. `pick` is what a box before the
    first cell sends to the form `trier` of the page, ticked at first where `is_picked`."""

    text: Text
    url: str = ""
    state: State | None = None
    note: Text = ""
    value: Value = None
    unit: Text = ""
    rank: Value = None
    depth: int = 0
    is_soft: bool = False
    pick: str = ""
    is_picked: bool = False

    @property
    def indent(self) -> int:
        """Pixels before a name of a tree."""
        return self.depth * STEP


@dataclass(frozen=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """The values of a column, one of which a reader may choose."""

    name: str
    label: Text
    texts: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Controls:
    """What a reader may change of a table; forms carry the `others` parameters along."""

    id: str
    filters: tuple[Filter, ...]
    chips: tuple[dict[str, str], ...]
    filter_prefix: str
    filter_others: tuple[tuple[str, str], ...]
    columns_name: str
    columns: tuple[Choice, ...]
    columns_others: tuple[tuple[str, str], ...]
    shown: int
    known: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first cell of a row names it. `name` is unique on the page, and stands in addresses.
    `is_paged` when the rows are one page of many: the page itself sorts and exports them. A table
    with a `name` is a list that readers arrange: `show` gives it its `controls`."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    hides_caption: bool = False
    name: str = ""
    is_paged: bool = False
    controls: Controls | None = None

    @property
    def key(self) -> str:
        return self.name or slugify(str(self.caption))

    def table(self) -> "Table":
        return self

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
    """Rows (sites) by columns (indicators); every cell carries its state. `more` counts the members
    that are left out."""

    caption: Text
    corner: Text
    columns: tuple[Column, ...]
    rows: tuple[HeatRow, ...]
    name: str = ""
    more: int = 0

    @property
    def key(self) -> str:
        return self.name or slugify(str(self.corner))

    @property
    def lines(self) -> list[tuple[HeatRow, list[tuple[Column, Cell]]]]:
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]

    def table(self) -> Table:
        """The map as a plain table: one row a member."""
        return Table(
            name=self.key,
            caption=self.caption,
            columns=(Column(label=self.corner), *self.columns),
            rows=tuple(
                Row(cells=(Cell(text=row.label, url=row.url, note=row.note), *row.cells))
                for row in self.rows
            ),
        )
