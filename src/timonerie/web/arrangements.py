"""How a reader arranges the tables of a page: order, filters and columns, all in the address.

`?tri=-valeur&colonnes=valeur,etat&filtre.etat=hors cible`; on a page of several tables each name
is preceded by the table's (`sites.tri=…`). What names nothing is left aside: an address kept since
last month still opens.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from timonerie.foundations.wording.states import State
from timonerie.web.tables import Cell, Choice, Column, Controls, Filter, HeatMap, Row, Sorted, Table

#: In the address of a page where the reader took their last choice away.
CHOSEN = "choix"
#: Never carried from one arrangement of a page to another.
_PASSING = ("page", "format", "table", CHOSEN)
RANKS = {
    State.MISSED: 0,
    State.WATCH: 1,
    State.MISSING: 2,
    State.MET: 3,
    State.MEASURED: 4,
    State.NO_ACTIVITY: 5,
    State.NO_OBJECT: 6,
}


@dataclass(frozen=True)
class Address:
    """The parameters of a page, as one table of it reads and changes them."""

    query: QueryDict
    prefix: str = ""

    def get(self, name: str) -> str:
        return self.query.get(f"{self.prefix}{name}", "")

    def listed(self, name: str) -> list[str]:
        found = ",".join(self.query.getlist(f"{self.prefix}{name}"))
        return [one for one in found.split(",") if one]

    def url(self, **changes: str | None) -> str:
        """The page with other parameters; None takes one away."""
        query = self.query.copy()
        for name in _PASSING:
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(f"{self.prefix}{name}", None)
            if value:
                query[f"{self.prefix}{name}"] = value
        return f"?{query.urlencode(safe=',')}" if query else f"?{CHOSEN}=1"

    def others(self, *own: str) -> tuple[tuple[str, str], ...]:
        """What a form that sends `own` must carry along."""
        sent = {f"{self.prefix}{name}" for name in own}
        kept = [
            (name, value)
            for name, values in self.query.lists()
            if name not in sent and name not in _PASSING
            for value in values
        ]
        return ((CHOSEN, "1"), *kept)


def arranged(table: Table, query: QueryDict, *, alone: bool) -> Table:
    """The table as the address wants it; one page of many is sorted by its page."""
    address = Address(query, "" if alone else f"{table.key}.")
    shown = table if table.is_paged else _sorted(_filtered(table, address), address)
    controls = _controls(table, shown, address) if table.name else None
    return replace(_narrowed(shown, address), controls=controls)


def arranged_map(heat_map: HeatMap, query: QueryDict) -> HeatMap:
    """The rows of a map in the order of the address."""
    address = Address(query, f"{heat_map.key}.")
    at, sorted_by = _order(heat_map.columns, address)
    rows = heat_map.rows
    if at is not None:
        # A figure that is not there has no rank among the others.
        cells = [Cell(text="", value=row.cells[at].value) for row in rows]
        rows = tuple(_in_order(rows, cells, descending=sorted_by == "descending"))
    return replace(heat_map, columns=_sortable(heat_map.columns, address, at, sorted_by), rows=rows)


def _filtered(table: Table, address: Address) -> Table:
    rows = table.rows
    for at, column in enumerate(table.columns):
        wanted = address.get(f"filtre.{column.key}") if column.is_filter else ""
        if wanted and wanted in _texts(table, at):
            rows = tuple(_uprooted(row) for row in rows if str(row.cells[at].text) == wanted)
    return replace(table, rows=rows)


def _texts(table: Table, at: int) -> list[str]:
    """What a column says, each once, in the order of a dictionary."""
    return sorted({text for row in table.rows if (text := str(row.cells[at].text))}, key=folded)


def _sorted(table: Table, address: Address) -> Table:
    if len(table.rows) < 2 and not address.get("tri"):
        return table
    at, sorted_by = _order(table.columns, address)
    rows = table.rows
    if at is not None:
        cells = [row.cells[at] for row in rows]
        found = _in_order(rows, cells, descending=sorted_by == "descending")
        rows = tuple(_uprooted(row) for row in found)
    return replace(table, columns=_sortable(table.columns, address, at, sorted_by), rows=rows)


def _uprooted(row: Row) -> Row:
    """A line of a tree, away from the one it stood under."""
    if not row.cells or not row.cells[0].depth:
        return row
    return Row(cells=(replace(row.cells[0], depth=0), *row.cells[1:]))


def _order(columns: Sequence[Column], address: Address) -> tuple[int | None, Sorted]:
    asked = address.get("tri")
    for at, column in enumerate(columns):
        if column.key == asked.removeprefix("-"):
            return at, "descending" if asked.startswith("-") else "ascending"
    return None, ""


def _sortable(
    columns: Sequence[Column], address: Address, at: int | None, sorted_by: Sorted
) -> tuple[Column, ...]:
    return tuple(
        replace(
            column,
            sort_url=address.url(tri=_next_order(column, at == rank and sorted_by == "ascending")),
            sorted=sorted_by if at == rank else "",
        )
        for rank, column in enumerate(columns)
    )


def _next_order(column: Column, is_ascending: bool) -> str:
    return f"-{column.key}" if is_ascending else column.key


def _in_order(rows: Sequence[Any], cells: Sequence[Cell], *, descending: bool) -> Iterable[Any]:
    """Rows by their cells; those that say nothing come last, whatever the direction."""
    keys = [_key(cell) for cell in cells]
    said = [rank for rank, key in enumerate(keys) if key is not None]
    silent = [rank for rank, key in enumerate(keys) if key is None]
    said.sort(key=lambda rank: keys[rank] or (), reverse=descending)
    return [rows[rank] for rank in (*said, *silent)]


def _key(cell: Cell) -> tuple[Any, ...] | None:
    """Numbers, then days, then states (the worst first), then texts; None for what says nothing."""
    value = cell.value if cell.rank is None else cell.rank
    if isinstance(value, bool | int | float | Decimal):
        return (0, float(value))
    if isinstance(value, datetime | date):
        return (1, value.isoformat())
    if cell.state is not None:
        return (2, RANKS[State(cell.state)], folded(str(cell.text)))
    text = str(value if isinstance(value, str) else cell.text)
    return (3, folded(text)) if text else None


def folded(text: str) -> str:
    """Without capitals or accents: "Évry" is found beside "evry"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))


