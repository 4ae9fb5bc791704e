"""What would change a verdict: the change told does, and nothing smaller."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.grids.grids import RETAINED, cases, grid, notes
from timonerie.domains.sourcing.enums import Reading, Verdict, Veto
from timonerie.domains.sourcing.rules.grids.flips import Flip, flips
from timonerie.domains.sourcing.rules.grids.shapes import HEAVIEST, TOP, Grid, Scores
from timonerie.domains.sourcing.rules.grids.verdicts import judge

#: Beyond the rounding of scores, under every change that these grids call for.
HAIR = 1e-4


def reweighted(made: Grid, code: str, weight: float) -> Grid:
    others = tuple(
        replace(one, weight=weight) if one.code == code else one for one in made.criteria
    )
    return replace(made, criteria=others)


def verdict_with(
    made: Grid, told: Scores, is_retained: bool | None, flip: Flip, weight: float
) -> Verdict | None:
    """At a weight of the criterion of a flip; its reading must weigh something."""
    return judge(reweighted(made, flip.criterion.code, weight), told, (), is_retained).verdict


@given(cases(), RETAINED)
def test_just_beyond_the_weight_told_the_verdict_is_the_one_told(
    case: tuple[Grid, Scores], is_retained: bool | None
) -> None:
    made, told = case
    for flip in flips(*case, (), is_retained):
        if flip.kind == "weight":
            sign = 1 if _rises(flip, made, told, is_retained) else -1
            weight = min(max(flip.after + sign * HAIR, 0), HEAVIEST)
            assert verdict_with(made, told, is_retained, flip, weight) == flip.verdict


@given(cases(), RETAINED, st.floats(0, 1))
def test_before_the_weight_told_the_verdict_is_still_the_same(
    case: tuple[Grid, Scores], is_retained: bool | None, part: float
) -> None:
    made, told = case
    now = judge(*case, (), is_retained).verdict
    for flip in flips(*case, (), is_retained):
        change = abs(flip.after - flip.before) - HAIR
        if flip.kind != "weight" or change <= 0:
            continue
        for weight in (flip.before - part * change, flip.before + part * change):
            if 0 <= weight <= HEAVIEST:
                assert verdict_with(made, told, is_retained, flip, weight) == now


def _rises(flip: Flip, made: Grid, told: Scores, is_retained: bool | None) -> bool:
    """The way of a change too small to be seen is the one that changes the verdict."""
    if abs(flip.after - flip.before) > HAIR:
        return flip.after > flip.before
    beyond = verdict_with(made, told, is_retained, flip, flip.after + HAIR)
    return beyond == flip.verdict


@given(cases(), RETAINED)
def test_a_criterion_without_a_flip_by_weight_has_none_at_any_weight(
    case: tuple[Grid, Scores], is_retained: bool | None
) -> None:
    made, told = case
    now = judge(*case, (), is_retained).verdict
    flipping = {one.criterion.code for one in flips(*case, (), is_retained) if one.kind == "weight"}
    for one in made.of(Reading.KEEP):
        if one.code in flipping or one.code not in told or len(set(told) & _weighing(made)) < 2:
            continue
        for weight in (0.01, 0.3, 1, 4, 20, 300, HEAVIEST):
            assert judge(reweighted(made, one.code, weight), told, (), is_retained).verdict == now


def _weighing(made: Grid) -> set[str]:
    return {one.code for one in made.of(Reading.KEEP) if one.weight}


@given(cases(), RETAINED)
def test_the_note_told_changes_the_verdict_and_no_nearer_whole_note_does(
    case: tuple[Grid, Scores], is_retained: bool | None
) -> None:
    made, told = case
    now = judge(*case, (), is_retained).verdict
    assume(now is not None)
    found = {one.criterion.code: one for one in flips(*case, (), is_retained) if one.kind == "note"}
    for code in {one.code for one in made.of(Reading.KEEP)} & set(told):
        flip = found.get(code)
        reach = abs(flip.after - flip.before) if flip else TOP + 1
        for note in range(TOP + 1):
            verdict = judge(made, {**told, code: note}, (), is_retained).verdict
            assert abs(note - told[code]) >= reach or verdict == now
            assert not flip or note != flip.after or verdict == flip.verdict != now


@given(cases(), RETAINED)
def test_the_smallest_change_comes_first(
    case: tuple[Grid, Scores], is_retained: bool | None
) -> None:
    found = [one.relative for one in flips(*case, (), is_retained)]
    assert found == sorted(found)


def test_a_worked_example() -> None:
    """40 % of 4: k0 at 4 would have to weigh 1.6/2.4 of the other to reach a keep_at of 40."""
    found = flips(grid([0.5, 1], keep_at=40, hybrid_at=10), notes([4, 0]))
    (by_weight,) = [one for one in found if one.kind == "weight" and one.criterion.code == "k0"]
    assert round(by_weight.after, 9) == round(2 / 3, 9)
    assert by_weight.verdict == Verdict.CORE


def test_a_score_on_its_threshold_changes_at_once() -> None:
    found = flips(grid([1, 1], keep_at=50), notes([4, 0]))
    assert [(one.kind, one.after, one.relative) for one in found[:2]] == [
        ("weight", 1, 0),
        ("weight", 1, 0),
    ]


def test_nothing_flips_a_veto_nor_what_is_not_known() -> None:
    assert flips(grid([1, 1], keep_at=50), notes([4, 0]), [Veto.PAY]) == []
    assert flips(grid([1, 1]), {}) == []


def test_where_nobody_retains_no_change_of_weight_makes_a_hybrid() -> None:
    made = grid([1, 1], keep_at=60, hybrid_at=50)
    found = flips(made, notes([4, 0]), (), False)
    assert {one.verdict for one in found} == {Verdict.CORE}
