"""Files as the providers' tools write them. The same rows always give the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any

import xlsxwriter

Cell = str | int | float | datetime | None

FRENCH = "%d/%m/%Y %H:%M"
# A workbook carries the date of its making: fixed, or two runs would differ.
_MADE = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DemoFile:
    """A file of a source, the instant it was made (epoch second), how its columns are read.

    `provider` is the name of who sends it, empty when the group keeps it itself."""

    source: str
    provider: str
    name: str
    made: int
    content: bytes
    mapping: dict[str, Any]


def csv_bytes(
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    delimiter: str = ";",
    encoding: str = "utf-8-sig",
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str) -> bytes:
    """One sheet; datetimes as true dates of Excel, without zone."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        content, {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}
    )
    workbook.set_properties({"created": _MADE})
    worksheet = workbook.add_worksheet(sheet)
    worksheet.write_row(0, 0, header)
    for rank, row in enumerate(rows, start=1):
        worksheet.write_row(rank, 0, row)
    workbook.close()
    return content.getvalue()


@lru_cache(maxsize=1024)  # the rows of a case say the same instants again
def text(instant: int | None, zone: tzinfo, form: str = FRENCH) -> str:
    """A local clock time as text; nothing for an unknown instant."""
    return "" if instant is None else datetime.fromtimestamp(instant, zone).strftime(form)


def clock_time(instant: int | None, zone: tzinfo) -> datetime | None:
    """A local clock time as Excel keeps it: without zone."""
    if instant is None:
        return None
    return datetime.fromtimestamp(instant, zone).replace(tzinfo=None)


def yes_no(flag: bool) -> str:
    return "oui" if flag else "non"


def euros(cents: int | None) -> str:
    """« 4,20 »."""
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"
