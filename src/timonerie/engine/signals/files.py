"""Series of a CSV file: a column of times, one of values or two of counts, one of names."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from timonerie.engine import csv_blocks
from timonerie.engine.csv_blocks import FileRefused
from timonerie.engine.signals import grid
from timonerie.engine.signals.grid import PER_YEAR, Grid, NotATime, Step
from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind, Matrix

_TIME = (
    "ce n’est ni une date, ni un instant, ni un rang. Écrivez 2026-03-29, 29/03/2026, 2026-03 ou 57"
)
_NUMBER = "ce n’est pas un nombre. Écrivez 12,5 ou 12.5, ou laissez la cellule vide"
_SPAN = 20_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns: either `value`, or `numerator` and `denominator`."""

    time: str
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """`names` of the series in the order of the file; `first` ordinal of each in the grid: column
    0 of the matrix is the first period of each series; `lengths` periods from there to its last."""

    names: list[str]
    first: IntArray
    lengths: IntArray
    grid: Grid
    matrix: Matrix


def read(path: Path, columns: Columns, *, step: Step | None = None) -> Read:
    """The series of a file. Lines of one series and period are added up (counts) or averaged
    (values).

    Raises FileRefused, with the line, the column and the remedy, and OSError.
    """
    lines, texts = _texts(path, columns)
    periods = _grid(lines, texts[columns.time], columns.time, step)
    names, rows = _series(texts[columns.series] if columns.series else [""] * len(lines))
    first = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(first, rows, periods.ordinals)
    place = periods.ordinals - first[rows]
    lengths = np.zeros(len(names), np.int64)
    np.maximum.at(lengths, rows, place + 1)
    if lengths.max(initial=0) > _SPAN:
        raise FileRefused(
            f"Colonne « {columns.time} » : plus de {_SPAN} périodes d’un bout à l’autre. Choisissez"
            " --period month, ou corrigez la date qui s’écarte."
        )
    shape = (len(names), int(lengths.max(initial=0)))
    where = (rows, place)
    if columns.value is not None:
        values = _numbers(lines, texts[columns.value], columns.value)
        total, count = _added(shape, where, values)
        with np.errstate(invalid="ignore"):
            matrix = Matrix(Kind.VALUE, total / count, per_year=PER_YEAR[periods.step])
        return Read(names, first, lengths, periods, matrix)
    assert columns.numerator
    assert columns.denominator
    over = _numbers(lines, texts[columns.numerator], columns.numerator)
    under = _numbers(lines, texts[columns.denominator], columns.denominator)
    both = np.isfinite(over) & np.isfinite(under)
    amounts, _ = _added(shape, where, np.where(both, over, np.nan))
    bases, _ = _added(shape, where, np.where(both, under, np.nan))
    return Read(names, first, lengths, periods, _of_counts(amounts, bases, periods.step))


def _of_counts(amounts: FloatArray, bases: FloatArray, step: Step) -> Matrix:
    """A share when the counts never exceed the cases; a count for so many of something when they
    do; a plain value when they are not whole numbers."""
    known = np.isfinite(amounts)
    seen = amounts[known]
    if seen.size and ((seen < 0).any() or (seen != np.round(seen)).any()):
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.where(bases > 0, amounts / bases, np.nan)
        return Matrix(Kind.VALUE, ratio, per_year=PER_YEAR[step])
    kind = Kind.SHARE if bool((seen <= bases[known]).all()) else Kind.COUNT
    return Matrix(kind, amounts, bases, PER_YEAR[step])


def _texts(path: Path, columns: Columns) -> tuple[list[int], dict[str, list[str]]]:
    shape = csv_blocks.layout(path)
    wanted = (columns.time, columns.series, columns.value, columns.numerator, columns.denominator)
    names = [name for name in wanted if name is not None]
    places = {name: shape.position(name) for name in names}
    lines: list[int] = []
    texts: dict[str, list[str]] = {name: [] for name in names}
    with path.open(encoding=shape.encoding, newline="") as file:
        for block in csv_blocks.blocks(file, shape):
            lines += block.lines
            for name, place in places.items():
                texts[name] += block.column(place)
    if not lines:
        raise FileRefused("Le fichier n’a aucune ligne sous son en-tête.")
    return lines, texts


def _grid(lines: list[int], texts: Sequence[str], column: str, step: Step | None) -> Grid:
    try:
        return grid.read(texts, step)
    except NotATime as error:
        place = next(i for i, text in enumerate(texts) if _same(text, error.text))
        raise FileRefused(_fault(lines[place], column, texts[place], _TIME)) from None
    except ValueError:
        raise FileRefused(
            f"Colonne « {column} » : des dates et des rangs mêlés. Écrivez-les tous de même."
        ) from None


def _same(text: str, read_as: str) -> bool:
    try:
        grid.read([text])
    except NotATime as error:
        return error.text == read_as
    return False


def _series(texts: Sequence[str]) -> tuple[list[str], IntArray]:
    ranks: dict[str, int] = {}
    rows = [ranks.setdefault(text, len(ranks)) for text in texts]
    return list(ranks), np.array(rows, np.int64)


def _numbers(lines: Sequence[int], texts: Sequence[str], column: str) -> FloatArray:
    """Numbers of a column, NaN where a cell is empty; French signs are read."""
    plain = [
        text.strip().replace(",", ".").replace("\u202f", "").replace("\u00a0", "") or "nan"
        for text in texts
    ]
    try:
        values = np.array(plain, np.float64)
    except ValueError:
        place = next(i for i, text in enumerate(plain) if not _is_number(text))
        raise FileRefused(_fault(lines[place], column, texts[place], _NUMBER)) from None
    if np.isinf(values).any():
        place = int(np.argmax(np.isinf(values)))
        raise FileRefused(_fault(lines[place], column, texts[place], _NUMBER))
    return values


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _fault(line: int, column: str, value: str, remedy: str) -> str:
    return f"Ligne {line}, colonne « {column} » : « {value} » : {remedy}."


def _added(
    shape: tuple[int, int], where: tuple[IntArray, IntArray], values: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Sums by series and period and how many were added; NaN where none was."""
    known = np.isfinite(values)
    rows, places = where[0][known], where[1][known]
    total, count = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (rows, places), values[known])
    np.add.at(count, (rows, places), 1)
    return np.where(count > 0, total, np.nan), count
