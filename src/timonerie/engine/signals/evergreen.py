"""Family « ever green »: an indicator that held its target for a year while something that it
should reflect moved. Either the target asks for nothing, or it is not measured where it hurts."""

import numpy as np

from timonerie.engine.signals.findings import STILL, Finding, of_level
from timonerie.engine.signals.matrix import FloatArray, Matrix
from timonerie.engine.signals.settings import Settings

GREEN = 12
"""Periods in a row that held their target."""


def find(matrix: Matrix, settings: Settings, *, beside: Matrix) -> list[Finding]:
    """`matrix` holds 1 where the target was held, 0 where it was not, NaN where nobody knows;
    `beside` holds, row by row, what it should reflect. What moved there, still there at its last
    period, is told with its own figures.

    Raises ValueError when the two have not the same series and periods.
    """
    if matrix.amounts.shape != beside.amounts.shape:
        raise ValueError("each indicator has one series beside it, over the same periods")
    return [
        moved
        for moved in of_level(beside, settings)
        if moved.closed == STILL and _is_green(matrix.amounts[moved.row])
    ]


def _is_green(held: FloatArray) -> bool:
    """Whether the last known periods, twelve of them at least, all held."""
    known = held[np.isfinite(held)][-GREEN:]
    return known.size == GREEN and bool((known == 1).all())
