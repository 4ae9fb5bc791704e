"""What a grid proposes, and why."""

import pytest
from hypothesis import given

from tests.domains.sourcing.rules.grids.grids import (
    RETAINED,
    VETOES,
    cases,
    grid,
    notes,
)
from timonerie.domains.sourcing.enums import Hold, Verdict, Veto
from timonerie.domains.sourcing.rules.grids.shapes import Grid, Scores
from timonerie.domains.sourcing.rules.grids.verdicts import judge

#: One criterion per reading, and thresholds that whole notes reach.
GRID = grid([1], [1], keep_at=75, hybrid_at=50, tight_at=75, light_at=25)


@given(cases(), VETOES.filter(bool), RETAINED)
def test_nothing_lifts_a_veto(
    case: tuple[Grid, Scores], vetoes: set[Veto], is_retained: bool | None
) -> None:
    found = judge(*case, vetoes, is_retained)
    assert found.verdict == Verdict.CORE
    assert set(found.vetoes) == vetoes
    assert {one.params["veto"] for one in found.reasons if one.code == "veto"} == vetoes


@given(cases(), RETAINED)
def test_where_nothing_is_known_nothing_is_said(
    case: tuple[Grid, Scores], is_retained: bool | None
) -> None:
    found = judge(*case, (), is_retained)
    codes = {one.code for one in found.reasons}
    assert (found.keep is None) == (found.verdict is None) == ("nothing_known" in codes)
    assert (found.guard is None) == (found.hold is None) == ("hold_unknown" in codes)


@pytest.mark.parametrize(
    ("note", "is_retained", "verdict", "reasons"),
    [
        (4, None, Verdict.CORE, ["core"]),
        (3, False, Verdict.CORE, ["core"]),
        (2, True, Verdict.HYBRID, ["hybrid"]),
        (2, None, Verdict.HYBRID, ["hybrid", "retention_unknown"]),
        (2, False, Verdict.RESERVE, ["hybrid", "nobody_retains"]),
        (1, True, Verdict.DELEGABLE, ["delegable"]),
        (1, None, Verdict.DELEGABLE, ["delegable", "retention_unknown"]),
        (1, False, Verdict.RESERVE, ["delegable", "nobody_retains"]),
    ],
)
def test_a_verdict_comes_of_the_score_and_of_who_can_take_back(
    note: float, is_retained: bool | None, verdict: Verdict, reasons: list[str]
) -> None:
    found = judge(GRID, notes([note]), (), is_retained)
    assert found.verdict == verdict
    assert [one.code for one in found.reasons] == [*reasons, "hold_unknown"]


@pytest.mark.parametrize(
    ("note", "hold"),
    [(0, Hold.LIGHT), (1, Hold.NORMAL), (2, Hold.NORMAL), (3, Hold.TIGHT), (4, Hold.TIGHT)],
)
def test_a_hold_comes_of_the_score_to_guard_alone(note: float, hold: Hold) -> None:
    assert judge(GRID, notes([0], [note])).hold == hold
    assert judge(GRID, notes([4], [note]), [Veto.PAY]).hold == hold


def test_a_score_that_a_veto_overrules_is_told() -> None:
    found = judge(GRID, notes([1], [2]), [Veto.SANCTION, Veto.PAY])
    assert [one.code for one in found.reasons] == ["veto", "veto", "veto_over_score", "normal"]
    assert found.vetoes == (Veto.PAY, Veto.SANCTION)


def test_what_a_score_leaves_out_is_told() -> None:
    found = judge(grid([3, 1], [1]), notes([4], [4]))
    assert dict(found.reasons[-1].params) == {"reading": "keep", "share": 0.75}


def test_a_sum_of_decimals_reaches_the_threshold_it_is_equal_to() -> None:
    """0.1 + 0.2 is not 0.3 in a computer."""
    made = grid([0.1, 0.2, 0.3], [1], keep_at=50)
    assert judge(made, notes([4, 4, 0])).keep == 50
    assert judge(made, notes([4, 4, 0])).verdict == Verdict.CORE
