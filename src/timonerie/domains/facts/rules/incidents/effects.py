"""Whether an action had effect: the months after it beside as many before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from math import comb

LEAST = 3
"""Months measured on each side: with fewer, nothing could ever be told from chance."""

CHANCE = 0.05
"""How likely chance alone may be to do as well, for an effect to be seen."""


class Effect(StrEnum):
    NOT_YET = "not_yet"
    """The months after are not over."""
    UNKNOWN = "unknown"
    """They are, and too few of them, or of those before, are measured."""
    SEEN = "seen"
    NONE = "none"
    WORSE = "worse"


@dataclass(frozen=True)
class Measure:
    """One month of an indicator; the two terms where it is a ratio."""

    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Check:
    """`before` and `after` are in the unit of the indicator, None where too little is measured."""

    effect: Effect
    before: float | None = None
    after: float | None = None


def months_around(action: date, count: int) -> tuple[list[date], list[date]]:
    """First days of the months before and after that of the action, which is left out: it holds
    both."""
    rank = action.year * 12 + action.month - 1
    return (
        [_month(rank - count + step) for step in range(count)],
        [_month(rank + 1 + step) for step in range(count)],
    )


def checked(before: Sequence[Measure], after: Sequence[Measure], *, lower_is_better: bool) -> Check:
    """An effect is seen where the months after are better than those before, and more so than
    chance would make them: the exact one-sided rank test of Mann and Whitney (Ann. Math. Statist.
    18, 1947). With three months on each side, each one after must be better than each before."""
    if len(before) < LEAST or len(after) < LEAST:
        return Check(Effect.UNKNOWN)
    gain = 1 if lower_is_better else -1
    then = [gain * one.value for one in before]
    now = [gain * one.value for one in after]
    if likelihood(now, then) <= CHANCE:
        effect = Effect.SEEN
    else:
        effect = Effect.WORSE if likelihood(then, now) <= CHANCE else Effect.NONE
    return Check(effect, together(before), together(after))


def together(months: Sequence[Measure]) -> float:
    """A ratio over its months is that of its sums; the rest is the mean of the months."""
    total = sum(one.denominator or 0.0 for one in months)
    if total and all(one.numerator is not None for one in months):
        return sum(one.numerator or 0.0 for one in months) / total
    return sum(one.value for one in months) / len(months)


def likelihood(low: Sequence[float], high: Sequence[float]) -> float:
    """How likely it is that chance makes `low` stand as far under `high`, or further: of the ways
    to share the ranks out, those with as few pairs the wrong way round. A tie counts as wrong."""
    wrong = sum(one >= other for one in low for other in high)
    ways = sum(_ways(len(low), len(high), count) for count in range(wrong + 1))
    return ways / comb(len(low) + len(high), len(low))


@cache
def _ways(first: int, second: int, wrong: int) -> int:
    """Orders of two samples in which exactly `wrong` pairs stand the wrong way round."""
    if wrong < 0:
        return 0
    if first == 0 or second == 0:
        return int(wrong == 0)
    return _ways(first - 1, second, wrong - second) + _ways(first, second - 1, wrong)


def _month(rank: int) -> date:
    return date(rank // 12, rank % 12 + 1, 1)
