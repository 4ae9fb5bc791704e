"""What late hand-overs go with: known cases, properties, and a count made another way."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine import handovers
from timonerie.engine.handovers import Passage, Step


def passage(place: str, late: bool | None, redone: int | None) -> Passage:
    return Passage(
        place,
        [
            Step(side="ours", is_late=late, name="inputs"),
            Step(side="theirs", is_late=False, redone=redone, name="payslips"),
        ],
    )


#: As the brief of a meeting would say it: 62 of 100, 50 of which at Lyon.
KNOWN = [
    passage("Lyon", True, 50),
    passage("Nantes", True, 12),
    passage("Lyon", False, 8),
    passage("Nantes", False, 30),
]


def test_a_known_case() -> None:
    found = handovers.redone(KNOWN, side="theirs")
    assert (found.numerator, found.denominator) == (62, 100)
    assert found.share == Fraction(62, 100)
    assert (found.usual, found.passages) == (2, 4)
    assert found.first is not None
    assert (found.first.place, found.first.numerator) == ("Lyon", 50)
    assert (found.name, found.upstream) == ("payslips", "inputs")


def test_too_few_items_give_no_share() -> None:
    found = handovers.redone([passage("Lyon", True, 9), passage("Nantes", False, 0)], side="theirs")
    assert (found.numerator, found.denominator) == (9, 9)
    assert found.share is None
    assert found.first is None


def test_what_nobody_knows_is_left_out() -> None:
    unknown = [passage("Lyon", None, 40), passage("Lyon", True, None)]
    found = handovers.redone([*KNOWN, *unknown], side="theirs")
    assert (found.numerator, found.denominator, found.passages) == (62, 100, 4)


def test_a_step_without_anybody_before_it_follows_nothing() -> None:
    alone = Passage("Lyon", [Step(side="theirs", is_late=True, redone=30)])
    assert handovers.redone([alone], side="theirs").denominator == 0


def test_one_place_alone_is_not_named() -> None:
    found = handovers.redone([passage("Lyon", True, 50), passage("Lyon", False, 3)], side="theirs")
    assert found.first is None


def test_half_is_not_most() -> None:
    found = handovers.redone(
        [passage("Lyon", True, 20), passage("Nantes", True, 20)], side="theirs"
    )
    assert found.first is None


def test_the_reverse_counts_late_steps() -> None:
    late = Step(side="theirs", is_late=True, name="payslips")
    ours = Step(side="ours", is_late=True, name="control")
    passages = [Passage("Lyon", [late, ours])] * 10
    found = handovers.late(passages, side="ours")
    assert found.share == 1
    assert found.upstream == "payslips"


steps = st.builds(
    Step,
    side=st.sampled_from(["ours", "theirs"]),
    is_late=st.sampled_from([None, False, True]),
    redone=st.none() | st.integers(0, 30),
    name=st.sampled_from("abc"),
)
passages = st.lists(
    st.builds(Passage, st.sampled_from(["Lyon", "Nantes", "Lille"]), st.lists(steps, max_size=6)),
    max_size=12,
)
sides = st.sampled_from(["ours", "theirs"])
ways = st.sampled_from([handovers.redone, handovers.late])


def recounted(found: list[Passage], side: str, counts_items: bool) -> tuple[Counter, Counter]:  # type: ignore[type-arg]
    """Walking each passage forwards, with the last state of the other side in hand."""
    part: Counter[object] = Counter()
    whole: Counter[object] = Counter()
    for one in found:
        other: list[bool | None] = []
        for step in one.steps:
            if step.side != side:
                other.append(step.is_late)
                continue
            amount = step.redone if counts_items else (1 if step.is_late else 0)
            if amount is not None and other and other[-1] is not None:
                whole[one.place] += amount
                if other[-1]:
                    part[one.place] += amount
    return part, whole


@given(passages, sides, ways)
def test_it_is_what_another_count_finds(found: list[Passage], side: str, way: object) -> None:
    told = way(found, side=side)  # type: ignore[operator]
    part, whole = recounted(found, side, way is handovers.redone)
    assert (told.numerator, told.denominator) == (part.total(), whole.total())
    assert {one.place: (one.numerator, one.denominator) for one in told.places} == {
        place: (part[place], count) for place, count in whole.items() if count
    }


@given(passages, sides, ways)
def test_places_make_the_whole_and_the_order_does_not_matter(
    found: list[Passage], side: str, way: object
) -> None:
    told = way(found, side=side)  # type: ignore[operator]
    assert sum(one.numerator for one in told.places) == told.numerator <= told.denominator
    assert told.usual <= told.passages
    assert told.share is None or 0 <= told.share <= 1
    again = way(list(reversed(found)), side=side)  # type: ignore[operator]
    assert (again.numerator, again.denominator, again.name, again.upstream) == (
        told.numerator,
        told.denominator,
        told.name,
        told.upstream,
    )


@pytest.mark.parametrize("count", [0, handovers.LEAST - 1])
def test_no_share_under_the_least(count: int) -> None:
    assert handovers.redone([passage("Lyon", True, count)], side="theirs").share is None
