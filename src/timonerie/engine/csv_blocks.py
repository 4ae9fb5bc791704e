"""A CSV file of any size, read by blocks of rows with the line each row stands on."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

BLOCK_ROWS = 50_000

_DELIMITERS = ",;\t|"


class FileRefused(ValueError):
    """A file that cannot be used. The message is French, with the line and the remedy."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written, so that another one can be written alike."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]

    def position(self, column: str) -> int:
        """Place of a column. Raises FileRefused when it is absent or there twice."""
        found = self.header.count(column)
        if found == 1:
            return self.header.index(column)
        fault = "absente" if found == 0 else "présente plusieurs fois"
        known = ", ".join(self.header)
        raise FileRefused(f"Ligne 1 : colonne « {column} » {fault}. Colonnes du fichier : {known}.")


@dataclass(frozen=True, slots=True)
class Block:
    """`lines[i]` is the line of the file where `rows[i]` starts."""

    lines: list[int]
    rows: list[list[str]]

    def column(self, position: int) -> list[str]:
        return [row[position] for row in self.rows]


def layout(path: Path) -> Layout:
    """Raises FileRefused for an empty file or an encoding that is not UTF-8, UTF-16 or CP1252."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        delimiter = max(_DELIMITERS, key=first.count)
        file.seek(0)
        _, header = next(_rows(file, delimiter), (1, []))
    if not header:
        raise FileRefused(
            "Ligne 1 : en-tête absent. Donnez un fichier CSV avec des noms de colonnes."
        )
    return Layout(encoding, delimiter, tuple(header))


def blocks(file: TextIO, shape: Layout) -> Iterator[Block]:
    """Passes over blank lines. Raises FileRefused for a row of another width or a lost quote."""
    block = Block([], [])
    for line, row in _rows(file, shape.delimiter):
        if line == 1 or not row:
            continue
        if len(row) != len(shape.header):
            raise FileRefused(
                f"Ligne {line} : {len(row)} colonnes au lieu de {len(shape.header)}. Vérifiez les"
                " guillemets et le séparateur de cette ligne."
            )
        block.lines.append(line)
        block.rows.append(row)
        if len(block.rows) == BLOCK_ROWS:
            yield block
            block = Block([], [])
    if block.rows:
        yield block


def _rows(file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused(
                f"Ligne {line} : guillemets mal fermés. Doublez un guillemet à l’intérieur d’une"
                " cellule."
            ) from None
        yield line, row


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    utf8 = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    for encoding in (utf8, "cp1252"):
        if _decodes(path, encoding):
            return encoding
    raise FileRefused("Encodage inconnu. Enregistrez le fichier en « CSV UTF-8 ».")


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True
