"""What a price of a contract asks for, in cents: the arithmetic is that of the offers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from timonerie.domains.sourcing.rules.offers import pricing
from timonerie.domains.sourcing.rules.offers.band_text import Kept
from timonerie.domains.sourcing.rules.offers.faults import BandFault
from timonerie.domains.sourcing.rules.offers.prices import UnitPrice, units_cost
from timonerie.domains.sourcing.rules.offers.pricing import Said
from timonerie.domains.sourcing.rules.offers.totals import Priced, PricedLine, Total, total
from timonerie.domains.sourcing.rules.offers.volumes import Volumes

MONTHS: Final = 12
Why = Literal["", "missing", "beyond", "yearly"]
Side = Literal["", "below", "above"]


@dataclass(frozen=True, slots=True)
class Price:
    """`amount` and the prices of `bands` are in hundredths of cents; the volumes are those agreed
    `per` month or year, empty when nobody said them."""

    key: str
    recurrence: str
    amount: int | None = None
    bands: tuple[Kept, ...] = ()
    low: Decimal | None = None
    expected: Decimal | None = None
    high: Decimal | None = None
    per: str = ""

    @property
    def is_by_unit(self) -> bool:
        return self.recurrence == "unit"

    @property
    def comes_back(self) -> bool:
        return self.recurrence != "once"


@dataclass(frozen=True, slots=True)
class Due:
    """Exact cents of one month; None where they cannot be told, and `why`: nobody measured the
    units, they go past the last band, or bands are counted over a year."""

    cents: Fraction | None
    why: Why = ""


def unit_price(price: Price, *, currency: str = "EUR") -> UnitPrice | None:
    """None where it says no amount."""
    said = Said(
        price.key,
        is_own=True,
        price=price.amount,
        recurrence=price.recurrence,
        bands=price.bands,
    )
    found = pricing.priced(price.key, (), {price.key: said}, currency=currency).lines[0].price
    if found is None or price.per != "year":
        return found
    return replace(found, counted="year")


def due(price: Price, units: Fraction | None) -> Due:
    """What one month asks for; `units` None where nobody measured them. What is paid once is due
    in no month in particular, and counts for nothing here."""
    found = unit_price(price)
    if found is None:
        return Due(None, "missing")
    if not found.is_by_unit:
        return Due(Fraction(found.monthly))
    if units is None:
        return Due(None, "missing")
    if found.bands and found.counted == "year":
        return Due(None, "yearly")
    try:
        return Due(units_cost(units, found))
    except BandFault:
        return Due(None, "beyond")


def yearly(prices: Iterable[Price], *, currency: str = "EUR") -> Total:
    """What comes back, over twelve months, under the three volumes agreed: `Total.missing` names
    the prices that lack a volume or an amount."""
    found = [one for one in prices if one.comes_back]
    lines = [PricedLine(one.key, unit_price(one, currency=currency), currency) for one in found]
    known = {one.key: volumes for one in found if (volumes := agreed(one)) is not None}
    whole = Priced("", tuple(lines), transition=0, exit=0, currency=currency)
    return total(whole, known, months=MONTHS)


def agreed(price: Price) -> Volumes | None:
    """The volumes of a price; one figure alone holds for the three, None without any."""
    ends = [one for one in (price.low, price.high) if one is not None]
    middle = price.expected
    if middle is None and len(ends) == 1:
        middle = ends[0]
    if middle is None or price.per not in ("month", "year"):
        return None
    low, high = (middle if one is None else one for one in (price.low, price.high))
    per: Literal["month", "year"] = "month" if price.per == "month" else "year"
    return Volumes(low, middle, high, per=per)


def expected_month(price: Price) -> Fraction | None:
    """The units that a month is expected to have, on average."""
    volumes = agreed(price)
    return None if volumes is None else volumes.yearly("expected") / MONTHS


def side(price: Price, units: Fraction) -> Side:
    """Where the units of a month, or of a year, stand beside the band that was agreed for it."""
    if price.low is not None and units < Fraction(price.low):
        return "below"
    if price.high is not None and units > Fraction(price.high):
        return "above"
    return ""


def outside_running(sides: Sequence[Side | None]) -> tuple[Side, int]:
    """How many of the last months in a row are out of the band on the same side, and which one;
    None is a month that nobody measured, which ends the row."""
    last = sides[-1] if sides else None
    if not last:
        return "", 0
    count = 0
    for one in reversed(sides):
        if one != last:
            break
        count += 1
    return last, count
