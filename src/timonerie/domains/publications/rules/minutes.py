"""The minutes a week that the pages ask for, beside what was promised to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timonerie.domains.publications.enums import Readers

LONGEST_VIEW = 15 * 60
"""Seconds of one view, at most: a page left open on a desk is not read."""
BUDGETS: Mapping[Readers, float] = {
    Readers.DIRECTION: 30,
    Readers.SITE: 5,
    # Ten minutes a month.
    Readers.PROVIDER: 10 * 12 / 52,
}
"""Minutes a week, for one director, one site, one provider."""
ENOUGH_WEEKS = 3
FEWEST = 3
"""Under so many people, a sum would say what one of them does."""
WEEKS = 8


class Extent(StrEnum):
    """How much is known."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    HIDDEN = "hidden"
    MEASURED = "measured"


@dataclass(frozen=True)
class Asked:
    """`minutes` a week for one of them, the mean of the whole weeks known; None unless measured.
    `by_week` are the minutes of each whole week for one of them, oldest first."""

    readers: Readers
    extent: Extent
    budget: float
    minutes: float | None = None
    by_week: tuple[tuple[date, float], ...] = ()

    @property
    def is_over(self) -> bool:
        return self.minutes is not None and self.minutes > self.budget


def counted(seconds: int) -> int:
    """The seconds of a view that count; 0 for what is no duration."""
    return min(max(seconds, 0), LONGEST_VIEW)


def asked(
    readers: Readers,
    *,
    sharing: int,
    persons: int,
    weeks: Sequence[tuple[date, int]],
    first: date | None,
) -> Asked:
    """From the seconds of the whole weeks (`weeks`, oldest first; a week that nobody read in is
    zero once counting has begun, in the week of `first`), for one of the `sharing` directors,
    sites or providers. Nothing is told of fewer than `FEWEST` `persons`."""
    budget = BUDGETS[readers]
    if first is None:
        return Asked(readers, Extent.NOTHING, budget)
    if persons < FEWEST or not sharing:
        return Asked(readers, Extent.HIDDEN, budget)
    if len(weeks) < ENOUGH_WEEKS:
        return Asked(readers, Extent.TOO_FEW, budget)
    by_week = tuple((week, seconds / 60 / sharing) for week, seconds in weeks)
    mean = sum(minutes for _week, minutes in by_week) / len(by_week)
    return Asked(readers, Extent.MEASURED, budget, mean, by_week)
