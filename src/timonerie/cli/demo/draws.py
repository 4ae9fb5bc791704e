"""Drawing instants as they happen: in opening hours, seldom early, sometimes very late."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timonerie.cli.demo.group import Site
from timonerie.cli.demo.horizon import midnight, shifted
from timonerie.engine.worktime import Clock
from timonerie.engine.zones import Instants

HOUR = 3600
MINUTE = 60
Floats = NDArray[np.float64]


def in_month(
    rng: np.random.Generator, clock: Clock, site: Site, month: date, mean: float
) -> Instants:
    """About `mean` instants (Poisson) spread over the opening hours of a month, in order."""
    start, end = midnight(month, site.zone), midnight(shifted(month, 1), site.zone)
    return between(rng, clock, start, end, int(rng.poisson(mean)))


def between(rng: np.random.Generator, clock: Clock, start: int, end: int, count: int) -> Instants:
    """`count` instants spread over the opening hours between two instants, in order."""
    open_seconds = int(clock.between(_one(start), _one(end))[0])
    drawn = np.sort(rng.integers(MINUTE, open_seconds, size=count))
    return whole_minutes(clock.add(np.full(count, start, np.int64), drawn))


def later(clock: Clock, starts: Instants, hours: ArrayLike) -> Instants:
    """The instants that come after so many opening hours, to the minute."""
    seconds = np.asarray(np.multiply(hours, HOUR), np.int64) // MINUTE * MINUTE
    return clock.add(starts, np.broadcast_to(seconds, starts.shape))


def after(clock: Clock, start: int, hours: float) -> int:
    """`later`, for one instant."""
    return int(later(clock, _one(start), hours)[0])


def hours_between(clock: Clock, start: int, end: int) -> float:
    return int(clock.between(_one(start), _one(end))[0]) / HOUR


def usual(rng: np.random.Generator, median: ArrayLike, spread: float, count: int) -> Floats:
    """Log-normal delays around a median: a few are much longer, none is negative."""
    return np.asarray(median) * np.exp(rng.normal(0.0, spread, count))


def happens(rng: np.random.Generator, chance: float | Floats, count: int) -> NDArray[np.bool_]:
    drawn: NDArray[np.bool_] = np.less(rng.random(count), chance)
    return drawn


def chosen(rng: np.random.Generator, chances: Sequence[float], count: int) -> NDArray[np.int64]:
    """Ranks drawn with these chances, which add up to 1."""
    return rng.choice(len(chances), size=count, p=chances)


def close_of(clock: Clock, site: Site, day: date) -> int:
    """The last closing at or before the end of a day: a due date that falls on a holiday is due
    the working day before."""
    start = midnight(day - timedelta(days=30), site.zone)
    end = midnight(day + timedelta(days=1), site.zone)
    open_seconds = clock.between(_one(start), _one(end))
    return int(clock.add(_one(start), open_seconds)[0])


def day_hours(clock: Clock, site: Site, month: date) -> float:
    """Opening hours of a day of the month, on the average of its working days."""
    starts = [midnight(month + timedelta(days=rank), site.zone) for rank in range(29)]
    days = np.array(starts, np.int64)
    opened = clock.between(days[:-1], days[1:])
    return float(opened[opened > 0].mean()) / HOUR


def first_opening(clock: Clock, site: Site, day: date) -> int:
    """A minute after the first opening on or after a day."""
    return int(clock.add(_one(midnight(day, site.zone)), _one(MINUTE))[0])


def whole_minutes(instants: Instants) -> Instants:
    return instants // MINUTE * MINUTE


def _one(value: int) -> Instants:
    return np.array([value], np.int64)
