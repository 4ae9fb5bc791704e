"""XLSX: cells read by calamine once the archive has been found plain and modest.

Nothing is evaluated. A cell becomes the text that a CSV file would hold for it: an instant in
ISO form, a whole number without decimals, TRUE or FALSE.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from timonerie.foundations.documents.connectors import workbooks
from timonerie.foundations.documents.connectors.base import (
    MEGABYTE,
    FileRefused,
    Grid,
    Notice,
    Options,
    Row,
)
from timonerie.foundations.documents.connectors.headers import clean_header
from timonerie.foundations.documents.connectors.sheets import Survey, Surveyor, cell_name

FORMAT = "xlsx"
EXTENSIONS = (".xlsx", ".xlsm")
LIMIT = 20 * MEGABYTE
MAX_SHEETS = 50
MAX_CELL = 32_767

Cell = int | float | str | bool | time | date | datetime | timedelta


def sniff(head: bytes, name: str) -> float:
    """A ZIP archive, or the OLE container that hides a workbook with a password."""
    if head.startswith(b"PK\x03\x04"):
        return 0.9
    return 0.6 if head.startswith(b"\xd0\xcf\x11\xe0") else 0.0


def read(path: Path, options: Options) -> Grid:
    """Start reading one sheet; see :class:`Grid`. Raises FileRefused: XLS-01 to 09, FIC-01."""
    workbooks.check(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            notices, name = _choose(book, options.sheet)
            survey = _survey(path, name)
            table = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise FileRefused("XLS-06", workbooks.BROKEN) from error
    rows = _rows(table, survey)
    line, cells = next(rows, (1, ()))
    if not cells:
        raise FileRefused("FIC-01", f"La feuille « {name} » est vide.")
    width = max((rank for rank, cell in enumerate(cells, 1) if cell), default=0)
    header = clean_header(cells[:width], line=line)
    notices += _hidden(survey, name)
    return Grid(FORMAT, header, _fitted(rows, width), Options(sheet=name), notices, survey.doubtful)


def sheets(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """Every visible sheet that holds something, as rows of text with their line; which of them
    gives the titles is for who reads them. Raises FileRefused: XLS-01 to 09."""
    workbooks.check(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in _visible(book):
                survey = _survey(path, name)
                table = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                rows = list(_rows(table, survey))
                if rows:
                    yield name, rows
    except CalamineError as error:
        raise FileRefused("XLS-06", workbooks.BROKEN) from error


def _visible(book: CalamineWorkbook) -> list[str]:
    if len(book.sheets_metadata) > MAX_SHEETS:
        raise FileRefused("XLS-02", workbooks.TOO_BIG)
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _choose(book: CalamineWorkbook, wanted: str | None) -> tuple[list[Notice], str]:
    """The sheet asked for, else the first visible one that holds something."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(book.sheets_metadata) > MAX_SHEETS:
        raise FileRefused("XLS-02", workbooks.TOO_BIG)
    names = [sheet.name for sheet in sheets]
    if wanted is not None and wanted not in names:
        raise FileRefused(
            "XLS-11",
            f"Le classeur n’a pas de feuille « {wanted} ». Feuilles : {', '.join(names)}.",
        )
    visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    hidden = [name for name in names if name not in visible]
    notices = [_notice(f"Feuille masquée, non lue : « {name} ».", name) for name in hidden]
    if wanted is not None:
        return notices, wanted
    if not visible:
        raise FileRefused("FIC-01", "Le classeur n'a pas de feuille visible.")
    chosen, *others = visible
    notices += [_notice(f"Autre feuille, non lue : « {name} ».", name) for name in others]
    return notices, chosen


def _survey(path: Path, sheet: str) -> Survey:
    surveyor = Surveyor()
    with zipfile.ZipFile(path) as archive, archive.open(_member(archive, sheet)) as member:
        workbooks.parse(member, surveyor.parser)
    surveyor.close()
    return surveyor.survey


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the archive that holds a sheet, through the workbook's relations."""
    relation = None
    for element in workbooks.tree(archive, "xl/workbook.xml").iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            relation = next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
    names = set(archive.namelist())
    for element in workbooks.tree(archive, "xl/_rels/workbook.xml.rels").iter():
        if element.get("Id") == relation and relation is not None:
            target = str(element.get("Target")).removeprefix("/")
            found = target if target.startswith("xl/") else f"xl/{target}"
            if found in names:
                return found
    raise FileRefused("XLS-06", workbooks.BROKEN)


def _rows(table: list[list[Cell]], survey: Survey) -> Iterator[Row]:
    leaps = {at for at, doubt in survey.doubtful.items() if doubt == "leap"}
    for line, cells in enumerate(table, 1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        for column, cell in enumerate(cells):
            if (line, column) in leaps and isinstance(cell, date):
                raise _leap(line, column)
        if max(map(len, texts)) > MAX_CELL:
            raise FileRefused("XLS-02", workbooks.TOO_BIG, line=line)
        yield line, texts


def _fitted(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """Cells beside the table, under no header, are left out only when they are empty."""
    for line, cells in rows:
        yield line, cells if any(cells[width:]) else cells[:width]


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return _instant(cell)
    if isinstance(cell, timedelta):
        return _number(cell.total_seconds() / 86_400)
    if isinstance(cell, date | time):
        return cell.isoformat()
    return _number(cell)


def _instant(cell: datetime) -> str:
    # Excel keeps fractions of a day: a binary rounding must not become a microsecond.
    rounded = cell + timedelta(microseconds=500)
    rounded = rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)
    return rounded.isoformat(sep=" ", timespec="milliseconds" if rounded.microsecond else "seconds")


def _number(cell: float) -> str:
    # Fifteen significant digits, as Excel itself shows and compares.
    text = format(Decimal(format(cell, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hidden(survey: Survey, sheet: str) -> list[Notice]:
    found = []
    if survey.merged:
        found.append(_notice(f"Cellules fusionnées : {', '.join(survey.merged[:10])}.", sheet))
    if survey.hidden_rows:
        found.append(_notice(f"{survey.hidden_rows} ligne(s) masquée(s), lue(s).", sheet))
    if survey.hidden_columns:
        found.append(_notice("Des colonnes sont masquées ; elles sont lues.", sheet))
    return found


def _notice(message: str, sheet: str) -> Notice:
    return Notice("XLS-10", message, value=sheet)


def _leap(line: int, column: int) -> FileRefused:
    return FileRefused(
        "XLS-09",
        f"La cellule {cell_name(line, column)} porte le 29/02/1900, un jour qui n’a pas existé. "
        "Corrigez la date.",
        line=line,
        column=cell_name(line, column)[: -len(str(line))],
    )


def refuse_doubtful(line: int, column: int, name: str, doubt: str) -> FileRefused:
    """The refusal XLS-08 of a mapped cell whose value cannot be trusted."""
    cell = cell_name(line, column)
    what = {
        "error": f"La cellule {cell} porte une erreur de formule.",
        "no_value": f"La cellule {cell} porte une formule sans valeur enregistrée.",
    }.get(doubt, f"La cellule {cell} porte un montant calculé par une formule.")
    remedy = f"{what} Copiez la colonne, puis collez-la en valeurs."
    return FileRefused("XLS-08", remedy, line=line, column=name, value=cell)
