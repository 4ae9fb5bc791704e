"""Since when? The moments at which a whole series, read afterwards, took another regime.

People who look at a chart mark few changes, the plain ones: so does this. It is not made to raise
an alarm on the last point, nor to hold a budget of false alarms.

    read(rates, cases=counts)       the regimes, to explain them
    change_points(values)           only their first indexes

How a reading is chosen stands in `change_choice`; what is set aside first (missing points, the
season, freak points), in `change_series`.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from timonerie.engine.signals.change_choice import Kind, choose
from timonerie.engine.signals.change_seasons import Floats
from timonerie.engine.signals.change_series import prepare

__all__ = ["LEAST", "LONGEST", "Floats", "Kind", "Reading", "Regime", "change_points", "read"]

LEAST = 8
"""Known points without which no change is told."""
LONGEST = 3_000
"""Points of a series at most: time and memory grow with their square."""


@dataclass(frozen=True, slots=True)
class Regime:
    """A stretch of the series, `start` included and `end` excluded, in the units of the values:
    mean `level`, `slope` per period and standard deviation `spread` around that line. The slope is
    nought where the reading is of levels."""

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
    """How a series reads: what distinguishes its regimes, the regimes (none if no point is known),
    and the period in points of the season that was set aside, if any."""

    kind: Kind
    regimes: tuple[Regime, ...]
    period: int | None

    @property
    def changes(self) -> list[int]:
        """First index of each regime but the first."""
        return [regime.start for regime in self.regimes[1:]]


def change_points(values: Floats, *, cases: Floats | None = None) -> list[int]:
    """First indexes of the new regimes of a series (n,), oldest first, never 0.

    NaN is a missing point: it is passed over, and the indexes stay those of the array. Where the
    values are shares or means of `cases` (n,), a point weighs as many cases (the variance of a
    share is p (1 - p) / cases) and one without cases is missing. Raises as `read`.
    """
    return read(values, cases=cases).changes


def read(values: Floats, *, cases: Floats | None = None) -> Reading:
    """The regimes of a series (n,), and what distinguishes them; arguments as `change_points`.

    Raises ValueError for more than one dimension, an infinite value, a negative or missing number
    of cases, cases of another shape, or more than LONGEST points.
    """
    values = np.asarray(values, float)
    weights = np.ones(values.shape) if cases is None else np.asarray(cases, float)
    _refuse(values, weights)
    ready = prepare(values, cases=weights)
    kind, cuts = Kind.LEVEL, list[int]()
    if ready is not None and len(ready.values) >= LEAST:
        kind, places = choose(ready)
        cuts = ready.positions[places].tolist()
    stretches = pairwise([0, *cuts, len(values)])
    regimes = (_regime(values, weights, start, end, kind=kind) for start, end in stretches)
    known = tuple(regime for regime in regimes if regime is not None)
    return Reading(kind, known, ready.period if ready else None)


def _refuse(values: Floats, cases: Floats) -> None:
    if values.ndim != 1:
        raise ValueError(f"a series has one dimension, not {values.ndim}")
    if cases.shape != values.shape:
        raise ValueError(f"cases of shape {cases.shape} for values of shape {values.shape}")
    if len(values) > LONGEST:
        raise ValueError(f"{len(values)} points: at most {LONGEST} are read at once")
    if np.isinf(values).any():
        raise ValueError("a value is infinite")
    if not (np.isfinite(cases) & (cases >= 0)).all():
        raise ValueError("a number of cases is negative or missing")


def _regime(values: Floats, weights: Floats, start: int, end: int, *, kind: Kind) -> Regime | None:
    stretch, mass = values[start:end], weights[start:end]
    time: Floats = np.arange(len(stretch)) - np.float64(len(stretch) - 1) / 2
    known = np.isfinite(stretch) & (mass > 0)
    if not known.any():
        return None
    stretch, mass, time = stretch[known], mass[known], time[known]
    slope = _slope(time, stretch, mass) if kind in (Kind.TREND, Kind.CURVE) else 0.0
    level = float(np.average(stretch - slope * time, weights=mass))
    left = stretch - level - slope * time
    return Regime(start, end, level, slope, float(np.sqrt(np.average(left**2, weights=mass))))


def _slope(time: Floats, values: Floats, weights: Floats) -> float:
    away = time - np.average(time, weights=weights)
    reach = float((weights * away**2).sum())
    return float((weights * away * values).sum()) / reach if reach > 0 else 0.0
