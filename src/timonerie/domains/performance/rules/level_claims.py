"""What a contract lets ask for the missed periods of a level, with the whole reasoning.

The amount is a price of the period by the rate of a band, within what a period and a contract year
may cost. Whether it is due, and its treatment for VAT, is for counsel to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal

from timonerie.domains.performance.rules.level_terms import PERCENT, exact
from timonerie.engine import credits, periods
from timonerie.engine.credits import Band, Credit

PARTS: Mapping[str, int] = {"month": 12, "quarter": 4}
"""Periods in a year."""
Place = tuple[int, date]
"""A level and the first day of a period."""


@dataclass(frozen=True, slots=True)
class Price:
    """What the contract and the level say of the money; rates and caps as they are written."""

    yearly_cents: int | None
    contract_start: date | None
    bands: Sequence[Mapping[str, str]]
    cap: Decimal | None
    yearly_cap_cents: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """A level over a whole period that is over: its figure in the unit of the level, with both
    terms of a share."""

    level: int
    kind: str
    start: date
    first: date
    last: date
    at_least: bool
    is_held: bool
    met: int | None
    n: int
    value: float
    price: Price

    @property
    def place(self) -> Place:
        return self.level, self.start

    @property
    def is_share(self) -> bool:
        return self.met is not None

    @property
    def figure(self) -> Fraction:
        """Exact: of its terms where there are some."""
        return exact(self.value) if self.met is None else PERCENT * Fraction(self.met, self.n)


@dataclass(frozen=True, slots=True)
class Due:
    """`amount` is None where it cannot be computed, and `unknown` says what lacks."""

    amount: int | None
    unknown: Literal["", "fee", "bands"] = ""
    fee: Fraction | None = None
    credit: Credit | None = None
    left: int | None = None
    """What was left of the yearly cap, in minor units."""

    def to_json(self, case: Case) -> dict[str, Any]:
        """The reasoning, as it is kept."""
        band = self.credit.band if self.credit else None
        return {
            "unknown": self.unknown,
            "yearly_cents": case.price.yearly_cents,
            "parts": PARTS[case.kind],
            "days": list(days_of(case)),
            "fee_cents": None if self.fee is None else int(self.fee + Fraction(1, 2)),
            "met": case.met,
            "n": case.n,
            "value": case.value,
            "is_held": case.is_held,
            "bound": None if band is None else str(band.bound),
            "rate": None if band is None else str(band.rate * 100),
            "cap": None if case.price.cap is None else str(case.price.cap),
            "left_cents": self.left,
            "is_capped": bool(self.credit and self.credit.is_capped),
        }


def dues(cases: Iterable[Case], *, settled: Mapping[Place, int]) -> dict[Place, Due]:
    """What each period is worth, in whatever order they come. All of them share their yearly caps:
    they are the versions of one level. `settled` gives what was granted in the end for those that
    are settled, 0 where it was waived: that much of the cap is used."""
    used: dict[date, int] = defaultdict(int)
    found = {}
    for case in sorted(cases, key=lambda one: (one.start, one.first, one.level)):
        year = contract_year(case.first, case.price.contract_start)
        cap = case.price.yearly_cap_cents
        due = _due(case, left=None if cap is None else max(0, cap - used[year]))
        used[year] += settled.get(case.place, due.amount or 0)
        found[case.place] = due
    return found


def contract_year(day: date, start: date | None) -> date:
    """The first of January of the year in which the contract year of a day began: what names it.
    Contract years start on the anniversaries of a contract, civil ones where it is not known."""
    begins_later = start is not None and (day.month, day.day) < (start.month, start.day)
    return date(day.year - begins_later, 1, 1)


def days_of(case: Case) -> tuple[int, int]:
    """(days in force, days) of the period."""
    whole = periods.end_of(case.kind, case.start) - case.start
    return (case.last - case.first + timedelta(days=1)).days, whole.days


def fee_of(case: Case) -> Fraction | None:
    """The price of the period: its part of the year, by the day where the level was in force for a
    part of it; None where nobody said the price."""
    if case.price.yearly_cents is None:
        return None
    return Fraction(case.price.yearly_cents, PARTS[case.kind]) * Fraction(*days_of(case))


def _due(case: Case, *, left: int | None) -> Due:
    if case.is_held:
        return Due(0, left=left)
    fee, bands = fee_of(case), read_bands(case.price.bands)
    if not bands:
        return Due(None, "bands", fee, left=left)
    if fee is None:
        # Nothing is due above the first band, whatever the price.
        nothing = _credit(case, Fraction(0), bands, left)
        return Due(0, credit=nothing) if nothing and nothing.band is None else Due(None, "fee")
    found = _credit(case, fee, bands, left)
    return Due(found.amount, "", fee, found, left) if found else Due(None, "bands", fee, left=left)


def read_bands(said: Sequence[Mapping[str, str]]) -> list[Band]:
    """Bounds in the unit of the level, rates as ratios; empty where one cannot be read."""
    try:
        return [Band(Decimal(one["below"]), Decimal(one["rate"]) / 100) for one in said]
    except (InvalidOperation, KeyError, TypeError, ValueError):
        return []


def _credit(case: Case, fee: Fraction, bands: Sequence[Band], left: int | None) -> Credit | None:
    """None for bands that no contract can mean."""
    cap = None if case.price.cap is None else case.price.cap / 100
    try:
        return credits.worth(
            fee=fee,
            figure=case.figure,
            bands=bands,
            at_least=case.at_least,
            cap_ratio=cap,
            left=left,
        )
    except ValueError:
        return None
