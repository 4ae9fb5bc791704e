"""What an offer costs over its term, under the three volumes, and what it does not price."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from timonerie.domains.sourcing.rules.offers.exact import exact
from timonerie.domains.sourcing.rules.offers.faults import BandFault, OfferFault
from timonerie.domains.sourcing.rules.offers.prices import UnitPrice, term_cost
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS, Scenario, Volumes, by_month

#: Why a line has no cost. `transition` and `exit` speak of the offer as a whole.
MISSING = {
    "price": "the offer does not price the line",
    "recurrence": "the offer has a price for the line, and does not say how it is paid",
    "volume": "the line is paid by the unit, and nobody said how many",
    "beyond": "a volume goes past the last band that has a price",
    "transition": "the offer does not say what getting there costs",
    "exit": "the offer does not say what leaving costs",
}


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line of the statement of work as an offer prices it; no price when it says nothing, or not
    enough: `lacks` says what."""

    key: str
    price: UnitPrice | None
    currency: str = "EUR"
    lacks: Literal["price", "recurrence"] = "price"


@dataclass(frozen=True, slots=True)
class Priced:
    """An offer. Transition and exit are paid once, in cents; None when the offer says nothing of
    them, which is not zero."""

    key: str
    lines: tuple[PricedLine, ...]
    transition: int | None
    exit: int | None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Costs:
    """Cents under each volume. Under prices for all units, low volumes may cost the most."""

    low: int
    expected: int
    high: int

    def under(self, scenario: Scenario) -> int:
        return {"low": self.low, "expected": self.expected, "high": self.high}[scenario]


@dataclass(frozen=True, slots=True)
class Missing:
    """`code` is one of MISSING; `key` that of the line, empty for the offer as a whole."""

    code: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """Cents over the term. When something is missing, the three costs are those of the rest: they
    are to be shown as incomplete, and never compared."""

    low: int
    expected: int
    high: int
    currency: str
    months: int
    by_line: Mapping[str, Costs] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def is_blank(self) -> bool:
        """Whether nothing is priced at all: its zeros are no costs."""
        is_free = not any(self.under(each) for each in SCENARIOS)
        return is_free and not self.by_line and not self.is_complete

    def under(self, scenario: Scenario) -> int:
        return {"low": self.low, "expected": self.expected, "high": self.high}[scenario]


def total(
    offer: Priced,
    volumes: Mapping[str, Volumes],
    *,
    months: int,
    index_yearly: float = 0.0,
    first_month: int = 1,
) -> Total:
    """The cost of an offer over so many months, which start in `first_month` of a year.

    `volumes` are those of each line that is paid by the unit, under its key. Prices rise by
    `index_yearly` (0.02 for 2 %) from the second year of the term on; what is paid once does not.
    Raises OfferFault: `currencies`, `twice`, `months`, `first_month`, `index`.
    """
    _check(offer, months)
    index = _index(index_yearly)

    def units(known: Volumes | None, scenario: Scenario) -> list[Fraction]:
        if known is None:
            return [Fraction(0)] * months
        return by_month(known, scenario, months=months, first_month=first_month)

    found = {
        line.key: _line_costs(line, volumes.get(line.key), units, index) for line in offer.lines
    }
    return _sum(offer, found, months=months)


def _check(offer: Priced, months: int) -> None:
    currencies = sorted({offer.currency, *(line.currency for line in offer.lines)})
    if len(currencies) > 1:
        raise OfferFault("currencies", currencies=tuple(currencies))
    keys = [line.key for line in offer.lines]
    for key in keys:
        if keys.count(key) > 1:
            raise OfferFault("twice", key=key)
    if months < 1:
        raise OfferFault("months")


def _index(yearly: float) -> Fraction:
    try:
        index = exact(yearly)
    except OfferFault as fault:
        raise OfferFault("index") from fault
    if index <= -1:
        raise OfferFault("index")
    return index


def _line_costs(
    line: PricedLine,
    known: Volumes | None,
    units: Callable[[Volumes | None, Scenario], list[Fraction]],
    index: Fraction,
) -> Costs | Missing:
    price = line.price
    if price is None:
        return Missing(line.lacks, line.key)
    if price.is_by_unit and known is None:
        return Missing("volume", line.key)
    try:
        return Costs(*(term_cost(units(known, each), price, index=index) for each in SCENARIOS))
    except BandFault:
        return Missing("beyond", line.key)


def _sum(offer: Priced, found: Mapping[str, Costs | Missing], *, months: int) -> Total:
    by_line = {key: each for key, each in found.items() if isinstance(each, Costs)}
    missing = [each for each in found.values() if isinstance(each, Missing)]
    missing += [Missing("transition")] if offer.transition is None else []
    missing += [Missing("exit")] if offer.exit is None else []
    once = (offer.transition or 0) + (offer.exit or 0)
    low, expected, high = (
        once + sum(each.under(scenario) for each in by_line.values()) for scenario in SCENARIOS
    )
    return Total(low, expected, high, offer.currency, months, by_line, tuple(missing))
