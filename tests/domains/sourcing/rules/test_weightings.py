"""Weights are drawn around the chosen ones, by about a third, the same for the same seed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.weightings import draw, spreading

WEIGHTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=12).filter(any)


@given(WEIGHTS)
def test_each_row_is_a_weighting(weights: list[float]) -> None:
    rows = draw(weights, draws=50, seed=1)

    assert rows.shape == (50, len(weights))
    assert (rows >= 0).all()
    assert rows.sum(axis=1) == pytest.approx(1)
    assert not rows[:, [weight == 0 for weight in weights]].any()


def test_the_same_seed_draws_the_same_rows() -> None:
    assert (draw([5, 3, 2], draws=9, seed=4) == draw([50, 30, 20], draws=9, seed=4)).all()
    assert (draw([5, 3, 2], draws=9, seed=4) != draw([5, 3, 2], draws=9, seed=5)).any()


@pytest.mark.parametrize("weights", [[5, 5, 3, 2], [1, 1], [40, 10, 10, 10, 10, 10, 10]])
def test_weights_stay_around_the_chosen_ones_and_vary_by_a_third(weights: list[float]) -> None:
    shares = np.array(weights) / sum(weights)

    rows = draw(weights, draws=40_000, seed=7)

    variations = rows.std(axis=0) / rows.mean(axis=0)
    assert rows.mean(axis=0) == pytest.approx(shares, abs=0.005)
    assert float(np.sqrt((shares * variations**2).sum())) == pytest.approx(1 / 3, abs=0.01)


def test_a_higher_concentration_holds_the_weights_closer() -> None:
    loose = draw([5, 3, 2], draws=2000, seed=1, concentration=5)
    tight = draw([5, 3, 2], draws=2000, seed=1, concentration=500)

    assert (tight.std(axis=0) < loose.std(axis=0) / 5).all()
    assert spreading([5, 3, 2], variation=0.1) > spreading([5, 3, 2])


@pytest.mark.parametrize("weights", [[], [0, 0], [-1, 2], [float("nan"), 1], [float("inf")]])
def test_what_is_no_weighting_is_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        draw(weights, draws=1, seed=1)


def test_a_concentration_under_one_is_refused() -> None:
    with pytest.raises(ValueError, match="concentration"):
        draw([1, 2], draws=1, seed=1, concentration=0.5)
