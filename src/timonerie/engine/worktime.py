"""Working time between instants: exact to the second, zone rules and suspensions included.

A calendar over a span of dates becomes a clock W(t), the working seconds since an origin. Working
time is then W(end) - W(start), with no loop over days, for one calendar or hundreds at once.

Instants are UTC epoch seconds in int64 arrays of one dimension; `MISSING` in gives `MISSING` out.
An interval that ends before it starts measures negative: who reads a file refuses it there. An
instant out of the compiled span raises SpanError: compile over `span_of(...)` the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Self

import numpy as np

from timonerie.engine import openings
from timonerie.engine.bank import Bank
from timonerie.engine.calendars import Calendar
from timonerie.engine.openings import Openings, SpanError
from timonerie.engine.pauses import Pauses
from timonerie.engine.zones import MISSING, Instants

__all__ = ["MISSING", "BothSides", "Clock", "Clocks", "Pauses", "SpanError", "span_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BothSides(NamedTuple):
    """Working seconds of each interval, split: `provider` not suspended, `client` suspended."""

    provider: Instants
    client: Instants


def span_of(*instants: Instants) -> tuple[date, date]:
    """First and last dates to compile a calendar over so that it covers these arrays.

    Raises SpanError when an instant has no date. Of no instant at all, 1 January 1970.
    """
    known = np.concatenate([array[array != MISSING] for array in instants])
    if not known.size:
        return _EPOCH.date(), _EPOCH.date()
    return _date(int(known.min())), _date(int(known.max()))


def _date(instant: int) -> date:
    try:
        return (_EPOCH + timedelta(seconds=instant)).date()
    except OverflowError:
        raise SpanError(f"epoch second {instant} has no date") from None


@dataclass(frozen=True, eq=False)
class Clock:
    """The working clock of one calendar."""

    openings: Openings
    bank: Bank

    @classmethod
    def compile(cls, calendar: Calendar, first: date, last: date) -> Self:
        """Covers every instant whose UTC or local date is from `first` to `last`, both included.

        Raises SpanError when the dates are reversed or out of 1900 to 2100.
        """
        laid = openings.lay_out(calendar, first, last)
        return cls(laid, Bank.of([laid]))

    def at(self, instants: Instants) -> Instants:
        """Working seconds from the origin of the clock to each instant."""
        return self.bank.at(None, instants)

    def between(self, starts: Instants, ends: Instants) -> Instants:
        """Working seconds of each interval, suspensions included."""
        return self.bank.between(None, starts, ends)

    def suspended_between(self, pauses: Pauses, starts: Instants, ends: Instants) -> Instants:
        """Working seconds suspended in each interval; row i of `pauses` goes with interval i."""
        return self.bank.suspended(None, pauses, starts, ends)

    def both_sides(self, pauses: Pauses, starts: Instants, ends: Instants) -> BothSides:
        """Time at the provider and time at the client; the two add up to `between`."""
        return _split(self.between(starts, ends), self.suspended_between(pauses, starts, ends))

    def add(self, starts: Instants, seconds: Instants) -> Instants:
        """The first instants at which `seconds` of working time have elapsed since `starts`.

        A delay that ends as the site closes is due at that close, not at the next opening; no
        delay is due at the start. Raises SpanError when the span ends first, ValueError when a
        delay is negative.
        """
        return self.bank.add(None, starts, seconds)

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The open stretches between two instants, clipped to them, in order."""
        one = self.openings
        if not (one.origin <= start and end <= one.origin + one.length):
            raise SpanError(f"{start} to {end} is out of the compiled span")
        first = int(np.searchsorted(one.closes, start, side="right"))
        stop = int(np.searchsorted(one.opens, end, side="left"))
        opens = np.maximum(one.opens[first:stop], start).tolist()
        closes = np.minimum(one.closes[first:stop], end).tolist()
        return list(zip(opens, closes, strict=True))

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """Working seconds between two aware datetimes, cut to the second."""
        sides = (np.array([moment.timestamp() // 1], np.int64) for moment in (start, end))
        return int(self.between(*sides)[0])


@dataclass(frozen=True, eq=False)
class Clocks:
    """The working clocks of many calendars: `index` gives each row its calendar, from 0."""

    bank: Bank

    @classmethod
    def compile(cls, calendars: Sequence[Calendar], first: date, last: date) -> Self:
        """As `Clock.compile`, for each calendar; equal calendars are laid out once.

        Raises SpanError, and ValueError when there is no calendar.
        """
        if not calendars:
            raise ValueError("no calendar")
        laid = {one: openings.lay_out(one, first, last) for one in dict.fromkeys(calendars)}
        return cls(Bank.of([laid[calendar] for calendar in calendars]))

    def at(self, index: Instants, instants: Instants) -> Instants:
        """As `Clock.at`. Every method raises IndexError when an index has no calendar."""
        return self.bank.at(index, instants)

    def between(self, index: Instants, starts: Instants, ends: Instants) -> Instants:
        """As `Clock.between`."""
        return self.bank.between(index, starts, ends)

    def suspended_between(
        self, index: Instants, pauses: Pauses, starts: Instants, ends: Instants
    ) -> Instants:
        """As `Clock.suspended_between`."""
        return self.bank.suspended(index, pauses, starts, ends)

    def both_sides(
        self, index: Instants, pauses: Pauses, starts: Instants, ends: Instants
    ) -> BothSides:
        """As `Clock.both_sides`."""
        suspended = self.suspended_between(index, pauses, starts, ends)
        return _split(self.between(index, starts, ends), suspended)

    def add(self, index: Instants, starts: Instants, seconds: Instants) -> Instants:
        """As `Clock.add`."""
        return self.bank.add(index, starts, seconds)


def _split(total: Instants, suspended: Instants) -> BothSides:
    provider = np.where(total == MISSING, MISSING, total - suspended)
    return BothSides(provider=provider, client=suspended)
