"""Revision of a price: P = P0 × (fixed + indexed × S / S0), exact until the last rounding.

S0 is the index of the start of the clause, or the one used at the last revision, and P0 the price
that stood then: the usual form of these clauses. A price told in cents is revised to the cent, one
told more finely to the hundredth of a cent, halves upwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

WHOLE: Final = 10_000
"""Hundredths of a per cent in the whole."""
CENT: Final = 100
Limit = Literal["", "cap", "floor"]


@dataclass(frozen=True, slots=True)
class Formula:
    """In hundredths of a per cent; `cap` and `floor` bound what one revision adds."""

    fixed: int
    cap: int | None = None
    floor: int | None = None

    @property
    def indexed(self) -> int:
        return WHOLE - self.fixed


@dataclass(frozen=True, slots=True)
class Factor:
    """What a price is multiplied by: as the formula gives it, then within its limits."""

    raw: Fraction
    kept: Fraction
    limit: Limit = ""


def factor(formula: Formula, *, value: Decimal, reference: Decimal) -> Factor:
    """Raises ZeroDivisionError for a reference of nought, which no index has."""
    moved = Fraction(value) / Fraction(reference)
    raw = Fraction(formula.fixed, WHOLE) + Fraction(formula.indexed, WHOLE) * moved
    if formula.cap is not None and raw > 1 + Fraction(formula.cap, WHOLE):
        return Factor(raw, 1 + Fraction(formula.cap, WHOLE), "cap")
    if formula.floor is not None and raw < 1 + Fraction(formula.floor, WHOLE):
        return Factor(raw, 1 + Fraction(formula.floor, WHOLE), "floor")
    return Factor(raw, raw)


def revised(amount: int, by: Fraction) -> int:
    """Hundredths of cents, from hundredths of cents."""
    step = CENT if amount % CENT == 0 else 1
    exact = Fraction(amount) * by / step
    return int((2 * exact.numerator + exact.denominator) // (2 * exact.denominator)) * step


def revised_line(
    *, key: str, title: str, amount: int | None, bands: Sequence[Mapping[str, Any]], by: Fraction
) -> dict[str, Any]:
    """One price before and after, as a revision keeps it."""
    return {
        "key": key,
        "title": title,
        "before": amount,
        "after": None if amount is None else revised(amount, by),
        "bands": [
            {"to": one["to"], "before": one["price"], "after": revised(one["price"] or 0, by)}
            for one in bands
        ],
    }


def dates(*, start: date, month: int | None, until: date) -> list[date]:
    """The first days of the months in which prices are revised, after the start of a clause."""
    if month is None:
        return []
    years = range(start.year, until.year + 1)
    return [day for year in years if start < (day := date(year, month, 1)) <= until]


def path(
    months: Iterable[date],
    *,
    amount: int,
    formula: Formula,
    base: tuple[date, Decimal],
    values: Mapping[date, Decimal],
    revisions: Sequence[date],
) -> list[int | None]:
    """What a clause gives for each month, from the amount of its start: at each revision, the last
    value of the index that is known for a month before. None from a revision on whose value nobody
    entered, until the next one that has its own."""
    found: list[int | None] = []
    current, is_known, (last, reference) = amount, True, base
    waiting = list(revisions)
    for month in months:
        while waiting and waiting[0] <= month:
            day = waiting.pop(0)
            usable = [one for one in values if last < one < day]
            is_known = bool(usable)
            if usable:
                last = max(usable)
                given = factor(formula, value=values[last], reference=reference)
                current, reference = revised(current, given.kept), values[last]
        found.append(current if is_known else None)
    return found
