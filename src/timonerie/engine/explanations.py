"""Why a working time is what it is: the data behind "6 h 10 ouvrées, dont 1 h 00 suspendue".

Data only: whoever shows it makes the sentences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from timonerie.engine.calendars import Calendar
from timonerie.engine.worktime import Clock
from timonerie.engine.zones import DAY, MISSING


class NotWorked(StrEnum):
    """Why a day counts no working second, the strongest reason first."""

    CLOSED = "closed"  # an exceptional closure
    HOLIDAY = "holiday"
    WEEKLY = "weekly"  # a day of the week without hours: the weekend
    OUTSIDE_HOURS = "outside_hours"  # the interval misses that day's hours


@dataclass(frozen=True, slots=True)
class Stretch:
    """Local, aware bounds; `seconds` is elapsed time, right over a change of hour."""

    start: datetime
    end: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One local day of the interval.

    `worked` are its open stretches, suspended parts included; `suspended` the open stretches that
    were suspended. `reason` is there when nothing was worked, `holiday` is the day's public
    holiday, even one worked by an exceptional opening.
    """

    day: date
    worked: tuple[Stretch, ...]
    suspended: tuple[Stretch, ...]
    reason: NotWorked | None
    holiday: str | None

    @property
    def seconds(self) -> int:
        return sum(stretch.seconds for stretch in self.worked)

    @property
    def suspended_seconds(self) -> int:
        return sum(stretch.seconds for stretch in self.suspended)


@dataclass(frozen=True, slots=True)
class Explanation:
    """`seconds` are the working seconds of the interval, `suspended_seconds` those suspended.

    Both are the sums of the lines, and equal to what the clock measures: the lines are cut from the
    same stretches.
    """

    start: datetime
    end: datetime
    lines: tuple[DayLine, ...]

    @property
    def seconds(self) -> int:
        return sum(line.seconds for line in self.lines)

    @property
    def suspended_seconds(self) -> int:
        return sum(line.suspended_seconds for line in self.lines)

    @property
    def provider_seconds(self) -> int:
        return self.seconds - self.suspended_seconds


def explain(
    clock: Clock, start: int, end: int, pauses: Sequence[tuple[int, int]] = ()
) -> Explanation:
    """The interval day by day. Instants are UTC epoch seconds, pauses (start, end) in any order.

    A pause whose end is MISSING still runs at the end of the interval.
    Raises ValueError when the interval or a pause ends before it starts, SpanError when the clock
    does not cover the interval.
    """
    pauses = [(begin, end if stop == MISSING else stop) for begin, stop in pauses]
    if end < start or any(stop < begin for begin, stop in pauses):
        raise ValueError("an interval ends before it starts")
    zone = ZoneInfo(clock.openings.calendar.zone)
    halts = _union((max(begin, start), min(stop, end)) for begin, stop in pauses)
    bounds = _midnights(clock, start, end)
    lines = tuple(
        _line(clock, zone, max(start, low), min(end, high), halts) for low, high in pairwise(bounds)
    )
    return Explanation(
        datetime.fromtimestamp(start, zone), datetime.fromtimestamp(end, zone), lines
    )


def _line(
    clock: Clock, zone: ZoneInfo, start: int, end: int, halts: Sequence[tuple[int, int]]
) -> DayLine:
    calendar = clock.openings.calendar
    day = datetime.fromtimestamp(start, zone).date()
    worked = clock.stretches(start, end)
    suspended = [
        (max(low, begin), min(high, stop))
        for low, high in worked
        for begin, stop in halts
        if max(low, begin) < min(high, stop)
    ]
    return DayLine(
        day=day,
        worked=_stretches(worked, zone),
        suspended=_stretches(suspended, zone),
        reason=None if worked else _reason(calendar, day),
        holiday=calendar.holidays_of(day.year).get(day),
    )


def _reason(calendar: Calendar, day: date) -> NotWorked:
    if any(hours.day == day and hours.whole_day for hours in calendar.closed):
        return NotWorked.CLOSED
    if day in calendar.holidays_of(day.year):
        return NotWorked.HOLIDAY
    if not any(day.weekday() in rule.days for rule in calendar.week):
        return NotWorked.WEEKLY
    return NotWorked.OUTSIDE_HOURS


def _midnights(clock: Clock, start: int, end: int) -> list[int]:
    """UTC instants where the local days of the interval begin, and where the last one ends."""
    zone = clock.openings.zone
    first, last = (
        int(bound) // DAY for bound in zone.to_local(np.array([start, max(start, end - 1)]))
    )
    return [int(bound) for bound in zone.to_utc(np.arange(first, last + 2) * DAY).utc]


def _union(intervals: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pair for pair in intervals if pair[0] < pair[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _stretches(pairs: Iterable[tuple[int, int]], zone: ZoneInfo) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(datetime.fromtimestamp(start, zone), datetime.fromtimestamp(end, zone), end - start)
        for start, end in pairs
    )
