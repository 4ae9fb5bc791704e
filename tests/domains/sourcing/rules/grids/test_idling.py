"""Criteria that decide of nothing."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.grids.grids import RETAINED, VETOES, grid, grids, notes, scores
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.rules.grids.idling import Case, idle
from timonerie.domains.sourcing.rules.grids.shapes import Grid
from timonerie.domains.sourcing.rules.grids.verdicts import judge


def codes(made: Grid, *many: Case) -> list[str]:
    return [one.code for one in idle(made, many)]


@given(st.data(), grids())
def test_without_an_idle_criterion_every_verdict_stands(data: st.DataObject, made: Grid) -> None:
    case = st.builds(Case, scores(made), VETOES, RETAINED)
    many = data.draw(st.lists(case, max_size=5))
    for code in codes(made, *many):
        for one in many:
            less = {each: note for each, note in one.scores.items() if each != code}
            before = judge(made, one.scores, one.vetoes, one.is_retained)
            after = judge(made, less, one.vetoes, one.is_retained)
            assert (before.verdict, before.hold) == (after.verdict, after.hold)


def test_a_criterion_that_makes_a_verdict_is_not_idle() -> None:
    made = grid([5, 5, 1], [1])
    assert codes(made, Case(notes([4, 2, 3]))) == ["k1", "k2"]


def test_a_criterion_alone_in_its_reading_is_never_idle() -> None:
    assert codes(grid([1], [1, 0]), Case(notes([1], [1]))) == ["g1"]


def test_under_vetoes_only_holds_count() -> None:
    made = grid([1, 1], [1, 1])
    assert codes(made, Case(notes([4, 0], [4, 0]), [Veto.PAY])) == ["k0", "k1"]


def test_nothing_is_said_without_activities() -> None:
    assert codes(grid([5, 1], [1])) == []
