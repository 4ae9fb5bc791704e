"""Which character separates the cells, chosen once for the whole file."""

import csv
import re
from collections.abc import Sequence

from timonerie.foundations.documents.connectors.base import FileRefused

DELIMITERS = (";", ",", "\t", "|")
_WHOLE = re.compile(r"^\s*-?[0-9]{1,15}$")
_CENTS = re.compile(r"^[0-9]{1,6}\s*€?\s*$")


def choose(lines: Sequence[str]) -> str:
    """The delimiter under which the first lines best agree with their header.

    Raises:
        FileRefused: CSV-06, when two delimiters fit as well, or when commas are both delimiter
            and decimal mark.
    """
    scores = {mark: _score(lines, mark) for mark in DELIMITERS}
    best = max(scores.values())
    if best[1] < 2:
        return ";"
    chosen = [mark for mark in DELIMITERS if scores[mark] == best]
    if len(chosen) > 1 or (chosen == [","] and _decimal_commas(lines)):
        raise ambiguous()
    return chosen[0]


def ambiguous() -> FileRefused:
    """The refusal CSV-06."""
    return FileRefused(
        "CSV-06",
        "Le séparateur de colonnes est ambigu (virgule décimale et virgule séparatrice, ou deux "
        "séparateurs possibles). Exportez avec le point-virgule, ou mettez les montants entre "
        "guillemets.",
        line=1,
    )


def _score(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """(share of the lines that have as many cells as the header, cells of the header)."""
    header, *rows = _split(lines, mark)
    if len(header) < 2:
        return 0.0, len(header)
    if not rows:
        return 1.0, len(header)
    return sum(len(row) == len(header) for row in rows) / len(rows), len(header)


def _decimal_commas(lines: Sequence[str]) -> bool:
    """Whether most rows are too long for their header, cut inside numbers ("12,50")."""
    header, *rows = _split(lines, ",")
    long = [row for row in rows if len(row) > len(header)]
    cut = [row for row in long if any(map(_is_cut, row, row[1:]))]
    return len(cut) * 2 > len(rows)


def _is_cut(left: str, right: str) -> bool:
    return bool(_WHOLE.match(left) and _CENTS.match(right))


def _split(lines: Sequence[str], mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in csv.reader(lines, delimiter=mark) if row)
    except csv.Error:
        # A cell too long or a quote left open: the reading of the file itself will say so.
        return rows or [[]]
    return rows or [[]]
