"""Only the marks of those who declared having no conflict count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.marks import Averaged, Interest, Mark, averages

FREE = [Interest("anne", has_conflict=False, declared=True), Interest("paul", False, True)]
BOUND = Interest("marc", has_conflict=True, declared=True)
SILENT = Interest("lise", has_conflict=False, declared=False)


def test_a_mark_is_the_mean_of_those_that_count() -> None:
    marks = [Mark("anne", "quality", 4), Mark("paul", "quality", 1), Mark("anne", "other", 0)]

    assert averages(marks, FREE, ["quality", "safety"]) == {
        "quality": Averaged(2.5, 1, 4, 2),
        "safety": Averaged(None, None, None, 0),
    }


@pytest.mark.parametrize(
    "interests", [[BOUND], [SILENT], [], [BOUND, Interest("marc", False, True)]]
)
def test_a_conflict_or_a_silence_shows_the_mark_and_leaves_it_out(
    interests: list[Interest],
) -> None:
    [interest] = interests[:1] or [BOUND]
    mark = Mark(interest.assessor, "quality", 4, "très bien")

    found = averages([mark], interests, ["quality"])

    assert found["quality"] == Averaged(None, None, None, 0, (mark,))


@given(st.lists(st.integers(0, 4), max_size=8), st.lists(st.integers(0, 4), max_size=8))
def test_marks_left_out_change_nothing(counted: list[int], left_out: list[int]) -> None:
    names = [f"free {rank}" for rank in range(len(counted))]
    interests = [Interest(name, has_conflict=False, declared=True) for name in names]
    marks = [Mark(name, "c", value) for name, value in zip(names, counted, strict=True)]
    others = [Mark(f"bound {rank}", "c", value) for rank, value in enumerate(left_out)]

    with_them = averages([*others, *marks], interests, ["c"])["c"]

    assert with_them.value == averages(marks, interests, ["c"])["c"].value
    assert (with_them.count, with_them.left_out) == (len(counted), tuple(others))


@pytest.mark.parametrize("value", [-1, 5])
def test_a_mark_goes_from_zero_to_four(value: int) -> None:
    with pytest.raises(OfferFault, match="mark"):
        Mark("anne", "quality", value)


def test_one_assessor_marks_a_criterion_once() -> None:
    with pytest.raises(OfferFault, match="twice"):
        averages([Mark("anne", "quality", 1), Mark("anne", "quality", 4)], FREE, ["quality"])
