"""When a source should send again, as its own past deliveries say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

LEAST = 3
"""Days of delivery below which nothing is said: two points make no habit."""

RECENT = 12
"""Days of delivery that are looked at: a habit of two years ago is none."""

REGULAR = 0.75
"""Share of the gaps that must keep the rhythm."""


class Rhythm(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


GAPS: dict[Rhythm, tuple[int, int]] = {
    Rhythm.DAILY: (1, 4),
    Rhythm.WEEKLY: (5, 9),
    Rhythm.MONTHLY: (24, 37),
    Rhythm.QUARTERLY: (80, 101),
}
"""Days between two deliveries of a rhythm, weekends and holidays forgiven."""

GRACE: dict[Rhythm, int] = {
    Rhythm.DAILY: 3,
    Rhythm.WEEKLY: 2,
    Rhythm.MONTHLY: 5,
    Rhythm.QUARTERLY: 10,
}
"""Days after which a delivery is late, whatever the source's own regularity."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file: the day it came, and the last day that it speaks of."""

    on: date
    until: date


@dataclass(frozen=True, slots=True)
class Expectation:
    """The next delivery: `due` by habit, late after `latest`; `seen` days of delivery say so."""

    rhythm: Rhythm
    last: date
    due: date
    latest: date
    seen: int

    def is_late(self, today: date) -> bool:
        return today > self.latest

    def is_near(self, today: date, *, days: int = 7) -> bool:
        return not self.is_late(today) and self.due <= today + timedelta(days=days)


def expected(deliveries: Collection[Delivery]) -> Expectation | None:
    """The next delivery of a source; None without a habit.

    Files must come with a rhythm and speak of days that advance with the same one: a year brought
    in file by file on its first three days is no daily habit.
    """
    latest: dict[date, date] = {}
    for one in deliveries:
        latest[one.on] = max(one.until, latest.get(one.on, one.until))
    days = sorted(latest)[-RECENT:]
    if len(days) < LEAST:
        return None
    gaps = _gaps(days)
    rhythm = _rhythm(gaps)
    if rhythm is None or _rhythm(_gaps([latest[day] for day in days])) != rhythm:
        return None
    kept = [gap for gap in gaps if _keeps(gap, rhythm)]
    usual = round(median(kept))
    due = days[-1] + timedelta(days=usual)
    grace = max(GRACE[rhythm], max(kept) - usual)
    return Expectation(rhythm, days[-1], due, due + timedelta(days=grace), len(days))


def _gaps(days: Sequence[date]) -> list[int]:
    return [(after - before).days for before, after in pairwise(days)]


def _rhythm(gaps: Sequence[int]) -> Rhythm | None:
    for rhythm in Rhythm:
        if sum(_keeps(gap, rhythm) for gap in gaps) >= REGULAR * len(gaps):
            return rhythm
    return None


def _keeps(gap: int, rhythm: Rhythm) -> bool:
    low, high = GAPS[rhythm]
    return low <= gap <= high
