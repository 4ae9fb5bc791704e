"""Offers that no weighting can put behind another one."""

from collections.abc import Sequence

from timonerie.domains.sourcing.rules.offers.comparisons import Candidate
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS


def dominances(offers: Sequence[Candidate], criteria: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs (better, worse): marked as well or better on every criterion, as cheap or cheaper under
    the three volumes, and better somewhere. Every offer has its marks and a complete total."""
    return tuple(
        (one.key, other.key)
        for one in offers
        for other in offers
        if one is not other and _dominates(_values(one, criteria), _values(other, criteria))
    )


def _values(offer: Candidate, criteria: Sequence[str]) -> list[float]:
    """The higher the better, costs turned over."""
    marks = [offer.averages[criterion].value for criterion in criteria]
    costs = [-offer.total.under(scenario) for scenario in SCENARIOS]
    return [*(mark for mark in marks if mark is not None), *costs]


def _dominates(one: Sequence[float], other: Sequence[float]) -> bool:
    is_as_good = all(mine >= theirs for mine, theirs in zip(one, other, strict=True))
    return is_as_good and list(one) != list(other)
