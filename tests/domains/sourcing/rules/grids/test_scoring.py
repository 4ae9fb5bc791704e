"""Scores, against a kept multi-criteria library."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pymcdm.helpers import rankdata
from pymcdm.methods import WSM

from tests.domains.sourcing.rules.grids.grids import cases, grid, grids, notes, scores
from timonerie.domains.sourcing.enums import Reading
from timonerie.domains.sourcing.rules.grids.scoring import coverage, score
from timonerie.domains.sourcing.rules.grids.shapes import TOP, Grid, GridFault, Scores


def oracle(made: Grid, reading: Reading, many: Sequence[Scores]) -> NDArray[np.float64]:
    """Weighted sums of notes over 4, weights adding up to 1, by the library."""
    criteria = made.of(reading)
    matrix = np.array([[one[each.code] for each in criteria] for one in many])
    weights = np.array([one.weight for one in criteria])
    method = WSM(normalization_function=lambda column, cost: column / TOP)
    found: NDArray[np.float64] = method(
        matrix, weights / weights.sum(), np.ones(len(criteria)), validation=False
    )
    return found


@given(st.data(), grids(), st.sampled_from(list(Reading)))
def test_scores_are_the_weighted_sums_of_the_library(
    data: st.DataObject, made: Grid, reading: Reading
) -> None:
    many = data.draw(st.lists(scores(made, least=1), min_size=1, max_size=8))
    ours = [score(made, reading, one) for one in many]

    assert ours == pytest.approx(100 * oracle(made, reading, many), abs=1e-8)


@given(st.data(), grids(), st.sampled_from(list(Reading)))
def test_several_activities_rank_as_in_the_library(
    data: st.DataObject, made: Grid, reading: Reading
) -> None:
    many = data.draw(st.lists(scores(made, least=1), min_size=2, max_size=8))
    ours = np.array([score(made, reading, one) for one in many])
    theirs = oracle(made, reading, many)

    ranks = [rankdata(np.round(each, 7), reverse=True).tolist() for each in (ours, 100 * theirs)]
    assert ranks[0] == ranks[1]


@given(cases(), st.sampled_from([0.1, 0.5, 3, 7, 100]), st.sampled_from(list(Reading)))
def test_only_the_proportions_of_the_weights_count(
    case: tuple[Grid, Scores], factor: float, reading: Reading
) -> None:
    made, told = case
    keep = [one.weight * factor for one in made.of(Reading.KEEP)]
    guard = [one.weight * factor for one in made.of(Reading.GUARD)]
    assert score(grid(keep, guard), reading, told) == score(made, reading, told)


@given(st.data(), cases(), st.sampled_from(list(Reading)))
def test_a_score_never_falls_when_a_note_rises(
    data: st.DataObject, case: tuple[Grid, Scores], reading: Reading
) -> None:
    made, told = case
    assume(told)
    code = data.draw(st.sampled_from(sorted(told)))
    higher = {**told, code: data.draw(st.floats(told[code], TOP))}
    before, after = score(made, reading, told), score(made, reading, higher)

    assert (before is None) == (after is None)
    assert before is None or after is None or before <= after


def test_notes_that_are_not_known_weigh_nothing() -> None:
    made = grid([5, 3, 2], [1])
    assert score(made, Reading.KEEP, {"k0": 4, "k1": 2}) == 100 * (20 + 6) / (4 * 8)
    assert coverage(made, Reading.KEEP, {"k0": 4, "k1": 2}) == 0.8


def test_nothing_known_is_no_score() -> None:
    made = grid([5, 0], [1])
    assert score(made, Reading.KEEP, {"k1": 4, "g0": 4, "other": 3}) is None
    assert coverage(made, Reading.KEEP, {"k1": 4}) == 0


@pytest.mark.parametrize("note", [-1, 4.5, float("nan")])
def test_a_note_outside_the_scale_is_refused(note: float) -> None:
    with pytest.raises(GridFault, match="note: k0"):
        score(grid([1]), Reading.KEEP, notes([note]))
