"""Family « volume »: more, or less, than what usually comes; or out of a band that was agreed."""

from dataclasses import replace

import numpy as np

from timonerie.engine.signals.findings import Finding, last_known, of_level, runs
from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix
from timonerie.engine.signals.settings import Settings

IN_A_ROW = 2
"""Periods out of an agreed band before it is told: one may be a file that came a day late."""


def find(
    matrix: Matrix, settings: Settings, *, bands: tuple[FloatArray, FloatArray] | None = None
) -> list[Finding]:
    """Counts of a matrix, whichever direction; beside the (low, high) `bands` of each series where
    they are agreed, NaN where one is not.

    Raises ValueError for a matrix that is not of counts.
    """
    if matrix.kind is not Kind.COUNT:
        raise ValueError("a volume is a count")
    found = of_level(matrix, replace(settings, worse="both"))
    if bands is None:
        return found
    agreed = np.isfinite(bands[0]) | np.isfinite(bands[1])
    kept = [one for one in found if not agreed[one.row]]
    return [*kept, *_out(matrix, bands[0], higher=False), *_out(matrix, bands[1], higher=True)]


def _out(matrix: Matrix, bounds: FloatArray, *, higher: bool) -> list[Finding]:
    with np.errstate(invalid="ignore"):
        beyond = matrix.amounts - bounds[:, None]
        out = beyond > 0 if higher else beyond < 0
    return [
        Finding(
            row=row,
            opened=first + IN_A_ROW - 1,
            since=first,
            closed=last_known(out, row, last),
            higher=higher,
            rate=None,
            expected=float(bounds[row]),
            seen=float(np.mean(matrix.amounts[row, first : last + 1])),
        )
        for row, first, last in runs(out)
        if last - first + 1 >= IN_A_ROW
    ]
