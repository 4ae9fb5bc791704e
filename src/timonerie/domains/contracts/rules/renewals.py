"""What the end of a term engages: how long the next one lasts, what each way out of it costs.

Amounts are in cents. What nobody knows stays unknown, and is named: nothing is assumed.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

MONTHS_A_YEAR: Final = 12
Choice = Literal["renew", "renegotiate", "leave"]
#: Why an amount is not told, or not whole.
Unknown = Literal["yearly", "renewal", "assumption", "exit", "replacement"]


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, in cents; raises ValueError the other way round."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("a range goes up")


@dataclass(frozen=True, slots=True)
class Given:
    """What the options are computed from: the price of a year, the days that are left of this term
    and the next one, what is assumed of a new price (per cent) and what leaving costs once."""

    yearly_cents: int | None
    on: date
    term_end: date
    next_start: date | None = None
    next_end: date | None = None
    percent: Decimal | None = None
    exit_cents: Range | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One way out of a term. `until_end` is due whatever is decided; `after` is what the next term
    engages, `once` what is paid to leave. `unknown` says what is missing of its total."""

    choice: Choice
    until_end: int | None
    after: int | None
    once: Range | None
    unknown: tuple[Unknown, ...]

    @property
    def total(self) -> Range | None:
        """None where a part of it is not known; what replaces the contract is never in it."""
        if self.until_end is None or self.after is None or self.once is None:
            return None
        low, high = self.once.low, self.once.high
        return Range(self.until_end + self.after + low, self.until_end + self.after + high)


def opens_on(decide_by: date, *, days_ahead: int) -> date:
    """The day a file opens: so long before the decision, never before the end of the term."""
    return decide_by - timedelta(days=days_ahead)


def months(start: date, end: date) -> Fraction:
    """Months from a day to another, both included: whole ones, then the days left of a month as a
    share of it. Nothing where it ends before it starts."""
    after = end + timedelta(days=1)
    if after <= start:
        return Fraction(0)
    whole = (after.year - start.year) * MONTHS_A_YEAR + after.month - start.month
    if _later(start, whole) > after:
        whole -= 1
    reached = _later(start, whole)
    length = (_later(start, whole + 1) - reached).days
    return whole + Fraction((after - reached).days, length)


def engaged(yearly_cents: int | None, length: Fraction) -> int | None:
    """Months times the price of a year over twelve, to the nearest cent; None without a price."""
    return None if yearly_cents is None else round(yearly_cents * length / MONTHS_A_YEAR)


def options(given: Given) -> tuple[Option, ...]:
    """Renewing as is, renegotiating, leaving, over the same days."""
    left = engaged(given.yearly_cents, months(given.on, given.term_end))
    return (_renewing(given, left), _renegotiating(given, left), _leaving(given, left))


def next_term(given: Given) -> int | None:
    """What renewing engages: None without a price, or where no length is known."""
    if given.next_start is None or given.next_end is None:
        return None
    return engaged(given.yearly_cents, months(given.next_start, given.next_end))


def _renewing(given: Given, left: int | None) -> Option:
    return Option("renew", left, next_term(given), Range(0, 0), _unknown(given))


def _renegotiating(given: Given, left: int | None) -> Option:
    after = next_term(given)
    missing = _unknown(given)
    if given.percent is None:
        return Option("renegotiate", left, None, Range(0, 0), (*missing, "assumption"))
    if after is not None:
        after = round(after * (1 + Fraction(given.percent) / 100))
    return Option("renegotiate", left, after, Range(0, 0), missing)


def _leaving(given: Given, left: int | None) -> Option:
    missing: list[Unknown] = ["yearly"] if given.yearly_cents is None else []
    if given.exit_cents is None:
        missing.append("exit")
    return Option("leave", left, 0, given.exit_cents, (*missing, "replacement"))


def _unknown(given: Given) -> tuple[Unknown, ...]:
    missing: list[Unknown] = []
    if given.yearly_cents is None:
        missing.append("yearly")
    if given.next_start is None or given.next_end is None:
        missing.append("renewal")
    return tuple(missing)


def _later(day: date, count: int) -> date:
    """So many months later, cut at the end of a shorter month."""
    rank = day.year * MONTHS_A_YEAR + day.month - 1 + count
    year, month = divmod(rank, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def summed(ranges: Sequence[Range]) -> Range | None:
    """All of them together; None for none: nothing said is not nought."""
    if not ranges:
        return None
    return Range(sum(one.low for one in ranges), sum(one.high for one in ranges))
