"""What the ranking hangs on, beside an oracle and by properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import WSM
from pymcdm.normalizations import linear_normalization

from tests.domains.sourcing.rules.offers.examples import candidate
from timonerie.domains.sourcing.rules.offers.comparing import compare
from timonerie.domains.sourcing.rules.offers.comparisons import PRICE, Candidate, Comparison
from timonerie.domains.sourcing.rules.offers.sensitivity import Array
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS

CRITERIA = ("quality", "team", "safety")
MARKS = st.integers(0, 4)
COSTS = st.tuples(*[st.integers(1, 10**9)] * 3)
WEIGHTS = st.lists(st.integers(1, 100), min_size=4, max_size=4)


@st.composite
def offers(draw: st.DrawFn) -> list[Candidate]:
    return [
        candidate(f"offer {rank}", draw(COSTS), {name: draw(MARKS) for name in CRITERIA})
        for rank in range(draw(st.integers(2, 6)))
    ]


def compared(given: list[Candidate], weights: list[float]) -> Comparison:
    return compare(given, dict(zip(CRITERIA, weights, strict=False)), weights[3], draws=300)


def normalised(column: Array, cost: bool) -> Array:
    """The library's own for the price; marks are out of four, whatever the best one is."""
    found: Array = linear_normalization(column, cost=True) if cost else column / 4
    return found


@pytest.mark.filterwarnings("ignore:Alternatives with indices")  # it warns of the dominant ones
@given(offers(), WEIGHTS)
@settings(deadline=None)
def test_scores_and_ranks_are_those_of_an_independent_library(
    given: list[Candidate], weights: list[float]
) -> None:
    matrix = [
        [*(offer.averages[c].value for c in CRITERIA), offer.total.expected] for offer in given
    ]
    oracle = WSM(normalization_function=normalised)
    expected = 100 * oracle(
        np.array(matrix, float), np.array(weights) / sum(weights), [1, 1, 1, -1]
    )

    standings = {each.key: each for each in compared(given, weights).standings}

    for offer, score in zip(given, expected, strict=True):
        assert standings[offer.key].score == pytest.approx(score)
        assert standings[offer.key].rank == 1 + (expected > score + 1e-9).sum()


@given(offers(), WEIGHTS)
@settings(deadline=None)
def test_the_ranking_does_not_depend_on_the_scale_of_the_weights(
    given: list[Candidate], weights: list[float]
) -> None:
    found, scaled = compared(given, weights), compared(given, [weight / 8 for weight in weights])

    assert found.ranks == scaled.ranks
    assert found.shares == pytest.approx(scaled.shares)


def rescaled(weights: list[float], column: int, share: float) -> list[float]:
    """One weight at that share, the others in their proportions."""
    others = sum(weights) - weights[column]
    return [share if rank == column else (1 - share) * weight / others
            for rank, weight in enumerate(weights)]  # fmt: skip


@given(offers(), WEIGHTS)
@settings(deadline=None)
def test_a_flip_changes_the_winner_and_no_smaller_change_of_that_weight_does(
    given: list[Candidate], weights: list[float]
) -> None:
    found = compared(given, weights)
    for flip in found.flips:
        column = [*CRITERIA, PRICE].index(flip.key)
        step = flip.turning - flip.chosen
        before = compared(given, rescaled(weights, column, flip.chosen + 0.999 * step))
        beyond = min(max(flip.turning + step / 1e6, 0), 1)
        after = compared(given, rescaled(weights, column, beyond))
        assert before.first() == found.first() or flip.change < 1e-6
        scores = {each.key: each.score or 0.0 for each in after.standings}
        assert scores[flip.winner] >= scores[found.first()[0]] - 1e-9
        assert scores[flip.winner] == pytest.approx(max(scores.values()), abs=1e-3)
    changes = [flip.change for flip in found.flips]
    assert changes == sorted(changes)


@given(offers(), WEIGHTS, st.integers(0, 3), st.floats(0.001, 0.999))
@settings(deadline=None)
def test_where_there_is_no_flip_no_share_of_that_weight_changes_the_winner(
    given: list[Candidate], weights: list[float], column: int, share: float
) -> None:
    found = compared(given, weights)
    key = [*CRITERIA, PRICE][column]
    if len(found.first()) != 1 or key in {flip.key for flip in found.flips}:
        return

    assert found.first()[0] in compared(given, rescaled(weights, column, share)).first()


def test_the_nearest_of_several_offers_is_the_one_that_passes() -> None:
    first = candidate("first", 100, {"quality": 2})
    near = candidate("near", 125, {"quality": 3})
    far = candidate("far", 500, {"quality": 4})

    found = {flip.key: flip for flip in compare([first, near, far], {"quality": 40}, 60).flips}

    # 50 q + 100 p = 75 q + 80 p, with q + p = 1.
    assert {key: flip.winner for key, flip in found.items()} == {"quality": "near", PRICE: "near"}
    assert found["quality"].turning == pytest.approx(4 / 9)
    assert found[PRICE].turning == pytest.approx(5 / 9)


@given(offers(), WEIGHTS)
@settings(deadline=None)
def test_a_dominated_offer_is_behind_whatever_the_weights_and_the_volumes(
    given: list[Candidate], weights: list[float]
) -> None:
    found = compared(given, weights)
    for better, worse in found.dominances:
        assert (worse, better) not in found.dominances
        assert all(found.ranks[each][better] <= found.ranks[each][worse] for each in SCENARIOS)
        assert found.shares[better] >= found.shares[worse]


def test_an_offer_that_is_better_and_cheaper_dominates() -> None:
    better = candidate("better", (90, 100, 110), {"quality": 3, "team": 3})
    worse = candidate("worse", (90, 100, 120), {"quality": 3, "team": 3})
    dearer_when_low = candidate("other", (80, 100, 120), {"quality": 3, "team": 3})

    found = compare([worse, dearer_when_low, better], {"quality": 1, "team": 1}, 1)

    assert set(found.dominances) == {("better", "worse"), ("other", "worse")}


@given(offers(), WEIGHTS)
@settings(deadline=None)
def test_shares_add_up_and_come_again_with_the_same_seed(
    given: list[Candidate], weights: list[float]
) -> None:
    found = compared(given, weights)

    assert sum(found.shares.values()) == pytest.approx(1)
    assert compared(given, weights).shares == found.shares


def test_a_winner_far_ahead_keeps_every_weighting_and_a_close_one_about_half() -> None:
    ahead = [candidate("a", 100, {"quality": 4}), candidate("b", 400, {"quality": 0})]
    close = [candidate("a", 100, {"quality": 2}), candidate("b", 200, {"quality": 4})]

    assert compare(ahead, {"quality": 50}, 50).shares == {"a": 1, "b": 0}
    assert compare(close, {"quality": 50}, 50).shares["a"] == pytest.approx(0.5, abs=0.03)
