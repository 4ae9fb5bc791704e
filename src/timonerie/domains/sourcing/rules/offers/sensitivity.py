"""How much a ranking hangs on the weights.

`notes` here are arrays of shape (offers, keys), `weights` of shape (keys,) that add up to 1; the
score of an offer is its row times the weights.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timonerie.domains.sourcing.rules import weightings
from timonerie.domains.sourcing.rules.offers.comparisons import Flip

Array = NDArray[np.float64]
#: Scores out of 100 that differ by less are equal.
EQUAL = 1e-9


def ranks(scores: Array) -> list[int]:
    """1 for the best; equal scores share a rank, and the next one is skipped."""
    return [1 + int((scores > score + EQUAL).sum()) for score in scores]


def first_shares(notes: Array, weights: Array, *, draws: int, seed: int) -> list[float]:
    """The share of weightings around the chosen one under which each offer is first; where several
    are first together, each counts for its part. They add up to 1; empty for no offer."""
    if not len(notes):
        return []
    drawn = weightings.draw([float(weight) for weight in weights], draws=draws, seed=seed)
    scores = drawn @ notes.T
    is_first = scores >= scores.max(axis=1, keepdims=True) - EQUAL
    parts = is_first / is_first.sum(axis=1, keepdims=True)
    return [float(share) for share in parts.mean(axis=0)]


def flips(
    notes: Array, weights: Array, *, keys: Sequence[str], offers: Sequence[str]
) -> tuple[Flip, ...]:
    """For each weight, the nearest share past which another offer wins; the smallest change first.

    With share s of one weight and the others in their proportions, the winner leads an offer by
    s·d + (1 - s)·r, where d is the lead on that key and r the mean lead on the others. That is zero
    at s = r / (r - d), which stands between 0 and 1 when r and d have opposite signs.
    """
    scores = notes @ weights
    order = ranks(scores)
    if order.count(1) != 1:
        return ()
    leads = notes[order.index(1)] - notes
    found = [_flip(leads, weights, column, keys[column], offers) for column in range(len(keys))]
    return tuple(sorted((each for each in found if each), key=lambda each: each.change))


def _flip(
    leads: Array, weights: Array, column: int, key: str, offers: Sequence[str]
) -> Flip | None:
    chosen, others = float(weights[column]), np.delete(weights, column)
    if not others.any():
        return None
    on_key = leads[:, column]
    on_others = np.delete(leads, column, axis=1) @ (others / others.sum())
    crossings = [
        (abs(turning - chosen), -abs(float(rest - own)), turning, offer)
        for offer, own, rest in zip(offers, on_key, on_others, strict=True)
        if (own < 0 < rest or rest < 0 < own) and 0 < (turning := float(rest / (rest - own))) < 1
    ]
    if not crossings:
        return None
    # Where two offers pass the winner at one point, the one that gains the most is first after it.
    _, _, turning, offer = min(crossings)
    return Flip(key, chosen, turning, offer)
