"""Tables as files that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from timonerie.foundations.documents.inert import inert
from timonerie.web.downloads import attached
from timonerie.web.tables import Cell, Column, Row, Table, Text, Value
from timonerie.web.workbooks import DURATIONS, Entry, local, xlsx_file

CSV = "text/csv; charset=utf-8"


def safe(value: object) -> str:
    """The text of a cell that a spreadsheet will not run."""
    return inert("" if value is None else str(value))


def csv_file(name: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Semicolons and a byte order mark, as French spreadsheets expect."""
    response = HttpResponse(csv_lines(header, rows), content_type=CSV)
    return attached(response, f"{name}.csv")


def long_csv_file(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A file too long for the memory, sent while it is written."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type=CSV)
    return attached(response, f"{name}.csv")


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow([safe(title) for title in header])
    for row in rows:
        yield writer.writerow([_csv_text(value) for value in row])


class _Echo:
    """What the writer of lines writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def table_file(table: Table, *, kind: str, name: str) -> HttpResponse:
    """`kind` is "csv" or "xlsx". States and notes beside a figure stand in columns of their own."""
    every = [*table.rows, *([table.total] if table.total else [])]
    sides = [_sides([row.cells[at] for row in every]) for at in range(len(table.columns))]
    header = [
        title
        for column, side in zip(table.columns, sides, strict=True)
        for title in _titles(column, side)
    ]
    rows = [_flat(row, sides) for row in every]
    return csv_file(name, header, rows) if kind == "csv" else xlsx_file(name, header, rows)


@dataclass(frozen=True, slots=True)
class _Sides:
    has_states: bool
    has_notes: bool


def _sides(cells: Sequence[Cell]) -> _Sides:
    return _Sides(
        has_states=any(one.state and str(one.state.word) != str(one.text) for one in cells),
        has_notes=any(one.note for one in cells),
    )


def _titles(column: Column, side: _Sides) -> list[Text]:
    label = str(column.label)
    titles: list[Text] = [label]
    if side.has_states:
        titles.append(_("%(column)s : état") % {"column": label})
    if side.has_notes:
        titles.append(_("%(column)s : précision") % {"column": label})
    return titles


def _flat(row: Row, sides: Sequence[_Sides]) -> list[Value | Entry]:
    line: list[Value | Entry] = []
    for cell, side in zip(row.cells, sides, strict=True):
        line.append(_said(cell))
        if side.has_states:
            line.append(str(cell.state.word) if cell.state else "")
        if side.has_notes:
            line.append(str(cell.note))
    return line


def _said(cell: Cell) -> Value | Entry:
    return str(cell.text) if cell.value is None else Entry(cell.value, str(cell.unit))


def _csv_text(told: object) -> str:
    """Numbers with a decimal comma, durations as hours and minutes: typed by a spreadsheet."""
    value, unit = (told.value, told.unit) if isinstance(told, Entry) else (told, "")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        return local(value).isoformat(" ", "seconds")
    if isinstance(value, int | float | Decimal):
        return _number_text(value, unit)
    return safe(value)


def _number_text(value: int | float | Decimal, unit: str) -> str:
    if unit in DURATIONS:
        length = abs(round(value))
        clock = f"{length // 3600}:{length // 60 % 60:02d}:{length % 60:02d}"
        return f"-{clock}" if value < 0 else clock
    if unit == "percent":
        return f"{_decimal(Decimal(str(value)) * 100)}%"
    return _decimal(value)


def _decimal(value: int | float | Decimal) -> str:
    text = str(round(value, 6)) if not isinstance(value, int) else str(value)
    text = text.rstrip("0").rstrip(".") if "." in text and "E" not in text.upper() else text
    return text.replace(".", ",")
