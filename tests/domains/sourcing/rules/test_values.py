"""Which value stands, what sites say differently, and what adds up without a guess."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.rules.values import (
    Value,
    differences,
    others,
    standing,
    total,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LYON, NANTES, BREST = 1, 2, 3


def said(
    value: object,
    field: ValueField = ValueField.TOOLS,
    *,
    unit: int | None = LYON,
    sure: Certainty = Certainty.DECLARED,
    days: int = 0,
) -> Value:
    return Value(field, unit, value, Origin.MEMBER, sure, NOON + timedelta(days=days))


def cost(value: object, unit: int | None, sure: Certainty = Certainty.DECLARED) -> Value:
    return said(value, ValueField.YEARLY_COST, unit=unit, sure=sure)


def test_the_surest_stands_then_the_most_recent() -> None:
    measured = said("Sage", sure=Certainty.MEASURED)
    old, recent = said("Silae"), said("Cegid", days=3)
    guessed = said("Excel", sure=Certainty.PROPOSED, days=9)

    for values in permutations([measured, old, recent, guessed]):
        assert standing(values) == measured
        assert others(values) == [recent, old, guessed]


def test_between_equals_the_first_given_stands() -> None:
    assert standing([said("Sage"), said("Cegid")]) == said("Sage")


@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_a_blank_says_nothing_and_hides_nobody(nothing: object) -> None:
    blank = said(nothing, sure=Certainty.MEASURED)

    assert standing([blank]) is None
    assert standing([blank, said("Sage")]) == said("Sage")


def test_nought_says_something() -> None:
    assert standing([cost(0, LYON)]) == cost(0, LYON)


def test_values_of_two_sites_are_not_compared_as_one() -> None:
    with pytest.raises(ValueError, match="several"):
        standing([said("Sage"), said("Sage", unit=NANTES)])


def test_two_sites_that_say_different_things_are_told_the_most_common_first() -> None:
    found = differences(
        {
            LYON: [said("Silae")],
            NANTES: [said("Sage", unit=NANTES)],
            BREST: [said("SAGE ", unit=BREST)],
        }
    )

    (one,) = found
    assert one.field == ValueField.TOOLS
    assert [(value.value, sites) for value, sites in one.answers] == [
        ("Sage", (NANTES, BREST)),
        ("Silae", (LYON,)),
    ]


def test_spelling_order_and_silence_are_no_difference() -> None:
    data = ValueField.DATA
    found = differences(
        {
            LYON: [said(["staff", "health"], data)],
            NANTES: [said(["health", "staff"], data, unit=NANTES)],
            BREST: [said("", unit=BREST), said("Sage", unit=BREST)],
        }
    )

    assert found == []


@pytest.mark.parametrize(
    "field", [ValueField.YEARLY_VOLUME, ValueField.YEARLY_COST, ValueField.HEADS]
)
def test_volumes_and_costs_are_no_difference_but_add_up(field: ValueField) -> None:
    lyon, nantes = said(100, field), said(40, field, unit=NANTES)

    assert differences({LYON: [lyon], NANTES: [nantes]}) == []
    assert total([lyon, nantes], sites=[LYON, NANTES]).amount == 140


def test_a_missing_site_is_said_and_never_guessed() -> None:
    found = total([cost(100, LYON), cost(50, NANTES)], sites=[LYON, NANTES, BREST])

    assert (found.amount, found.known, found.sites) == (150, 2, 3)
    assert not found.is_complete


def test_what_is_said_of_the_company_stands_where_a_site_is_missing() -> None:
    values = [cost(100, LYON), cost(900, None, Certainty.ESTIMATED)]

    whole = total(values, sites=[LYON, NANTES])
    added = total([*values, cost(70, NANTES)], sites=[LYON, NANTES])

    assert (whole.amount, whole.known, whole.is_whole) == (900, 1, True)
    assert (added.amount, added.known, added.is_whole) == (170, 2, False)


def test_a_total_is_as_sure_as_its_least_sure_part() -> None:
    values = [cost(1, LYON, Certainty.MEASURED), cost(1, NANTES, Certainty.ESTIMATED)]

    assert total(values, sites=[LYON, NANTES]).certainty == Certainty.ESTIMATED


def test_nothing_known_is_not_nought() -> None:
    found = total([], sites=[LYON])

    assert (found.amount, found.certainty, found.is_complete) == (None, None, False)


def test_halves_of_people_add_up_without_drifting() -> None:
    values = [said(0.1, ValueField.HEADS, unit=unit) for unit in range(10)]

    assert total(values, sites=range(10)).amount == 1


@pytest.mark.parametrize("value", ["douze", True, [1]])
def test_what_is_no_number_does_not_add_up(value: object) -> None:
    with pytest.raises(ValueError, match="number"):
        total([cost(value, LYON)], sites=[LYON])


def test_tools_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="add up"):
        total([said("Sage")], sites=[LYON])


@given(known=st.dictionaries(st.integers(1, 30), st.integers(0, 10**9)))
def test_a_total_is_the_sum_of_the_sites_that_are_known(known: dict[int, int]) -> None:
    sites = range(1, 31)
    found = total([cost(value, unit) for unit, value in known.items()], sites=sites)

    assert found.known == len(known)
    assert found.amount == (sum(known.values()) if known else None)


@given(
    values=st.lists(
        st.builds(
            said,
            st.sampled_from(["Sage", "Silae", "", None]),
            sure=st.sampled_from(Certainty),
            days=st.integers(0, 5),
        )
    )
)
def test_the_one_that_stands_and_the_others_are_all_that_was_said(values: list[Value]) -> None:
    first = standing(values)
    rest = others(values)

    told = [one for one in values if one.value]
    assert sorted(map(repr, told)) == sorted(map(repr, [first, *rest] if first else rest))
