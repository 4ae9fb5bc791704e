"""How the columns of a table share its width, and on which side their cells stand."""

import re
from collections.abc import Sequence

from timonerie.foundations.printing.documents.shapes import Grid

NO_BREAK, CUT = "\u00a0", "\u200b"
NARROWEST, WIDEST = 7, 40
"""In characters: a column is weighed between these two."""
LONGEST_WORD = 18
LINE = 95
"""Characters that the whole width holds in the letters of a table, or thereabouts."""
TALL_ROW = 30
"""Lines from which a row may be cut at the end of a page: one higher than a page has to."""
LONGEST_FIGURE = 40
_FIGURE = re.compile(r"^[-+−±≤≥<>~]?[\d\s.,]*\d[\d\s.,/]*(\s?(%|€|k€|M€|h|j|jours?|heures?|min))?$")


def rows(grid: Grid) -> list[tuple[str, ...]]:
    """The rows, each with as many cells as the header; a cell too many joins the last one. A figure
    and its unit are held together."""
    told, figures = _fitted(grid), are_figures(grid)
    return [
        tuple(_held(cell) if is_one else cell for cell, is_one in zip(row, figures, strict=True))
        for row in told
    ]


def shares(grid: Grid) -> list[float]:
    """One share a column, their sum 1."""
    weights = list(grid.widths) if _are_given(grid) else _weights(grid)
    return [weight / sum(weights) for weight in weights]


def are_figures(grid: Grid) -> list[bool]:
    """The columns that hold figures alone: they stand on the right."""
    found = [_hold_figures(column) for column in zip(*_fitted(grid), strict=True)]
    return found or [False] * _count(grid)


def keeps_together(row: Sequence[str], shares: Sequence[float]) -> bool:
    """Whether a row is low enough to stay on one page."""
    return all(_lines(cell, share) < TALL_ROW for cell, share in zip(row, shares, strict=True))


def cut_words(text: str, share: float) -> str:
    """The text, where a word that is longer than its column may be cut."""
    most = max(NARROWEST - 2, int(share * LINE) - 2)
    return re.sub(rf"\S{{{most}}}(?=\S)", rf"\g<0>{CUT}", text)


def _lines(cell: str, share: float) -> float:
    return cell.count("\n") + len(cell) / max(1.0, share * LINE)


def _count(grid: Grid) -> int:
    return len(grid.header) or max([1, *(len(row) for row in grid.rows)])


def _fitted(grid: Grid) -> list[tuple[str, ...]]:
    return [_cut(row, _count(grid)) for row in grid.rows]


def _held(cell: str) -> str:
    return cell.strip().replace(" ", NO_BREAK)


def _cut(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    first, rest = row[: width - 1], row[width - 1 :]
    fitted = (*first, " ".join(rest)) if rest else first
    return fitted + ("",) * (width - len(fitted))


def _are_given(grid: Grid) -> bool:
    return len(grid.widths) == _count(grid) and all(one > 0 for one in grid.widths)


def _weights(grid: Grid) -> list[float]:
    """The longest word must hold, and long texts get more room, within bounds."""
    columns = zip(grid.header or ("",) * _count(grid), *rows(grid), strict=True)
    return [float(_weight(column)) for column in columns]


def _weight(column: tuple[str, ...]) -> int:
    # No-break spaces hold: « 1 248 300 € » is one word.
    longest_word = max(len(word) for cell in column for word in re.split(r"[ \n\t]", cell))
    longest = max(len(cell) for cell in column)
    return min(WIDEST, max(NARROWEST, min(longest_word, LONGEST_WORD) + 4, round(0.6 * longest)))


def _hold_figures(column: tuple[str, ...]) -> bool:
    told = [cell.strip() for cell in column if cell.strip()]
    return bool(told) and all(len(c) <= LONGEST_FIGURE and _FIGURE.match(c) for c in told)
