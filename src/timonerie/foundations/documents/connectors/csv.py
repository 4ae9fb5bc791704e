"""CSV, TSV and their kin: comma, semicolon, tab or bar; UTF-8, UTF-16 with its mark, cp1252."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from timonerie.foundations.documents.connectors import delimiters, encodings
from timonerie.foundations.documents.connectors.base import (
    MAX_ROWS,
    MEGABYTE,
    FileRefused,
    Grid,
    Options,
    Row,
)
from timonerie.foundations.documents.connectors.headers import clean_header

FORMAT = "csv"
EXTENSIONS = (".csv", ".tsv", ".txt")
LIMIT = 50 * MEGABYTE
MAX_CELL = 32_768
MAX_LINE = 1_000_000
_SAMPLE_LINES = 200
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"<")


def sniff(head: bytes, name: str) -> float:
    """Anything that is not another known format, surer when a line holds a delimiter."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_BINARY):
        return 0.0
    first = start.splitlines()[0] if start else b""
    return 0.6 if any(mark.encode() in first for mark in delimiters.DELIMITERS) else 0.2


def read(path: Path, options: Options) -> Grid:
    """Start reading; see :class:`Grid`. Raises FileRefused: ENC-01 to 03, CSV-01 to 07, FIC-01."""
    encoding, notices = encodings.detect(path, options.encoding)
    delimiter = options.delimiter or delimiters.choose(_sample(path, encoding))
    rows = _rows(path, encoding, delimiter)
    line, cells = next(rows, (1, ()))
    if not any(cell.strip() for cell in cells):
        raise FileRefused("FIC-01", "Le fichier n’a pas de ligne d’en-tête.", line=line)
    header = clean_header(cells, line=line)
    used = Options(encoding=encoding, delimiter=delimiter)
    return Grid(FORMAT, header, _counted(rows), used, notices)


def rows(path: Path) -> Iterator[Row]:
    """Every line that is not blank, the titles among them wherever they stand.

    Raises:
        FileRefused: ENC-01 to 03, CSV-01 to 04 and 07.
    """
    encoding, _notices = encodings.detect(path, None)
    sample = _sample(path, encoding)
    delimiter = delimiters.choose(_from_titles(sample) or sample)
    yield from _counted(_rows(path, encoding, delimiter))


def _from_titles(lines: Sequence[str]) -> Sequence[str]:
    """Without the lines above the first one cut in three at least: a name, a date, nothing."""
    cut = (any(line.count(mark) > 1 for mark in delimiters.DELIMITERS) for line in lines)
    first = next((rank for rank, is_cut in enumerate(cut) if is_cut), 0)
    return lines[first:]


def _sample(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        lines = [line[:MAX_CELL] for line in islice(file, _SAMPLE_LINES)]
    return [line for line in lines if line.strip()]


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise FileRefused(
                "CSV-07",
                f"Le fichier dépasse {MAX_ROWS} lignes. Découpez-le par période.",
                line=row[0],
            )
        yield row


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """(line where the row starts, cells), blank lines left out."""
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        start = 1
        while True:
            lines.width = 0
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise _unreadable(error, start, reader.line_num) from error
            except UnicodeDecodeError as error:
                # Text is decoded by blocks: the line is not known.
                raise FileRefused(
                    "ENC-02",
                    "Une partie du texte ne se lit pas : accents et lettres ne sont pas écrits en "
                    f"{encoding}. Enregistrez le fichier au format « CSV UTF-8 ».",
                ) from error
            if cells is None:
                return
            if lines.width > MAX_CELL:
                _refuse_wide(cells, start)
            if cells:
                yield start, cells
            start = reader.line_num + 1


class _Lines:
    """The lines of a file, none of them endless, with the width read since it was last zeroed."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self.width = 0
        self._line = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._file)
        self._line += 1
        self.width += len(line)
        if len(line) > MAX_LINE:
            raise _too_wide(self._line)
        if "\0" in line:
            raise FileRefused(
                "CSV-01",
                "Le fichier est abîmé (il contient un caractère nul). Exportez-le de nouveau.",
                line=self._line,
            )
        return line


def _refuse_wide(cells: Sequence[str], line: int) -> None:
    if any(len(cell) > MAX_CELL for cell in cells):
        raise _too_wide(line)


def _too_wide(line: int) -> FileRefused:
    return FileRefused(
        "CSV-02",
        f"Une cellule de la ligne {line} dépasse {MAX_CELL} caractères, ou la ligne un million. "
        "Raccourcissez-la ou retirez la colonne.",
        line=line,
    )


def _unreadable(error: csv.Error, start: int, end: int) -> FileRefused:
    # A quote left open swallows the lines below it, up to the limit of a field or to the end.
    if "field larger" in str(error) and end <= start:
        return _too_wide(start)
    return FileRefused(
        "CSV-03",
        f"Un guillemet ouvert à la ligne {start} n’est pas refermé, ou n’est pas doublé à "
        "l’intérieur d’une cellule. Corrigez cette ligne.",
        line=start,
    )
