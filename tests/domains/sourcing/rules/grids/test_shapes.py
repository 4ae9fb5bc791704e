"""A grid that cannot be used is refused, with the place of its fault."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.domains.sourcing.rules.grids.grids import criterion, grid, grids
from timonerie.domains.sourcing.enums import Reading
from timonerie.domains.sourcing.rules.grids.shapes import Grid, GridFault

GOOD = grid([1, 2]).document()


@given(grids())
def test_a_grid_comes_back_from_its_document_through_json(made: Grid) -> None:
    assert Grid.from_document(json.loads(json.dumps(made.document()))) == made


def test_thresholds_left_out_are_the_usual() -> None:
    found = Grid.from_document({"criteria": GOOD["criteria"]})
    assert (found.keep_at, found.hybrid_at, found.tight_at, found.light_at) == (65, 40, 60, 35)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"keep_at": 40.0}, "crossed", "hybrid_at"),
        ({"light_at": 60.0}, "crossed", "light_at"),
        ({"keep_at": 100.5}, "threshold", "keep_at"),
        ({"light_at": -1.0}, "threshold", "light_at"),
        ({"tight_at": float("nan")}, "threshold", "tight_at"),
        ({"keep_at": "65"}, "unreadable", "keep_at"),
        ({"keep_at": True}, "unreadable", "keep_at"),
        ({"criteria": None}, "unreadable", "criteria"),
        ({"criteria": [1]}, "unreadable", "criteria.0"),
        ({"criteria": GOOD["criteria"][:2]}, "weightless", "guard"),
        ({"criteria": GOOD["criteria"] * 2}, "code_twice", "k0.code"),
    ],
)
def test_a_document_that_is_no_grid_is_refused(
    change: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(GridFault) as found:
        Grid.from_document(GOOD | change)
    assert (found.value.code, found.value.field) == (code, field)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"code": ""}, "no_code", "code"),
        ({"code": 3}, "unreadable", "code"),
        ({"weight": -1}, "weight", "k0.weight"),
        ({"weight": float("nan")}, "weight", "k0.weight"),
        ({"weight": 1e300}, "weight", "k0.weight"),
        ({"weight": "3"}, "unreadable", "k0.weight"),
        ({"label": " "}, "blank", "k0.label"),
        ({"question": ""}, "blank", "k0.question"),
        ({"scale": ["peu", "beaucoup"]}, "scale", "k0.scale"),
        ({"scale": ["a", "b", "", "d", "e"]}, "scale", "k0.scale"),
        ({"scale": ["a", "b", 3, "d", "e"]}, "scale", "k0.scale"),
        ({"reading": "both"}, "reading", "k0.reading"),
        ({"reading": None}, "reading", "k0.reading"),
        ({"is_asked": "yes"}, "unreadable", "k0.is_asked"),
    ],
)
def test_a_faulty_criterion_is_refused(change: dict[str, Any], code: str, field: str) -> None:
    first, *others = GOOD["criteria"]
    with pytest.raises(GridFault) as found:
        Grid.from_document(GOOD | {"criteria": [first | change, *others]})
    assert (found.value.code, found.value.field) == (code, field)


@pytest.mark.parametrize("document", [None, [], "grid", 3])
def test_what_is_no_document_is_refused(document: Any) -> None:
    with pytest.raises(GridFault, match="unreadable"):
        Grid.from_document(document)


def test_a_reading_whose_weights_are_all_zero_is_refused() -> None:
    made = grid([1])
    with pytest.raises(GridFault, match="weightless: keep"):
        replace(made, criteria=(criterion("k0", Reading.KEEP, 0), *made.of(Reading.GUARD)))
