"""A list as people keep it, CSV or XLSX, read into lines of text."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import python_calamine
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations.errors import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 20_000
#: An XLSX that swells more than this when opened is refused before it is.
MOST_UNPACKED = 200 * 1024 * 1024
_XLSX = b"PK\x03\x04"


class UnreadableFile(Refused):
    """Nothing can be read in the file, or too much."""


@dataclass(frozen=True)
class Table:
    """The first line's titles and the others, each with its number in the file (from 1)."""

    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def read(path: Path) -> Table:
    """Empty lines are left out; cells are trimmed.

    Raises:
        UnreadableFile: too large, neither CSV nor XLSX, or without a single line.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFile(_("Le fichier dépasse 20 Mo. Partagez-le en plusieurs fichiers."))
    data = path.read_bytes()
    rows = list(_numbered(_xlsx(data) if data.startswith(_XLSX) else _csv(data)))
    if not rows:
        raise UnreadableFile(_("Le fichier est vide. Partez du modèle, il en donne les colonnes."))
    if len(rows) > MOST_LINES:
        raise UnreadableFile(
            _("Le fichier dépasse 20 000 lignes. Partagez-le en plusieurs fichiers.")
        )
    (_number, header), *lines = rows
    return Table(header, tuple(lines))


def _numbered(rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(rows, start=1):
        cells = tuple(_unescaped(" ".join(cell.split())) for cell in row)
        if any(cells):
            yield number, cells


def _unescaped(text: str) -> str:
    """Takes off the apostrophe that our own exports put before what looks like a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if "\x00" in text:
        raise UnreadableFile(
            _("Ce n’est ni un CSV ni un XLSX. Enregistrez la liste sous l’un de ces formats.")
        )
    first = text.split("\n", 1)[0]
    delimiter = max((";", ",", "\t"), key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise UnreadableFile(
            _("Le CSV ne se lit pas : un guillemet ouvert n’est pas refermé. Corrigez-le.")
        ) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        _("Les caractères du fichier ne se lisent pas. Enregistrez-le en UTF-8, puis recommencez.")
    )


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(_("Le classeur est trop grand une fois ouvert."))
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, python_calamine.CalamineError) as error:
        raise UnreadableFile(
            _("Le classeur ne s’ouvre pas. Ouvrez-le, enregistrez-le de nouveau en .xlsx.")
        ) from error
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a SIRET typed as a number
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def same_title(first: str, second: str) -> bool:
    return rules.key(first) == rules.key(second)
