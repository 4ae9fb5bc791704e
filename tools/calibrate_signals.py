"""Fit the constants of `engine/signals/calibration.py`, and say what they give.

    make calibration        (or python -m tools.calibrate_signals [SERIES] [TURNS])

Ninety-one kinds of healthy series of a broad grid (levels from 0.4 to 120 cases a week, spreads
from none to 40 %, agreements from none to 0.7, noise that is normal or log-normal), of which none
is a scenario of the bench. The constants are those that bring the rate of false alarms of each kind
closest to one in ten years, what only counts weighing most: those series are the most numerous.
Prints the constants, then the rate of each kind by age, then how the rate
follows the limits. It takes a few minutes; its draws are frozen, so that it gives the same
constants again.
"""

import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

import numpy as np

from timonerie.engine.signals import calibration, episodes, level, sums, windows
from timonerie.engine.signals.calibration import Coefficients
from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind, Matrix
from timonerie.engine.signals.noise import Noise

WEEKS, YEAR = 104, 365.25 / 7
AGES = ((12, 26), (26, 52), (52, 104))
WEIGHTS = np.array([last - first for first, last in AGES]) / (WEEKS - 12)
LEVELS = (0.4, 0.8, 1.5, 4.0, 12.0, 40.0, 120.0)
SHAPES = ((0.0, 0.0), (0.12, 0.0), (0.25, 0.0), (0.4, 0.0), (0.25, 0.3), (0.4, 0.5), (0.3, 0.7))
RATES = (0.01, 0.05, 0.2)
WORTH = 1.9
TARGET = calibration.REFERENCE
START = Coefficients(3.13, -0.2, -0.7, 0.05, -0.01, 1.3, 0.62, -0.1, 1.1, 2.3, -0.27)
STEP = 0.06
PER_DEVIATE = 2.9
"""Logarithm of the rate by deviates of the limit, for series that only count."""
OFFSETS = (-1.2, -0.8, -0.4, 0.0, 0.4, 0.8)


@dataclass(frozen=True)
class Sort:
    """A kind of healthy series: cases that count a week, coefficient of variation of their rate,
    correlation of neighbours, and whether the noise of the rate is log-normal."""

    cases: float
    spread: float
    agreement: float
    skewed: bool

    @property
    def weight(self) -> float:
        """What only counts, or nearly so, is most of what a company has; neighbours that agree are
        the least of it."""
        if self.spread == 0:
            return 24.0
        return 4.0 if self.agreement == 0 else 1.0


@dataclass(frozen=True)
class Side:
    """The evidence of one direction, sorted by place: each of `places` starts at `starts` in the
    parallel arrays of evidence and noise."""

    places: IntArray
    starts: IntArray
    evidence: FloatArray
    past: Noise


@dataclass(frozen=True)
class Prepared:
    sort: Sort
    series: int
    sides: list[Side]


def prepared(series: int) -> Iterator[Prepared]:
    """Every kind of the grid, drawn and weighed once: a try only moves the limits."""
    for rank, cases in enumerate(LEVELS):
        for shape, (spread, agreement) in enumerate(SHAPES):
            rate = RATES[(rank + shape) % len(RATES)]
            for skewed in (True, False) if spread else (True,):
                sort = Sort(cases, spread, agreement, skewed)
                matrix = _draw(
                    sort,
                    rate=rate,
                    series=series if spread else 2 * series,
                    seed=1000 + 17 * rank + shape,
                )
                yield Prepared(sort, matrix.series, _sides(matrix))


def _draw(sort: Sort, *, rate: float, series: int, seed: int) -> Matrix:
    draw = np.random.default_rng(seed)
    bases = np.maximum(draw.poisson(max(sort.cases / rate, 4), (series, WEEKS)), 1)
    fresh = draw.standard_normal((series, WEEKS))
    moved = np.empty((series, WEEKS))
    moved[:, 0] = fresh[:, 0]
    for week in range(1, WEEKS):
        kept = sort.agreement * moved[:, week - 1]
        moved[:, week] = kept + np.sqrt(1 - sort.agreement**2) * fresh[:, week]
    times = (
        np.exp(sort.spread * moved - sort.spread**2 / 2)
        if sort.skewed
        else np.maximum(1 + sort.spread * moved, 0.02)
    )
    amounts = draw.binomial(bases, np.minimum(rate * times, 1.0))
    return Matrix(Kind.SHARE, amounts.astype(np.float64), bases.astype(np.float64))


