"""How much of a verdict hangs on the weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.sourcing.rules.grids.grids import RETAINED, VETOES, cases, grid, notes
from timonerie.domains.sourcing.enums import Reading, Verdict, Veto
from timonerie.domains.sourcing.rules.grids.robustness import drawn_scores, robustness
from timonerie.domains.sourcing.rules.grids.shapes import Grid, Scores
from timonerie.domains.sourcing.rules.grids.verdicts import judge

#: Six criteria, three of them heavy: a score of exactly 65 with the notes below.
GRID = grid([5, 5, 3, 3, 2, 2])
AT_65 = notes([4, 2, 3, 1, 3, 2])


def test_a_verdict_far_from_the_thresholds_holds_under_every_weighting() -> None:
    for note in (0, 2, 4):
        scattered = notes([note, note, note, note, min(note + 1, 4), note])
        assert robustness(GRID, scattered).share == 1


def test_a_verdict_on_a_threshold_holds_half_of_the_time() -> None:
    found = robustness(GRID, AT_65)
    assert judge(GRID, AT_65).keep == 65
    assert found.share == pytest.approx(0.5, abs=0.05)
    assert found.shares == {
        Verdict.CORE: found.share,
        Verdict.HYBRID: pytest.approx(1 - (found.share or 0)),
    }


def test_the_nearer_the_threshold_the_less_it_holds() -> None:
    grids = [grid([5, 5, 3, 3, 2, 2], keep_at=at) for at in (45, 60, 64)]
    shares = [robustness(one, AT_65).share or 0 for one in grids]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1


def test_a_weight_varies_by_a_third_of_itself() -> None:
    """Of weights that are equal, each; a note of 4 for one alone makes the score its share."""
    made = grid([3] * 6)
    drawn = drawn_scores(
        made, Reading.KEEP, scores=notes([4, 0, 0, 0, 0, 0]), draws=40_000, seed=7, spread=1 / 3
    )
    assert drawn.mean() == pytest.approx(100 / 6, rel=0.02)
    assert drawn.std() / drawn.mean() == pytest.approx(1 / 3, rel=0.03)


def test_weights_among_the_known_notes_vary_as_among_all() -> None:
    """Two of six equal weights: what the first weighs beside the second, over all six or two."""
    whole = np.random.default_rng(3).dirichlet([44 / 6] * 6, 40_000)
    drawn = drawn_scores(
        grid([3] * 6), Reading.KEEP, scores=notes([4, 0]), draws=40_000, seed=7, spread=1 / 3
    )
    beside = 100 * whole[:, 0] / (whole[:, 0] + whole[:, 1])
    assert drawn.std() == pytest.approx(beside.std(), rel=0.03)


@settings(max_examples=30)
@given(cases(), VETOES, RETAINED, st.integers(0, 1000))
def test_the_same_seed_gives_the_same_shares_which_add_up_to_one(
    case: tuple[Grid, Scores], vetoes: set[Veto], is_retained: bool | None, seed: int
) -> None:
    one, again = (robustness(*case, vetoes, is_retained, draws=200, seed=seed) for _ in range(2))
    found = judge(*case, vetoes, is_retained)

    assert one == again
    assert (one.share is None, one.hold_share is None) == (
        found.verdict is None,
        found.hold is None,
    )
    for shares in (one.shares, one.hold_shares):
        assert not shares or sum(shares.values()) == pytest.approx(1)


def test_another_seed_draws_other_weights() -> None:
    assert robustness(GRID, AT_65, seed=1).share != robustness(GRID, AT_65, seed=2).share


def test_a_verdict_by_veto_hangs_on_no_weight() -> None:
    assert robustness(GRID, AT_65, [Veto.PAY]).share == 1
    assert robustness(GRID, {}, [Veto.PAY]).share == 1


def test_nothing_known_has_no_robustness() -> None:
    found = robustness(GRID, {})
    assert (found.share, found.shares, found.hold_share, found.hold_shares) == (None, {}, None, {})


def test_one_known_note_holds_whatever_its_weight() -> None:
    assert robustness(grid([1e-9, 1000]), notes([2])).shares == {Verdict.HYBRID: 1}


def test_where_nobody_retains_the_lower_threshold_moves_nothing() -> None:
    made = grid([5, 5, 3, 3, 2, 2], keep_at=95, hybrid_at=65)
    assert robustness(made, AT_65, (), True).share == pytest.approx(0.5, abs=0.05)
    assert robustness(made, AT_65, (), False).share == 1
