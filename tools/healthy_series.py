"""Kinds of healthy series on which the limits of weak signals are fitted.

None is a scenario of the bench. Their draws are frozen.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix

WEEKS = 104
_LEVELS = (0.4, 0.8, 1.5, 4.0, 12.0, 40.0, 120.0)
_SHAPES = ((0.0, 0.0), (0.12, 0.0), (0.25, 0.0), (0.4, 0.0), (0.25, 0.3), (0.4, 0.5), (0.3, 0.7))
_RATES = (0.01, 0.05, 0.2)


class Sort(ABC):
    """A kind of healthy series. `weight` is how much it counts in the fit, `is_plain` whether the
    limits must suit it on the average."""

    weight: float
    is_plain: bool

    @abstractmethod
    def draw(self, *, series: int) -> Matrix:
        """So many of them, over two years of weeks."""


@dataclass(frozen=True)
class Shares(Sort):
    """Cases that count a week, their rate among all, the coefficient of variation of that rate, the
    correlation of neighbours, and whether what varies is log-normal."""

    cases: float
    rate: float
    spread: float
    agreement: float
    skewed: bool
    seed: int

    @property
    def is_plain(self) -> bool:  # type: ignore[override]
        return self.spread == 0

    @property
    def weight(self) -> float:  # type: ignore[override]
        """What only counts, or nearly so, is most of what a company has; neighbours that agree are
        the least of it."""
        if self.is_plain:
            return 24.0
        return 4.0 if self.agreement == 0 else 1.0

    def draw(self, *, series: int) -> Matrix:
        draw = np.random.default_rng(self.seed)
        shape = (2 * series if self.is_plain else series, WEEKS)
        bases = np.maximum(draw.poisson(max(self.cases / self.rate, 4), shape), 1)
        moved = _moved(draw.standard_normal(shape), self.agreement)
        times = (
            np.exp(self.spread * moved - self.spread**2 / 2)
            if self.skewed
            else np.maximum(1 + self.spread * moved, 0.02)
        )
        amounts = draw.binomial(bases, np.minimum(self.rate * times, 1.0))
        return Matrix(Kind.SHARE, amounts.astype(np.float64), bases.astype(np.float64))


@dataclass(frozen=True)
class Values(Sort):
    """Measures around a level: normal without a spread, log-normal with one, and a queue of a few
    cases that waits from one week to the next."""

    spread: float
    agreement: float
    weight: float
    seed: int
    is_queue: bool = False

    @property
    def is_plain(self) -> bool:  # type: ignore[override]
        return self.spread == self.agreement == 0

    def draw(self, *, series: int) -> Matrix:
        draw = np.random.default_rng(self.seed)
        moved = _moved(draw.standard_normal((series, WEEKS)), self.agreement)
        values = np.exp(self.spread * moved) if self.spread else 10 + moved
        if self.is_queue:
            values = draw.poisson(1.5 * values).astype(np.float64)
        return Matrix(Kind.VALUE, values)


def shares() -> Iterator[Sort]:
    """Ninety-one kinds: levels from 0.4 to 120 cases a week, spreads from none to 40 %, agreements
    from none to 0.7, noise that is normal or log-normal."""
    for rank, cases in enumerate(_LEVELS):
        for shape, (spread, agreement) in enumerate(_SHAPES):
            rate, seed = _RATES[(rank + shape) % len(_RATES)], 1000 + 17 * rank + shape
            for skewed in (True, False) if spread else (True,):
                yield Shares(cases, rate, spread, agreement, skewed, seed)


def values() -> Iterator[Sort]:
    """Fourteen kinds: durations, availability, euros; what follows itself counts for less."""
    for rank, (agreement, weight) in enumerate([(0.0, 6.0), (0.3, 3.0), (0.5, 3.0), (0.7, 2.0)]):
        yield Values(0.0, agreement, weight, 500 + rank)
    for rank, spread in enumerate((0.2, 0.4, 0.7)):
        usual = 1.0 if spread > 0.5 else 2.0
        for place, (agreement, weight) in enumerate([(0.0, 2 * usual), (0.3, usual), (0.6, 1.0)]):
            yield Values(spread, agreement, weight, 510 + 10 * rank + place)
    yield Values(0.5, 0.5, 1.0, 550, is_queue=True)


def _moved(fresh: FloatArray, agreement: float) -> FloatArray:
    """Deviates that follow the ones before them (first-order autoregression)."""
    moved = fresh.copy()
    for week in range(1, WEEKS):
        moved[:, week] = agreement * moved[:, week - 1] + np.sqrt(1 - agreement**2) * fresh[:, week]
    return moved
