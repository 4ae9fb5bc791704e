"""Several assessors, and what is worth asking."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.grids.grids import NOTES, grid, notes
from timonerie.domains.sourcing.rules.grids.assessing import (
    Assessment,
    Noted,
    combine,
    disagreements,
    questions,
    values,
)
from timonerie.domains.sourcing.rules.grids.shapes import Grid

CODES = st.sampled_from(["value", "rarity", "link"])
TOLD = st.dictionaries(CODES, NOTES)


def asked(made: Grid, *codes: str) -> Grid:
    criteria = tuple(replace(one, is_asked=one.code in codes) for one in made.criteria)
    return replace(made, criteria=criteria)


@given(TOLD, st.lists(TOLD, max_size=4))
def test_a_note_is_the_mean_of_the_assessors_or_else_the_catalogues(
    prescores: dict[str, float], told: list[dict[str, float]]
) -> None:
    found = combine(prescores, [Assessment(str(rank), one) for rank, one in enumerate(told)])
    for code, one in found.items():
        given_ = [each[code] for each in told if code in each]
        assert (one.count, one.is_prescored) == (len(given_), not given_)
        assert one.value == pytest.approx(sum(given_) / len(given_) if given_ else prescores[code])
        assert one.low <= one.value <= one.high
    assert set(found) == set(prescores).union(*told)


def test_assessors_who_see_a_thing_differently_are_found_the_widest_gap_first() -> None:
    alice = Assessment("Alice", {"value": 1, "rarity": 0, "link": 2})
    bob = Assessment("Bob", {"value": 3, "rarity": 4, "link": 3})
    noted = combine({"value": 2}, [alice, bob])

    assert noted["value"] == Noted(2, 1, 3, 2, is_prescored=False)
    assert disagreements(noted) == ("rarity", "value")
    assert disagreements(noted, at_least=4) == ("rarity",)
    assert values(noted) == {"value": 2, "rarity": 2, "link": 2.5}


def test_one_who_says_otherwise_than_the_catalogue_disagrees_with_nobody() -> None:
    assert disagreements(combine({"value": 0}, [Assessment("Alice", {"value": 4})])) == ()


@pytest.mark.parametrize(
    ("keep", "guard", "expected"),
    [
        ([2, 2], [2, 2], "k0 g0"),  # 50 and 50, thresholds at 20, 80, 30, 70
        ([1, 1], [2, 2], "k0 k1 g0"),
        ([2, 2], [3, 3], "k0 g0 g1"),
        ([3, 3], [1, 1], "k0 k1 g0 g1"),
        ([4, 4], [0, 0], "k0 g0"),
        ([], [], "k0 g0"),
    ],
)
def test_beside_what_is_always_asked_notes_count_near_a_threshold(
    keep: list[float], guard: list[float], expected: str
) -> None:
    made = grid([1, 1], [1, 1], hybrid_at=20, keep_at=80, light_at=30, tight_at=70)
    found = questions(asked(made, "k0", "g0"), notes(keep, guard))
    assert " ".join(one.code for one in found) == expected


def test_eight_points_are_near_and_a_little_more_is_not() -> None:
    made = grid([1], [1], keep_at=83, hybrid_at=10)
    assert [one.code for one in questions(made, notes([3]))] == ["k0"]
    assert questions(replace(made, keep_at=83.1), notes([3])) == ()
