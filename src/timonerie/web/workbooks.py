"""Workbooks (XLSX): numbers, days and durations are real ones, and a text is a text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.web.downloads import attached
from timonerie.web.tables import Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = 86_400
WIDEST = 60
DURATIONS = ("duration", "working_duration")


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and its unit, as `formats.figure` reads it."""

    value: Value
    unit: str = ""


Line = Sequence[Value | Entry]


def xlsx_file(name: str, header: Sequence[object], rows: Iterable[Line]) -> HttpResponse:
    """One sheet, its titles kept in view."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    writer = _Writer(book, book.add_worksheet())
    writer.title([str(title) for title in header])
    for rank, row in enumerate(rows, start=1):
        writer.line(rank, row)
    writer.finish()
    book.close()
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    return attached(response, f"{name}.xlsx")


def local(moment: datetime) -> datetime:
    """The clock that pages show, without its zone: spreadsheets know none."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(timezone.get_current_timezone()).replace(tzinfo=None)


class _Writer:
    """One sheet: formats by unit, and the width of its widest cells."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self.sheet = sheet
        self.widths: list[int] = []
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.formats = {
            "percent": book.add_format({"num_format": "0.0%"}),
            "duration": book.add_format({"num_format": "[h]:mm"}),
            "€": book.add_format({"num_format": '#,##0.00 "€"'}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "instant": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "": book.add_format({"num_format": "#,##0.##"}),
            "whole": book.add_format({"num_format": "#,##0"}),
        }

    def title(self, header: Sequence[str]) -> None:
        self.widths = [len(title) for title in header]
        for at, title in enumerate(header):
            self.sheet.write_string(0, at, title, self.heading)
        self.sheet.freeze_panes(1, 1)

    def line(self, rank: int, row: Line) -> None:
        for at, told in enumerate(row):
            entry = told if isinstance(told, Entry) else Entry(told)
            self._write(rank, at, entry)

    def finish(self) -> None:
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, min(width, WIDEST) + 2)

    def _write(self, rank: int, at: int, entry: Entry) -> None:
        value = entry.value
        if value is None or value == "":
            return
        if isinstance(value, bool | str):
            text = value if isinstance(value, str) else (_("oui") if value else _("non"))
            self.sheet.write_string(rank, at, text)
            self._widen(at, len(text))
        elif isinstance(value, datetime):
            self.sheet.write_datetime(rank, at, local(value), self.formats["instant"])
            self._widen(at, 16)
        elif isinstance(value, date):
            self.sheet.write_datetime(rank, at, value, self.formats["day"])
            self._widen(at, 10)
        else:
            self._number(rank, at, value, entry.unit)

    def _number(self, rank: int, at: int, value: int | float | Decimal, unit: str) -> None:
        if unit in DURATIONS:
            self.sheet.write_number(rank, at, float(value) / DAY, self.formats["duration"])
        else:
            plain = self.formats["whole" if isinstance(value, int) else ""]
            self.sheet.write_number(rank, at, float(value), self.formats.get(unit, plain))
        self._widen(at, 10)

    def _widen(self, at: int, width: int) -> None:
        self.widths[at] = max(self.widths[at], width)