def _narrowed(table: Table, address: Address) -> Table:
    """The columns asked for; the first one, which names the rows, stays."""
    asked = address.listed("colonnes")
    kept = [at for at, one in enumerate(table.columns) if at == 0 or one.key in asked]
    if len(kept) < 2:
        return table

    def pick(row: Row) -> Row:
        return Row(cells=tuple(row.cells[at] for at in kept))

    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(pick(row) for row in table.rows),
        total=pick(table.total) if table.total else None,
    )


def _controls(table: Table, shown: Table, address: Address) -> Controls:
    filters = tuple(_filters(table, address))
    asked = address.listed("colonnes")
    names = {column.key for column in table.columns[1:]}
    known = [one for one in asked if one in names]
    return Controls(
        id=f"colonnes-{table.key}",
        filters=filters,
        chips=tuple(
            {
                "label": _("%(name)s : %(value)s") % {"name": one.label, "value": one.chosen},
                "url": address.url(**{f"filtre.{one.name}": None}),
            }
            for one in filters
            if one.chosen
        ),
        filter_prefix=f"{address.prefix}filtre.",
        filter_others=address.others(*(f"filtre.{one.name}" for one in filters)),
        columns_name=f"{address.prefix}colonnes",
        columns=tuple(
            Choice(value=one.key, label=one.label, chosen=not known or one.key in known)
            for one in table.columns[1:]
        ),
        columns_others=address.others("colonnes"),
        shown=len(shown.rows),
        known=len(table.rows),
    )


def _filters(table: Table, address: Address) -> Iterable[Filter]:
    for at, column in enumerate(table.columns):
        texts = _texts(table, at) if column.is_filter and not table.is_paged else []
        if len(texts) > 1:
            asked = address.get(f"filtre.{column.key}")
            chosen = asked if asked in texts else ""
            yield Filter(name=column.key, label=column.label, texts=tuple(texts), chosen=chosen)
