"""Small files made by the tests, good and bad, and the shortest way to read them."""

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.rows import Reading
from timonerie.foundations.documents.connectors import Options, open_file

SHEET = "xl/worksheets/sheet1.xml"


def text_file(folder: Path, content: str | bytes, name: str = "envoi.csv") -> Path:
    """A file of this very content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def log_file(
    folder: Path, content: str, name: str = "journal.xes", *, packed: bool = False
) -> Path:
    """An XES file, gzipped on demand."""
    data = content.encode()
    return text_file(folder, gzip.compress(data) if packed else data, name)


def workbook(folder: Path, table: Sequence[Sequence[Any]], name: str = "envoi.xlsx") -> Path:
    """A workbook of one sheet; instants are real dates, numbers real numbers."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        dated = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        clock = book.add_format({"num_format": "hh:mm"})
        lasting = book.add_format({"num_format": "[h]:mm:ss"})
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, datetime):
                    sheet.write_datetime(row, column, cell, dated)
                elif isinstance(cell, timedelta):
                    sheet.write_datetime(row, column, cell, lasting)
                elif isinstance(cell, time):
                    sheet.write_datetime(row, column, cell, clock)
                else:
                    sheet.write(row, column, cell)

    return made_workbook(folder, fill, name)


def made_workbook(
    folder: Path,
    fill: Callable[[Any], None],
    name: str = "envoi.xlsx",
    options: dict[str, Any] | None = None,
) -> Path:
    """A workbook that ``fill`` writes with xlsxwriter."""
    path = folder / name
    book = xlsxwriter.Workbook(path, options or {})
    fill(book)
    book.close()
    return path


def with_member(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one member changed, or added when it was not there."""
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    parts[member] = change(parts.get(member, b""))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def mapped(columns: dict[str, str], **keys: Any) -> Mapping:
    """A mapping of cases in Paris unless told otherwise."""
    return Mapping.from_dict({"zone": "Europe/Paris", "columns": columns, **keys})


def read(path: Path, mapping: Mapping, options: Options | None = None) -> Reading:
    """The whole file, read."""
    return rows.read(open_file(path, path.name, options), mapping)


def read_all(path: Path, options: Options | None = None) -> list[tuple[int, list[str]]]:
    """The rows that the connector gives, with their lines."""
    return [(line, list(cells)) for line, cells in open_file(path, path.name, options).rows]


def codes(reading: Reading) -> list[str]:
    """Codes of the rejects, in the order of the file."""
    return [reject.code for reject in reading.rejects]
