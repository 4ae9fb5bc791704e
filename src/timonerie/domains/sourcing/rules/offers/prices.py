"""What one line of an offer costs, in cents.

Everything is computed in fractions: a price of 8.5 cents is exact, and the cents of a line are
rounded once, at its end, half to even. Invoices rounded month by month may differ from that by half
a cent a month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from timonerie.domains.sourcing.rules.offers import bands as steps
from timonerie.domains.sourcing.rules.offers.bands import Band
from timonerie.domains.sourcing.rules.offers.exact import Exact
from timonerie.domains.sourcing.rules.offers.faults import OfferFault

Mode = Literal["graduated", "all_units"]
Counted = Literal["month", "year"]
MONTHS = 12


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Amounts in cents, fractions of a cent included; `unit` None when nothing is paid by the unit.

    `bands` hold over the units of a month or of a year (`counted`): each unit at the price of its
    band (`graduated`), or all units at the price of the band reached (`all_units`). `minimum` is
    invoiced for the units of each of those periods however few they are; the part `monthly` comes
    on top, and `once` is paid once. Raises BandFault, and OfferFault `unit_price` or `minimum`.
    """

    unit: Exact | None = None
    bands: tuple[Band, ...] = ()
    mode: Mode = "graduated"
    counted: Counted = "month"
    minimum: Exact = 0
    monthly: Exact = 0
    once: Exact = 0

    def __post_init__(self) -> None:
        steps.check(self.bands)
        if self.unit is None and any(band.factor is not None for band in self.bands):
            raise OfferFault("unit_price")
        if self.minimum < 0:
            raise OfferFault("minimum")

    @property
    def is_by_unit(self) -> bool:
        return self.unit is not None or bool(self.bands)


def cost_of(units: Exact, price: UnitPrice, *, months: int = 1) -> int:
    """Cents for units that are counted together, with the fixed part of so many months and the part
    paid once. Raises OfferFault `negative_units`, BandFault `band_beyond`."""
    fixed = Fraction(price.monthly) * months + Fraction(price.once)
    return round(units_cost(Fraction(units), price) + fixed)


def units_cost(units: Fraction, price: UnitPrice, *, share: Fraction = Fraction(1)) -> Fraction:
    """Exact cents for the units of one period; `share` of its minimum when it is cut short."""
    if units < 0:
        raise OfferFault("negative_units")
    return max(_plain_cost(units, price), Fraction(price.minimum) * share)


def _plain_cost(units: Fraction, price: UnitPrice) -> Fraction:
    if price.bands:
        compute = steps.graduated if price.mode == "graduated" else steps.all_units
        return compute(units, price.bands, price.unit)
    return units * Fraction(price.unit or 0)


def term_cost(units: Sequence[Fraction], price: UnitPrice, *, index: Fraction = Fraction(0)) -> int:
    """Cents over a term, from the units of each of its months, in order.

    Years are those of the term. From the second on, prices, fixed part and minimum are raised by
    `index` (0.02 for 2 %) each year; what is paid once is not. A last year cut short keeps its
    bands, and owes its share of a yearly minimum. Raises BandFault `band_beyond`.
    """
    total = Fraction(price.once)
    for year, start in enumerate(range(0, len(units), MONTHS)):
        total += (1 + index) ** year * _year_cost(units[start : start + MONTHS], price)
    return round(total)


def _year_cost(units: Sequence[Fraction], price: UnitPrice) -> Fraction:
    fixed = Fraction(price.monthly) * len(units)
    if price.counted == "month":
        return fixed + sum(units_cost(each, price) for each in units)
    share = Fraction(len(units), MONTHS)
    return fixed + units_cost(sum(units, start=Fraction(0)), price, share=share)
