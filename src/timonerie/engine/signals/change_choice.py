"""Which reading of a series tells it best, and how many changes it is worth.

Four readings compete, each with its best cut for every number of changes:

- level: steps between constant levels;
- trend: straight lines, that may break or jump;
- curve: one bend over the whole series, and no change;
- spread: levels with a variance of their own.

The lowest criterion wins:

    n ln(v + FLOOR) + (1 + WANDERING r²) · price · ln n

where v is the share of the variance that the regimes leave unexplained, for n points (the spread
reading sums m ln(v + FLOOR) over its regimes of m points). It is a Schwarz criterion (G. Schwarz,
Annals of Statistics 6, 1978) with three additions:

- FLOOR: what is less than a twentieth of the picture is not seen, however smooth the curve;
- r, the autocorrelation of neighbours that eight broken lines leave (nought if negative): a
  wandering series makes steps of its own;
- prices: how many parameters a change must be worth, the same for every series.

`bench/change_points.py` measures it beside public peers; the constants stand on a wide plateau.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

import numpy as np

from timonerie.engine.signals.change_fits import Costs, best_cuts, log_spreads, squares
from timonerie.engine.signals.change_seasons import Floats
from timonerie.engine.signals.change_series import Prepared

FLOOR = 0.05
WANDERING = 4.0
PRICE_OF_STEP = 4.0
PRICE_OF_BREAK = 6.0
PRICE_OF_SPREAD = 6.0
PRICE_OF_SLOPE = 1.0
PRICE_OF_LINE = 3.0
"""Least price of a trend, above that of its slope: a line without a change imitates one step."""
PRICE_OF_BEND = 4.0

_MOST = 14
_MOST_SPREADS = 2
_FLEXIBLE = 8
_OFTEN = 0.25


class Kind(StrEnum):
    """What distinguishes the regimes of a series."""

    LEVEL = "level"
    TREND = "trend"
    CURVE = "curve"
    SPREAD = "spread"


def choose(series: Prepared) -> tuple[Kind, list[int]]:
    """The reading that wins, and its cuts: places among the known points, oldest first."""
    level, line = squares(series.values, weights=series.weights)
    shortest = max(2, min(5, len(series.values) // 12))
    breaks = list(best_cuts(line, shortest=shortest, most=_MOST))
    flexible = breaks[min(_FLEXIBLE, len(breaks) - 1)][1]
    wandering = min(1.0, max(0.0, _autocorrelation(series, cuts=flexible)))
    dear = (1 + WANDERING * wandering**2) * float(np.log(len(series.values)))

    def readings() -> Iterator[tuple[float, Kind, list[int]]]:
        for left, cuts in best_cuts(level, shortest=shortest, most=_MOST):
            yield _unseen(series, left) + dear * PRICE_OF_STEP * len(cuts), Kind.LEVEL, cuts
        for left, cuts in breaks:
            price = max(PRICE_OF_LINE, PRICE_OF_SLOPE + PRICE_OF_BREAK * len(cuts))
            yield _unseen(series, left) + dear * price, Kind.TREND, cuts
        yield _unseen(series, _by_parabola(series)) + dear * PRICE_OF_BEND, Kind.CURVE, []
        for logs, cuts in _spreads(series, level):
            yield logs + dear * PRICE_OF_SPREAD * len(cuts), Kind.SPREAD, cuts

    # Equals but for the rounding of floats: the reading listed first, with the fewest changes.
    _criterion, kind, cuts = min(readings(), key=lambda reading: round(reading[0], 6))
    return kind, cuts


def _unseen(series: Prepared, left: float) -> float:
    n = len(series.values)
    return float(n * np.log(left / n + FLOOR))


def _spreads(series: Prepared, level: Costs) -> Iterator[tuple[float, list[int]]]:
    _values, counts = np.unique(series.values, return_counts=True)
    if counts.max() > _OFTEN * len(series.values):
        # Where one value, most often nought, makes much of the series, rare events would pass for
        # another spread each time they gather.
        return iter([])
    shortest = min(10, max(4, len(series.values) // 8))
    return best_cuts(log_spreads(level, floor=FLOOR), shortest=shortest, most=_MOST_SPREADS)


def _autocorrelation(series: Prepared, *, cuts: list[int]) -> float:
    """Of neighbours, around the lines between these cuts."""
    stretches = list(pairwise([0, *cuts, len(series.values)]))
    left = np.concatenate([_by_curve(series, start, end, degree=1) for start, end in stretches])
    found = float((left[1:] * left[:-1]).sum() / max((left**2).sum(), 1e-12))
    # Lines that follow their points turn what they leave against one another: 1/n for each cut,
    # at least.
    return found + len(cuts) / len(series.values)


def _by_parabola(series: Prepared) -> float:
    """Weighted squares that one parabola leaves."""
    return float((_by_curve(series, 0, len(series.values), degree=2) ** 2).sum())


def _by_curve(series: Prepared, start: int, end: int, *, degree: int) -> Floats:
    """What a polynomial leaves of a stretch, times the roots of its weights."""
    root = np.sqrt(series.weights[start:end])
    powers = np.vander(np.linspace(-1, 1, end - start), degree + 1) * root[:, None]
    values = series.values[start:end] * root
    left: Floats = values - powers @ np.linalg.lstsq(powers, values, rcond=None)[0]
    return left
