"""The season of a series, when it is plain: what comes back every `period` points, taken out.

A season is believed when it foretells points it has not seen: each point is told from the others of
its place in the cycle (leave-one-out), around a centred moving average, and this must explain at
least `PLAIN` of what is left around that average. A wandering series has no such memory.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

PLAIN = 0.4
"""Share of the variance that a season must foretell."""
SHORTEST = 3
CYCLES = 5
"""Whole cycles that a series must hold."""


def without_season(values: Floats, *, positions: Places) -> tuple[Floats, int | None]:
    """The values less their season, and its period in points (`None`, and the same values, without
    a plain one). `positions` gives the place of each value, in periods, where some are missing."""
    best, found, period = PLAIN, values, None
    for length in range(SHORTEST, len(values) // CYCLES + 1):
        foretold, season = _season(values, phase=positions % length, length=length)
        if foretold > best:
            best, found, period = foretold, values - season, length
    return found, period


def _season(values: Floats, *, phase: Places, length: int) -> tuple[float, Floats]:
    """Share of the variance that a season of this length foretells, and the season, one value per
    point, zero on average."""
    around = _around_average(values, length=length)
    # A freak point must not make a season of its own.
    around = np.clip(around, *np.percentile(around, [2, 98]))
    counts = np.bincount(phase, minlength=length)
    if counts.min() < 2:
        return 0.0, np.zeros_like(values)
    sums = np.bincount(phase, around, length)
    told = (sums[phase] - around) / (counts[phase] - 1)
    spread = float(((around - around.mean()) ** 2).sum())
    means = sums / counts
    share = 1 - float(((around - told) ** 2).sum()) / spread if spread > 0 else 0.0
    return share, (means - means.mean())[phase]


def _around_average(values: Floats, *, length: int) -> Floats:
    """What is left of the values around their centred moving average over one cycle."""
    window = np.ones(length + 1 - length % 2)
    if length % 2 == 0:
        window[[0, -1]] = 0.5
    wide = np.pad(values, len(window) // 2, mode="reflect", reflect_type="odd")
    average: Floats = np.convolve(wide, window / length, "valid")
    return values - average