def _sides(matrix: Matrix) -> list[Side]:
    running = sums.of(matrix)
    found = windows.gaps(running, worth=WORTH)
    return [_side(running, found, sign) for sign in (1.0, -1.0)]


def _side(running: sums.Sums, found: windows.Gaps, sign: float) -> Side:
    evidence = windows.evidence(sign * found.scores, found.lengths)
    watched = sums.at(running.known, found.places - running.series) >= level.LEAST
    some = np.flatnonzero((evidence > 0) & watched)
    some = some[np.argsort(found.places[some], kind="stable")]
    places, starts = np.unique(found.places[some], return_index=True)
    return Side(places, starts, evidence[some], found.noise.of(found.past[some]))


def rates(one: Prepared, coefficients: Coefficients, added: float = 0.0) -> FloatArray:
    """False alarms per series and year in each age of `AGES`, both directions together."""
    opened = np.zeros(WEEKS)
    for side in one.sides:
        if not side.starts.size:
            continue
        excess = side.evidence - calibration.limits(side.past, coefficients=coefficients)
        alarms, quiet = np.zeros(WEEKS * one.series, bool), np.ones(WEEKS * one.series, bool)
        alarms[side.places] = np.maximum.reduceat(excess, side.starts) >= added
        quiet[side.places] = np.maximum.reduceat(side.evidence, side.starts) < level.QUIET
        shape = (WEEKS, one.series)
        raised = episodes.episodes(alarms.reshape(shape), quiet.reshape(shape))
        opened += np.bincount(raised.opened, minlength=WEEKS)
    by_week = opened / one.series * YEAR
    return np.array([by_week[first:last].mean() for first, last in AGES])


def distances(values: FloatArray, every: list[Prepared]) -> FloatArray:
    """How far each rate is from the target, in weighted logarithms: whole, then by age."""
    coefficients = Coefficients(*map(float, values))
    found = []
    for one in every:
        by_age = rates(one, coefficients) + 0.003
        weight = np.sqrt(one.sort.weight)
        found.append(1.4 * weight * np.log(WEIGHTS @ by_age / TARGET))
        found += list(0.5 * weight * np.sqrt(WEIGHTS) * np.log(by_age / TARGET))
    return np.array(found)


def fit(every: list[Prepared], *, turns: int) -> Coefficients:
    """Damped Gauss-Newton (K. Levenberg, 1944), then the base is moved so that series that only
    count stand at the target."""
    values, damping = np.array(astuple(START)), 0.01
    steps = STEP * np.eye(values.size)
    now = distances(values, every)
    for _turn in range(turns):
        slopes = [
            (distances(values + step, every) - distances(values - step, every)) / (2 * STEP)
            for step in steps
        ]
        normal = np.array(slopes) @ np.array(slopes).T
        damped = normal + damping * np.diag(np.diag(normal))
        tried = values - np.linalg.solve(damped, np.array(slopes) @ now)
        then = distances(tried, every)
        damping *= 4
        if then @ then < now @ now:
            values, now, damping = tried, then, damping / 12
    return _centred(Coefficients(*(round(float(one), 3) for one in values)), every)


def _centred(found: Coefficients, every: list[Prepared]) -> Coefficients:
    counting = [one for one in every if one.sort.spread == 0]
    told = np.mean([np.log(WEIGHTS @ rates(one, found) / TARGET) for one in counting])
    return replace(found, base=round(found.base + float(told) / PER_DEVIATE, 3))


def main(series: int = 1500, turns: int = 1) -> None:
    every = list(prepared(series))
    found = fit(every, turns=turns)
    print(found)
    for one in every:
        by_age = rates(one, found)
        print(one.sort, by_age.round(3), round(float(WEIGHTS @ by_age), 3))
    for added in OFFSETS:
        told = [float(WEIGHTS @ rates(one, found, added)) for one in every]
        print(f"{added:+.1f} deviates: {np.mean(told):.4f} a year")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
