"""The days on which what is owed comes back. Pure: who calls says which days are worked.

Periods are those of the calendar year: weeks from Monday, months, quarters, half-years, years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from timonerie.domains.contracts.obligation_enums import Anchor, Cadence
from timonerie.engine import working_days
from timonerie.engine.working_days import Worked

_MONTHS: Final = {
    Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12,
}  # fmt: skip
#: A report is due at most sixty working days and as much grace after its period.
_AFTER: Final = timedelta(days=200)
_AROUND: Final = timedelta(days=62)
#: Working days after a period, by function, where the contract does not say: the usual practice.
DEFAULT_DAYS: Final = {"payroll": 5, "it": 5, "accounting": 12}
DEFAULT_DAY: Final = 15


@dataclass(frozen=True)
class Stretch:
    """From when until when something is owed, both ends included; None for no limit."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        is_begun = self.start is None or day >= self.start
        return is_begun and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Occurrence:
    """`late_after` is the last day on time, grace included; `period_start` and `period_end`, both
    included, are what a report is about."""

    day: date
    late_after: date
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True)
class ReportRule:
    cadence: str
    day: int
    grace_days: int
    stretch: Stretch


@dataclass(frozen=True)
class ObligationRule:
    """As `models.Obligation` says it."""

    cadence: str
    anchor: str
    day: int | None
    event_day: int | None
    stretch: Stretch

    @property
    def is_dated(self) -> bool:
        """Whether it says enough to fall on a day."""
        if self.day is None:
            return False
        if self.cadence == Cadence.WEEKLY:
            return 1 <= self.day <= 7
        if self.anchor == Anchor.EVENT:
            return self.event_day is not None
        return self.anchor == Anchor.MONTH and (self.day == -1 or 1 <= self.day <= 31)


def of_report(rule: ReportRule, *, first: date, last: date, worked: Worked) -> Iterator[Occurrence]:
    """Those due from `first` to `last`: about the periods that end while it is owed."""
    for start, end in periods(rule.cadence, first=first - _AFTER, last=last):
        if not rule.stretch.holds(end):
            continue
        due = working_days.shifted(end, rule.day, worked=worked)
        if first <= due <= last:
            late = working_days.shifted(due, rule.grace_days, worked=worked)
            yield Occurrence(due, late, start, end)


def of_obligation(
    rule: ObligationRule, *, first: date, last: date, worked: Worked
) -> Iterator[Occurrence]:
    """Those from `first` to `last`; none where the rule does not say enough to date them."""
    if not rule.is_dated:
        return
    cadence = rule.cadence or Cadence.MONTHLY
    for start, end in periods(cadence, first=first - _AROUND, last=last + _AROUND):
        day = _day(rule, start, end, worked)
        if day is not None and first <= day <= last and rule.stretch.holds(day):
            yield Occurrence(day, day)


def _day(rule: ObligationRule, start: date, end: date, worked: Worked) -> date | None:
    assert rule.day is not None
    if rule.cadence == Cadence.WEEKLY:
        return start + timedelta(days=rule.day - 1)
    if rule.anchor == Anchor.MONTH:
        return working_days.day_of_month(end, rule.day)
    event = working_days.day_of_month(end, rule.event_day or 0)
    if event is None:
        return None
    held = working_days.on_or_before(event, worked=worked)
    return working_days.shifted(held, rule.day, worked=worked)


def periods(cadence: str, *, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The periods that hold a day from `first` to `last`, in order: first and last days."""
    if cadence == Cadence.WEEKLY:
        start = first - timedelta(days=first.weekday())
        while start <= last:
            yield start, start + timedelta(days=6)
            start += timedelta(days=7)
        return
    length = _MONTHS[Cadence(cadence)]
    start = first.replace(day=1, month=(first.month - 1) // length * length + 1)
    while start <= last:
        following = _after(start, length)
        yield start, following - timedelta(days=1)
        start = following


def default_day(functions: frozenset[str]) -> int:
    """Working days after the period for a report about some functions (their codes), where nothing
    says it: five for payroll and IT, twelve for accounting, fifteen for the others."""
    known = [DEFAULT_DAYS[code] for code in functions if code in DEFAULT_DAYS]
    return max(known) if known else DEFAULT_DAY


def _after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)
