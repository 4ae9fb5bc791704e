"""Since when? The moments at which a whole series, read afterwards, took another regime.

People who look at a chart mark few changes, the plain ones. Four readings of the series compete:

- level: steps between constant levels;
- trend: straight lines, that may break or jump;
- curve: one bend over the whole series, and no change;
- spread: levels with a variance of their own.

Each keeps, for every number of changes, its best cut; the lowest criterion wins:

    n ln(v + FLOOR) + (1 + 4 r²) · price · ln n

where v is the share of the variance that the regimes leave unexplained (of n points; the spread
reading sums m ln(v + FLOOR) over its regimes), and the rest a Schwarz criterion (G. Schwarz, Annals
of Statistics 6, 1978) with three additions. FLOOR: what is less than a twentieth of the picture is
not seen, however smooth the curve. r: the autocorrelation of neighbours that eight broken lines
leave (none if negative), because a wandering series makes steps of its own. Prices: how many
parameters a change must be worth, the same for every series. They stand on a wide plateau,
measured by `bench/change_points.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from timonerie.engine.signals.change_fits import best_cuts, log_spreads, squares
from timonerie.engine.signals.change_seasons import Floats
from timonerie.engine.signals.change_series import Prepared, prepare

__all__ = ["LEAST", "LONGEST", "Floats", "Kind", "Reading", "Regime", "change_points", "read"]

LEAST = 8
"""Known points without which no change is told."""
LONGEST = 3_000
"""Points of a series at most: memory grows with their square."""
FLOOR = 0.05
PRICE_OF_STEP = 4.0
PRICE_OF_BREAK = 6.0
PRICE_OF_SPREAD = 6.0
PRICE_OF_SLOPE = 1.0
PRICE_OF_BEND = 4.0
_MOST = 14
_MOST_SPREADS = 2
_WANDERING = 4.0
_FLEXIBLE = 8


class Kind(StrEnum):
    """What distinguishes the regimes of a series."""

    LEVEL = "level"
    TREND = "trend"
    CURVE = "curve"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Regime:
    """A stretch of the series, `start` included and `end` excluded, in the units of the values:
    mean `level`, `slope` per period and standard deviation `spread` around that line."""

    start: int
    end: int
    level: float
    slope: float
    spread: float

    @property
    def first(self) -> float:
        """Where the line of the regime starts."""
        return self.level - self.slope * (self.end - 1 - self.start) / 2

    @property
    def last(self) -> float:
        """Where it ends."""
        return self.level + self.slope * (self.end - 1 - self.start) / 2


@dataclass(frozen=True, slots=True)
class Reading:
    """How a series reads: its regimes, what distinguishes them, and the period of the season that
    was set aside, in points. The regimes are empty when no point is known."""

    kind: Kind
    regimes: tuple[Regime, ...]
    period: int | None

    @property
    def changes(self) -> list[int]:
        """First index of each regime but the first."""
        return [regime.start for regime in self.regimes[1:]]


def change_points(values: Floats, *, cases: Floats | None = None) -> list[int]:
    """First indexes of the new regimes of a series (n,), oldest first; never 0. Raises as `read`.

    NaN is a missing point: it is passed over and the indexes stay those of the array. Where values
    are means or shares of `cases` (n,), points weigh as many cases.
    """
    return read(values, cases=cases).changes


def read(values: Floats, *, cases: Floats | None = None) -> Reading:
    """The regimes of a series (n,), and what its changes consist in.

    Raises ValueError for more than one dimension, an infinite value, a negative or missing number
    of cases, another shape of cases, or more than LONGEST points.
    """
    values = np.asarray(values, float)
    cases = None if cases is None else np.asarray(cases, float)
    _refuse(values, cases)
    ready = prepare(values, cases=cases)
    kind, cuts = Kind.LEVEL, list[int]()
    if ready is not None and len(ready.values) >= LEAST:
        kind, cuts = _choose(ready)
        cuts = ready.positions[cuts].tolist()
    weights = np.ones(len(values)) if cases is None else cases
    regimes = (
        _regime(values, weights, start=start, end=end, kind=kind)
        for start, end in pairwise([0, *cuts, len(values)])
    )
    return Reading(
        kind,
        tuple(regime for regime in regimes if regime is not None),
        ready.period if ready else None,
    )


def _refuse(values: Floats, cases: Floats | None) -> None:
    if values.ndim != 1:
        raise ValueError(f"one series has one dimension, not {values.ndim}")
    if len(values) > LONGEST:
        raise ValueError(f"{len(values)} points; at most {LONGEST} are read at once")
    if np.isinf(values).any():
        raise ValueError("a value is infinite")
    if cases is not None:
        if cases.shape != values.shape:
            raise ValueError(f"cases of shape {cases.shape} for values of shape {values.shape}")
        if not (np.isfinite(cases) & (cases >= 0)).all():
            raise ValueError("a number of cases is negative or missing")


def _choose(series: Prepared) -> tuple[Kind, list[int]]:
    n = len(series.values)
    shortest = max(2, min(5, n // 12))
    level, line = squares(series.values, weights=series.weights)
    steps = list(best_cuts(level, shortest=shortest, most=_MOST))
    breaks = list(best_cuts(line, shortest=shortest, most=_MOST))
    spreads = best_cuts(
        log_spreads(level, floor=FLOOR), shortest=min(10, max(4, n // 8)), most=_MOST_SPREADS
    )
    flexible = breaks[min(_FLEXIBLE, len(breaks) - 1)][1]
    wandering = max(0.0, _autocorrelation(series, cuts=flexible))
    dear = (1 + _WANDERING * wandering**2) * np.log(n)

    def readings() -> Iterator[tuple[float, Kind, list[int]]]:
        for number, (left, cuts) in enumerate(steps):
            yield _fit(left, n) + dear * PRICE_OF_STEP * number, Kind.LEVEL, cuts
        for number, (left, cuts) in enumerate(breaks):
            price = PRICE_OF_SLOPE + PRICE_OF_BREAK * number
            yield _fit(left, n) + dear * price, Kind.TREND, cuts
        yield _fit(_bend(series), n) + dear * PRICE_OF_BEND, Kind.CURVE, []
        for number, (logs, cuts) in enumerate(spreads):
            yield logs + dear * PRICE_OF_SPREAD * number, Kind.SPREAD, cuts

    # Equals but for the rounding of floats: the reading listed first, with the fewest changes.
    _cost, kind, cuts = min(readings(), key=lambda reading: round(reading[0], 6))
    return kind, cuts


def _fit(left: float, n: int) -> float:
    return float(n * np.log(left / n + FLOOR))


def _bend(series: Prepared) -> float:
    """Weighted squares that one parabola leaves."""
    return float((_left_by_curve(series.values, series.weights, degree=2) ** 2).sum())


def _autocorrelation(series: Prepared, *, cuts: list[int]) -> float:
    """Of neighbours, around the lines between these cuts."""
    n = len(series.values)
    left = np.concatenate(
        [
            _left_by_curve(series.values[start:end], series.weights[start:end], degree=1)
            for start, end in pairwise([0, *cuts, n])
        ]
    )
    return float((left[1:] * left[:-1]).sum() / max((left**2).sum(), 1e-12))


def _left_by_curve(values: Floats, weights: Floats, *, degree: int) -> Floats:
    """What a polynomial leaves of the values, times the root of their weights."""
    root = np.sqrt(weights)
    powers = np.vander(np.linspace(-1, 1, len(values)), degree + 1) * root[:, None]
    fitted = np.linalg.lstsq(powers, values * root, rcond=None)[0]
    left: Floats = values * root - powers @ fitted
    return left


def _regime(values: Floats, weights: Floats, *, start: int, end: int, kind: Kind) -> Regime | None:
    stretch, mass = values[start:end], weights[start:end]
    known = np.flatnonzero(np.isfinite(stretch) & (mass > 0))
    if not known.size:
        return None
    stretch, mass = stretch[known], mass[known]
    slope = _slope(known.astype(float), stretch, mass) if kind in (Kind.TREND, Kind.CURVE) else 0.0
    middle = (end - 1 - start) / 2
    level = float(np.average(stretch - slope * (known - middle), weights=mass))
    left = stretch - level - slope * (known - middle)
    return Regime(start, end, level, slope, float(np.sqrt(np.average(left**2, weights=mass))))


def _slope(time: Floats, values: Floats, weights: Floats) -> float:
    away = time - np.average(time, weights=weights)
    reach = float((weights * away**2).sum())
    return float((weights * away * values).sum()) / reach if reach > 0 else 0.0
