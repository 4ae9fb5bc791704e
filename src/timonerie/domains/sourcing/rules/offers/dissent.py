"""Whom each assessor would put first by their own notes: where that is not the chosen offer, the
memo says so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from timonerie.domains.sourcing.rules.offers.comparisons import PRICE, Standing
from timonerie.domains.sourcing.rules.offers.marks import HIGHEST, Mark

EQUAL = 1e-9


def favourites(
    marks: Mapping[str, Iterable[Mark]],
    standings: Iterable[Standing],
    weights: Mapping[str, float],
    *,
    counting: Collection[str],
) -> dict[str, tuple[str, ...]]:
    """The offers that come first for each assessor who counts and noted all of those that are
    scored, on every criterion that weighs. `marks` by offer; `weights` with that of PRICE."""
    prices = {one.key: one.notes[PRICE] for one in standings if one.state == "scored"}
    given: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for offer, told in marks.items():
        for mark in told:
            given[mark.assessor][offer, mark.criterion] = mark.value
    criteria = [key for key, weight in weights.items() if key != PRICE and weight > 0]
    needed = {(offer, criterion) for offer in prices for criterion in criteria}
    return {
        who: _first(values, prices, weights, criteria)
        for who, values in given.items()
        if who in counting and prices and criteria and needed <= values.keys()
    }


def _first(
    values: Mapping[tuple[str, str], int],
    prices: Mapping[str, float],
    weights: Mapping[str, float],
    criteria: Iterable[str],
) -> tuple[str, ...]:
    own = list(criteria)
    scores = {
        offer: weights[PRICE] * price
        + sum(weights[one] * 100 * values[offer, one] / HIGHEST for one in own)
        for offer, price in prices.items()
    }
    best = max(scores.values())
    return tuple(offer for offer, score in scores.items() if score >= best - EQUAL)
