"""A calendar laid over a span of dates: its open stretches, as UTC instants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from timonerie.engine import zones
from timonerie.engine.calendar_fields import DAY_MINUTES
from timonerie.engine.calendars import Calendar, DayHours
from timonerie.engine.zones import DAY, Flags, Instants, Zone

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100  # no public holiday is known past it

_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_MARGIN: Final = 4  # days laid out around the span: a night shift and a zone both reach into it


class SpanError(ValueError):
    """An instant, or a span, that the compiled calendar does not cover. Compile a wider one."""


@dataclass(frozen=True, eq=False)
class Openings:
    """Disjoint open stretches in order: `opens[i] <= t < closes[i]`, UTC epoch seconds.

    They cover every instant t with `origin <= t < origin + length`: all instants whose local date
    is in the span asked for, in any zone. `before[i]`: working seconds from `origin` to `opens[i]`;
    one more value than stretches, the last being the total.
    """

    calendar: Calendar
    zone: Zone
    origin: int
    length: int
    opens: Instants
    closes: Instants

    @cached_property
    def before(self) -> Instants:
        return np.concatenate(([0], np.cumsum(self.closes - self.opens))).astype(np.int64)


def lay_out(calendar: Calendar, first: date, last: date) -> Openings:
    """The stretches of `calendar` from `first` to `last`, both included.

    Raises SpanError when the dates are reversed or out of 1900 to 2100.
    """
    if first.year < FIRST_YEAR or last.year > LAST_YEAR or first > last:
        raise SpanError(f"no calendar from {first} to {last}: years {FIRST_YEAR} to {LAST_YEAR}")
    zone = zones.spanning(calendar.zone, first.year, last.year)
    start, end = first.toordinal() - _EPOCH_DAY, last.toordinal() - _EPOCH_DAY
    opens, closes = _local_stretches(calendar, start - _MARGIN, end + _MARGIN)
    origin, stop = (start - 1) * DAY, (end + 2) * DAY
    opens = np.clip(zone.to_utc(opens * 60).utc, origin, stop)
    closes = np.clip(zone.to_utc(closes * 60).utc, origin, stop)
    opens, closes = _joined(opens, closes)
    return Openings(calendar, zone, origin, stop - origin, opens, closes)


def _local_stretches(calendar: Calendar, first: int, last: int) -> tuple[Instants, Instants]:
    """Open stretches in local minutes since 1970, over local days `first` to `last`."""
    days = np.arange(first, last + 1)
    week = _weekly(calendar, days)
    holidays = _holidays(calendar, days)
    closed, opened = _dated(calendar.closed), _dated(calendar.opened)
    edges = np.unique(np.concatenate([*week, *holidays, *closed, *opened]))
    is_open = _covered(edges, opened) | (
        _covered(edges, week) & ~_covered(edges, holidays) & ~_covered(edges, closed)
    )
    turns = np.diff(is_open.astype(np.int8), prepend=0, append=0)
    return edges[np.flatnonzero(turns == 1)], edges[np.flatnonzero(turns == -1)]


def _weekly(calendar: Calendar, days: Instants) -> tuple[Instants, Instants]:
    weekdays = (days + 3) % 7  # 1970-01-01 was a Thursday
    starts = [np.empty(0, np.int64)]
    ends = [np.empty(0, np.int64)]
    for rule in calendar.week:
        midnights = days[np.isin(weekdays, rule.days)] * DAY_MINUTES
        starts.append(midnights + rule.opens)
        ends.append(midnights + rule.closes)
    return np.concatenate(starts), np.concatenate(ends)


def _holidays(calendar: Calendar, days: Instants) -> tuple[Instants, Instants]:
    first, last = (date.fromordinal(int(day) + _EPOCH_DAY) for day in (days[0], days[-1]))
    found = [day for year in range(first.year, last.year + 1) for day in calendar.holidays_of(year)]
    return _dated(DayHours(day) for day in found)


def _dated(hours: Iterable[DayHours]) -> tuple[Instants, Instants]:
    rows = [(_midnight(item.day) + item.start, _midnight(item.day) + item.end) for item in hours]
    pairs = np.array(rows, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _midnight(day: date) -> int:
    return (day.toordinal() - _EPOCH_DAY) * DAY_MINUTES


def _covered(edges: Instants, stretches: tuple[Instants, Instants]) -> Flags:
    """For each piece between two edges (the last one is empty): does a stretch cover it?"""
    starts, ends = (
        np.bincount(np.searchsorted(edges, side), minlength=len(edges)) for side in stretches
    )
    covered: Flags = np.cumsum(starts - ends) > 0
    return covered


def _joined(opens: Instants, closes: Instants) -> tuple[Instants, Instants]:
    """Drops what the zone or the span made empty, joins what it made touch."""
    kept = closes > opens
    opens, closes = opens[kept], closes[kept]
    apart = opens[1:] > closes[:-1]
    return opens[np.r_[True, apart][: len(opens)]], closes[np.r_[apart, True][: len(closes)]]
