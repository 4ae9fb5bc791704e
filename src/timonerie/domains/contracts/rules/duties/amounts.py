"""The global amount of a contract, before tax, as far as what is known allows: never assumed.

The threshold of the duty of vigilance is read on the whole of what a contract is worth, whatever
the number of its payments (C. trav. R8222-1): a yearly amount times the length of the term."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from timonerie.domains.contracts.rules.lengths import Indefinite, Length, LengthError, parse_open

#: The highest rate of VAT: an amount that may hold it is worth at least so much less without it.
VAT: Final = Fraction(120, 100)
A_YEAR: Final = 365


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """What is known of a contract: `end` is the last day of its term, `started` of the first day;
    `group` is shared by the orders of one frame, counted together."""

    group: int
    yearly_cents: int | None
    currency: str
    is_untaxed: bool
    firm: str
    started: date | None
    end: date | None


@dataclass(frozen=True)
class Bounds:
    """In cents before tax; `most` is None where nothing limits it, or where nobody knows."""

    least: Fraction
    most: Fraction | None


def bounds(one: Commitment, *, on: date) -> Bounds:
    """Between what and what the global amount lies."""
    if one.yearly_cents is None or one.currency != "EUR":
        return Bounds(Fraction(0), None)
    yearly = Fraction(one.yearly_cents)
    least = yearly if one.is_untaxed else yearly / VAT
    years, is_whole = _years(one, on=on)
    return Bounds(least * years, yearly * years if is_whole else None)


def together(found: Iterable[Commitment], *, on: date) -> list[Bounds]:
    """By group: the orders of one frame are one operation."""
    groups: dict[int, Bounds] = {}
    for one in found:
        mine, known = bounds(one, on=on), groups.get(one.group)
        groups[one.group] = mine if known is None else _sum(known, mine)
    return list(groups.values())


def _sum(a: Bounds, b: Bounds) -> Bounds:
    most = None if a.most is None or b.most is None else a.most + b.most
    return Bounds(a.least + b.least, most)


def _years(one: Commitment, *, on: date) -> tuple[Fraction, bool]:
    """(years that are sure, whether there are no more): a term that nobody bounded counts for what
    has passed of it."""
    firm = _firm(one.firm)
    span = _between(one.started, one.end)
    if firm is not None:
        # Renewed since: the days are those from its start.
        return (span if span and span > firm + Fraction(1, 12) else firm), True
    if span is not None:
        return span, True
    return _between(one.started, on) or Fraction(0), False


def _firm(text: str) -> Fraction | None:
    try:
        found = parse_open(text) if text else None
    except LengthError:
        return None
    if found is None or isinstance(found, Indefinite) or not found:
        return None
    return _in_years(found)


def _in_years(length: Length) -> Fraction:
    return Fraction(length.months, 12) + Fraction(7 * length.weeks + length.days, A_YEAR)


def _between(first: date | None, last: date | None) -> Fraction | None:
    if first is None or last is None or last < first:
        return None
    return Fraction((last - first).days + 1, A_YEAR)
