"""The price asked beside what the index clause of the contract gives, month by month.

At the price of the clause or below it is 100; each per cent above takes ten points. A month in
which a value of the index lacks, or no clause was in force, has no note."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import fsum

from django.utils import timezone

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import clause_prices, contracts
from timonerie.domains.contracts.queries.clause_prices import Followed
from timonerie.domains.contracts.rules.scores import Note
from timonerie.web.provider_scores.registry import Given, Read, register

A_PERCENT = 10
"""Points that each per cent above the clause takes away."""


@register(criterion="price", permission="contract.read")
def price(given: Given) -> Read:
    """The mean of the contracts of a provider that compare; three queries."""
    reached = contracts.listed(given.actor, on=timezone.localdate())
    rows = (one.contract for one in reached if one.contract.provider_id in given.providers)
    known: dict[int, Contract] = {one.pk: one for one in rows}
    found: dict[tuple[int, date], list[float]] = defaultdict(list)
    for pk, followed in clause_prices.of(known.values(), on=given.months[-1]).items():
        for month, points in _noted(followed, given):
            found[known[pk].provider_id or 0, month].append(points)
    return {place: Note("measured", fsum(told) / len(told)) for place, told in found.items()}


def _noted(followed: Followed, given: Given) -> Iterator[tuple[date, float]]:
    months = [one for one in given.months if one >= followed.clause.start_date]
    due = followed.given(months=months, on=given.months[-1])
    for month, amount in zip(months, due, strict=True):
        asked = followed.asked(month=month)
        if asked is not None and amount:
            yield month, _points(asked, amount)


def _points(asked: int, due: int) -> float:
    above = max(Fraction(asked - due, due), Fraction(0)) * 100
    return float(max(100 - A_PERCENT * above, Fraction(0)))
