"""Whether an action had effect: the exact rank test, against every order counted one by one."""

from datetime import date
from itertools import permutations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.rules.incidents import effects
from timonerie.domains.facts.rules.incidents.effects import Check, Effect, Measure


def months(*values: float) -> list[Measure]:
    return [Measure(value) for value in values]


def test_months_that_are_all_better_show_an_effect() -> None:
    found = effects.checked(months(4, 5, 6), months(1, 2, 3), lower_is_better=True)
    assert found == Check(Effect.SEEN, 5, 2)


def test_one_month_as_bad_as_before_may_be_chance() -> None:
    found = effects.checked(months(4, 5, 6), months(1, 2, 4), lower_is_better=True)
    assert found.effect == Effect.NONE


def test_worse_months_say_so() -> None:
    found = effects.checked(months(1, 2, 3), months(4, 5, 6), lower_is_better=True)
    assert found.effect == Effect.WORSE


def test_higher_may_be_better() -> None:
    found = effects.checked(months(0.7, 0.8, 0.75), months(0.9, 0.95, 0.92), lower_is_better=False)
    assert found.effect == Effect.SEEN


def test_the_same_figure_throughout_is_no_effect() -> None:
    found = effects.checked(months(0, 0, 0), months(0, 0, 0), lower_is_better=True)
    assert found.effect == Effect.NONE


@pytest.mark.parametrize(("before", "after"), [(2, 3), (3, 2), (0, 0)])
def test_fewer_than_three_months_on_a_side_tell_nothing(before: int, after: int) -> None:
    found = effects.checked(months(*[9.0] * before), months(*[1.0] * after), lower_is_better=True)
    assert found == Check(Effect.UNKNOWN)


def test_a_ratio_over_its_months_is_that_of_its_sums() -> None:
    told = [Measure(0.5, 1, 2), Measure(0.1, 10, 100)]
    assert effects.together(told) == pytest.approx(11 / 102)


def test_the_month_of_the_action_is_on_neither_side() -> None:
    before, after = effects.months_around(date(2026, 1, 17), 3)
    assert before == [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)]
    assert after == [date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]


@pytest.mark.parametrize(("first", "second"), [(3, 3), (3, 4), (4, 3)])
def test_chance_is_counted_over_every_order(first: int, second: int) -> None:
    """What the formula says of ranks is what counting all the orders says."""
    ranks = list(range(first + second))
    low = [0, 1, first + 1, *range(2, first)][:first]
    high = [rank for rank in ranks if rank not in low]
    wrong = sum(one > other for one in low for other in high)
    orders = {frozenset(order[:first]) for order in permutations(ranks)}
    as_good = sum(
        sum(one > other for one in some for other in set(ranks) - some) <= wrong for some in orders
    )
    assert effects.likelihood(low, high) == pytest.approx(as_good / comb(first + second, first))


@given(
    st.lists(st.integers(0, 50), min_size=3, max_size=8),
    st.lists(st.integers(0, 50), min_size=3, max_size=8),
)
def test_an_effect_is_never_seen_both_ways(before: list[int], after: list[int]) -> None:
    down = effects.checked(months(*before), months(*after), lower_is_better=True).effect
    up = effects.checked(months(*before), months(*after), lower_is_better=False).effect
    assert {down, up} in ({Effect.SEEN, Effect.WORSE}, {Effect.NONE})
