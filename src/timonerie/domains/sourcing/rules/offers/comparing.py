"""Offers ranked by their marks and their price, with how much that ranking holds.

The note of a price is lowest total / total x 100: the « méthode classique », proportional, of the
French guide to prices in public contracts (direction des affaires juridiques, « Le prix dans les
marchés publics », and its sheet on the notation of the price criterion). A private company owes
itself no such formula: it is a usage. The same guide warns that it draws notes together, so that
very dear offers keep points.
"""

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np

from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.rules.offers import sensitivity
from timonerie.domains.sourcing.rules.offers.comparisons import (
    PRICE,
    Candidate,
    Comparison,
    Gap,
    Standing,
    State,
)
from timonerie.domains.sourcing.rules.offers.dominance import dominances
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.marks import HIGHEST
from timonerie.domains.sourcing.rules.offers.sensitivity import Array
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS, Scenario

DRAWS = 4000
SEED = 20_260_101


def compare(
    offers: Sequence[Candidate],
    weights: Mapping[str, float],
    price_weight: float,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Comparison:
    """Scores out of 100: the mean of the notes and of the price note, by weight.

    `weights` are those of the criteria, in any unit; the note of a criterion is its mark / 4 x 100.
    One of weight zero asks for no mark. An offer is scored once it has every mark and a complete
    total, and is excluded by a required line that it does not conform to; the lowest total is that
    of the offers that are not excluded and whose total is complete. Raises OfferFault: `weights`,
    `reserved`, `twice`, `currencies`, `terms`, `negative_total`.
    """
    shares = _shares(weights, price_weight)
    _check(offers)
    prices = {scenario: _price_notes(offers, scenario) for scenario in SCENARIOS}
    gaps = {offer.key: _gaps(offer, shares) for offer in offers}
    scored = [offer for offer in offers if _state(offer, gaps[offer.key]) == "scored"]
    keys, vector = list(shares), np.array(list(shares.values()))
    notes = {each: _matrix(scored, keys, prices[each]) for each in SCENARIOS}
    names = [offer.key for offer in scored]
    scores = {each: notes[each] @ vector for each in SCENARIOS}
    ranks = {
        each: dict(zip(names, sensitivity.ranks(scores[each]), strict=True)) for each in SCENARIOS
    }
    usual = notes["expected"]
    found = dict(zip(names, map(float, scores["expected"]), strict=True))
    first = sensitivity.first_shares(usual, vector, draws=draws, seed=seed)
    return Comparison(
        _standings(
            offers, gaps, prices["expected"], keys=keys, scores=found, ranks=ranks["expected"]
        ),
        ranks,
        dict(zip(names, first, strict=True)),
        sensitivity.flips(usual, vector, keys=keys, offers=names),
        dominances(scored, [key for key in keys if key != PRICE]),
    )


def _shares(weights: Mapping[str, float], price_weight: float) -> dict[str, float]:
    """Of the positive weights, the price last. They add up to 1."""
    if PRICE in weights:
        raise OfferFault("reserved", key=PRICE)
    every = {**weights, PRICE: price_weight}
    if any(weight < 0 or not isfinite(weight) for weight in every.values()):
        raise OfferFault("weights")
    whole = sum(every.values())
    if not 0 < whole < float("inf"):
        raise OfferFault("weights")
    return {key: weight / whole for key, weight in every.items() if weight > 0}


def _check(offers: Sequence[Candidate]) -> None:
    keys = [offer.key for offer in offers]
    for offer in offers:
        if keys.count(offer.key) > 1:
            raise OfferFault("twice", key=offer.key)
        if any(offer.total.under(each) < 0 for each in SCENARIOS):
            raise OfferFault("negative_total", offer=offer.key)
    currencies = sorted({offer.total.currency for offer in offers})
    if len(currencies) > 1:
        raise OfferFault("currencies", currencies=tuple(currencies))
    terms = sorted({offer.total.months for offer in offers})
    if len(terms) > 1:
        raise OfferFault("terms", months=tuple(terms))


def _price_notes(offers: Sequence[Candidate], scenario: Scenario) -> dict[str, float]:
    """Out of 100, by offer. What costs nothing has 100, and leaves 0 to what costs something."""
    totals = {
        offer.key: offer.total.under(scenario)
        for offer in offers
        if offer.total.is_complete and not _excluded_by(offer)
    }
    lowest = min(totals.values(), default=0)
    return {key: 100 * lowest / each if each else 100.0 for key, each in totals.items()}


def _excluded_by(offer: Candidate) -> tuple[str, ...]:
    return _answered(offer, Conformity.NO)


def _answered(offer: Candidate, conformity: Conformity) -> tuple[str, ...]:
    """The eliminatory lines that it answers so."""
    required = (answer for answer in offer.answers if answer.is_required)
    return tuple(answer.line for answer in required if answer.conformity == conformity)


def _gaps(offer: Candidate, shares: Mapping[str, float]) -> tuple[Gap, ...]:
    return (
        *(Gap("unmarked", key) for key in shares if key != PRICE and _mark(offer, key) is None),
        *(Gap(missing.code, missing.key) for missing in offer.total.missing),
        *(Gap("unanswered", line) for line in _answered(offer, Conformity.SILENT)),
    )


def _mark(offer: Candidate, criterion: str) -> float | None:
    averaged = offer.averages.get(criterion)
    return averaged.value if averaged else None


def _state(offer: Candidate, gaps: Sequence[Gap]) -> State:
    if _excluded_by(offer):
        return "excluded"
    if any(gap.code == "unmarked" for gap in gaps):
        return "to_mark"
    return "scored" if offer.total.is_complete else "to_price"


def _notes(offer: Candidate, keys: Sequence[str], prices: Mapping[str, float]) -> dict[str, float]:
    """What is known of each key, out of 100."""
    found = {key: _mark(offer, key) for key in keys if key != PRICE}
    notes = {key: 100 * mark / HIGHEST for key, mark in found.items() if mark is not None}
    return notes | ({PRICE: prices[offer.key]} if offer.key in prices else {})


def _matrix(scored: Sequence[Candidate], keys: Sequence[str], prices: Mapping[str, float]) -> Array:
    """One row an offer, one column a key."""
    rows = [[_notes(offer, keys, prices)[key] for key in keys] for offer in scored]
    return np.array(rows, dtype=np.float64).reshape(len(scored), len(keys))


def _standings(
    offers: Sequence[Candidate],
    gaps: Mapping[str, tuple[Gap, ...]],
    prices: Mapping[str, float],
    *,
    keys: Sequence[str],
    scores: Mapping[str, float],
    ranks: Mapping[str, int],
) -> tuple[Standing, ...]:
    """Ranked, then to complete, then excluded; in the given order among equals."""
    found = [
        Standing(
            key=offer.key,
            state=_state(offer, gaps[offer.key]),
            score=scores.get(offer.key),
            rank=ranks.get(offer.key),
            notes=_notes(offer, keys, prices),
            excluded_by=_excluded_by(offer),
            gaps=gaps[offer.key],
        )
        for offer in offers
    ]
    last = len(offers) + 1
    return tuple(sorted(found, key=lambda each: (each.state == "excluded", each.rank or last)))
