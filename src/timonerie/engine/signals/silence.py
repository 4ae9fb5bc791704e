"""Family « silence »: what came at each period comes no more, a grace later.

How often chance alone would do it is told by the rule of succession (P.-S. Laplace, 1774): after k
periods that all had something, the next has nothing once in k + 2 times, and each further one too.
"""

import numpy as np

from timonerie.engine.signals.findings import Finding, last_known, runs
from timonerie.engine.signals.matrix import Kind, Matrix
from timonerie.engine.signals.settings import Settings

REGULAR = 8
"""Periods in a row with something, right before the silence, for it to be one."""


def find(matrix: Matrix, settings: Settings, *, grace: int = 0) -> list[Finding]:
    """Counts per period: 0 where nothing came of what was due, NaN where nothing was due, or
    where nobody can tell yet. A silence is told once it lasts more than `grace` periods, and once
    chance alone would do it less often than the budget.

    Raises ValueError for a matrix that is not of counts.
    """
    if matrix.kind is not Kind.COUNT:
        raise ValueError("a silence is a count of nothing")
    silent = matrix.amounts == 0
    found = []
    for row, first, last in runs(silent):
        before = matrix.amounts[row, max(0, first - REGULAR) : first]
        if before.size < REGULAR or not (before > 0).all():
            continue
        came = _run_before(matrix, row, first)
        length = grace + 1
        while length <= last - first + 1 and _rate(came, length, matrix) > settings.budget:
            length += 1
        if length > last - first + 1:
            continue
        found.append(
            Finding(
                row=row,
                opened=first + length - 1,
                since=first,
                closed=last_known(silent, row, last),
                higher=False,
                rate=_rate(came, length, matrix),
                expected=float(np.mean(before)),
                seen=0.0,
            )
        )
    return found


def _rate(came: int, length: int, matrix: Matrix) -> float:
    """Silences so long, per series and year."""
    return matrix.per_year * (1 / (came + 2)) ** length


def _run_before(matrix: Matrix, row: int, first: int) -> int:
    """Periods in a row with something, up to `first` excluded."""
    came = 0
    while came < first and matrix.amounts[row, first - came - 1] > 0:
        came += 1
    return came
