"""The volumes that offers are costed under: low, expected, high, and how they fall in the year."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from timonerie.domains.sourcing.rules.offers.exact import Exact
from timonerie.domains.sourcing.rules.offers.faults import OfferFault

Scenario = Literal["low", "expected", "high"]
SCENARIOS: tuple[Scenario, ...] = ("low", "expected", "high")
MONTHS = 12
_EVEN = (1,) * MONTHS


@dataclass(frozen=True, slots=True)
class Volumes:
    """Units of a year, or of a month on average. `seasonality` weighs the months from January to
    December, in any unit; None when they are alike. Raises OfferFault `volume_order` or
    `seasonality`."""

    low: Exact
    expected: Exact
    high: Exact
    per: Literal["month", "year"] = "year"
    seasonality: tuple[Exact, ...] | None = None

    def __post_init__(self) -> None:
        rising = (0, self.low, self.expected, self.high)
        if any(before > after for before, after in pairwise(rising)):
            raise OfferFault("volume_order")
        weights = _EVEN if self.seasonality is None else self.seasonality
        is_sound = len(weights) == MONTHS and all(weight >= 0 for weight in weights)
        if not is_sound or not any(weights):
            raise OfferFault("seasonality")

    def yearly(self, scenario: Scenario) -> Fraction:
        units = {"low": self.low, "expected": self.expected, "high": self.high}[scenario]
        return Fraction(units) * (MONTHS if self.per == "month" else 1)


def by_month(
    volumes: Volumes, scenario: Scenario, *, months: int, first_month: int = 1
) -> list[Fraction]:
    """Units of each month of a term that starts in that month of the year (1 to 12). Twelve months
    in a row add up to the units of a year, exactly. Raises OfferFault `months`, `first_month`."""
    if months < 1:
        raise OfferFault("months")
    if not 1 <= first_month <= MONTHS:
        raise OfferFault("first_month")
    weights = [Fraction(weight) for weight in volumes.seasonality or _EVEN]
    each = volumes.yearly(scenario) / sum(weights)
    return [each * weights[(first_month - 1 + rank) % MONTHS] for rank in range(months)]
