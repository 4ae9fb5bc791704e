"""Doing, entrusting, taking back: ranges that add up, and nothing counted twice."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.enums import CostKind, CostSide, Recurrence
from timonerie.domains.sourcing.rules.costs import (
    NOTHING,
    BreakEven,
    Line,
    Range,
    break_even,
    difference,
    going_on,
    totals,
)
from timonerie.domains.sourcing.rules.usual_costs import OF_THE_PRICE, taking_back, usual

YEARLY, ONCE = Recurrence.YEARLY, Recurrence.ONCE
MAKE, BUY, BACK = CostSide.MAKE, CostSide.BUY, CostSide.TAKE_BACK
PAY = Line(MAKE, CostKind.PAY, 50_000_00, 60_000_00, YEARLY)
PRICE = Line(BUY, CostKind.PRICE, 36_000_00, 36_000_00, YEARLY)
EXIT = Line(BUY, CostKind.EXIT, 2_000_00, 4_000_00, ONCE)


def ranges(least: int = 0) -> st.SearchStrategy[Range]:
    amounts = st.integers(least, 10**12)
    return st.tuples(amounts, amounts).map(lambda pair: Range(min(pair), max(pair)))


LINES = st.lists(
    st.builds(
        lambda side, kind, amount, recurrence: Line(
            side, kind, amount.low, amount.high, recurrence
        ),
        st.sampled_from(CostSide),
        st.sampled_from(CostKind),
        ranges(),
        st.sampled_from(Recurrence),
    ),
    max_size=8,
)


def test_yearly_costs_count_each_year_and_the_others_once() -> None:
    assert totals([PAY, PRICE, EXIT], years=3) == {
        MAKE: Range(150_000_00, 180_000_00),
        BUY: Range(110_000_00, 112_000_00),
    }


def test_a_side_that_nobody_costed_is_absent_and_not_nought() -> None:
    assert set(totals([PAY], years=1)) == {MAKE}


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (5, 4)])
def test_a_cost_goes_up_from_nought(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="nought"):
        Line(BUY, CostKind.PRICE, low, high, YEARLY)


def test_a_term_lasts_a_year_at_least() -> None:
    with pytest.raises(ValueError, match="year"):
        totals([PAY], years=0)


def test_a_difference_is_certain_only_where_the_ranges_do_not_meet() -> None:
    assert difference(Range(50, 60), Range(30, 40)).is_certain
    assert difference(Range(30, 40), Range(50, 60)).is_certain
    assert not difference(Range(40, 60), Range(30, 40)).is_certain
    assert not difference(Range(30, 40), Range(35, 36)).is_certain
    assert difference(Range(50, 60), Range(30, 40)).range == Range(10, 30)


def test_entrusting_pays_back_what_it_cost_once() -> None:
    # Saved each year: 14 000 to 24 000; spent once: 2 000 to 4 000.
    assert break_even([PAY, PRICE, EXIT]) == BreakEven(soonest=1, latest=4)


def test_what_may_save_nothing_may_never_pay_back() -> None:
    dear = Line(BUY, CostKind.PRICE, 55_000_00, 55_000_00, YEARLY)

    assert break_even([PAY, dear, EXIT]) == BreakEven(soonest=5, latest=None)


def test_what_saves_nothing_never_pays_back() -> None:
    dear = Line(BUY, CostKind.PRICE, 60_000_00, 70_000_00, YEARLY)

    assert break_even([PAY, dear]) is None
    assert break_even([PAY]) is None


def test_the_usual_hidden_costs_are_shares_of_the_price() -> None:
    found = {one.kind: (one.low, one.high, one.recurrence) for one in usual(Range(1000, 2000))}

    assert found == {
        CostKind.STEERING: (50, 240, YEARLY),
        CostKind.DOUBLE_CHECK: (20, 100, YEARLY),
        CostKind.TRANSITION: (50, 300, ONCE),
        CostKind.EXIT: (50, 300, ONCE),
    }


def test_a_hidden_cost_that_is_known_is_not_proposed_beside() -> None:
    assert CostKind.EXIT not in {one.kind for one in usual(PRICE.range, except_kinds=[EXIT.kind])}


def test_taking_back_is_recruitment_overlap_and_exit_once_then_what_doing_costs() -> None:
    found = {
        one.kind: (one.low, one.high, one.recurrence) for one in taking_back([PAY, PRICE, EXIT])
    }

    assert found == {
        CostKind.RECRUITMENT: (7_500_00, 15_000_00, ONCE),
        CostKind.OVERLAP: (3_000_00, 9_000_00, ONCE),
        CostKind.EXIT: (2_000_00, 4_000_00, ONCE),
        CostKind.PAY: (50_000_00, 60_000_00, YEARLY),
    }
    assert {one.side for one in taking_back([PAY, PRICE, EXIT])} == {BACK}


def test_taking_back_is_not_costed_where_doing_is_not() -> None:
    assert taking_back([PRICE, EXIT]) == []


def test_going_on_pays_neither_the_way_in_nor_the_way_out() -> None:
    lines = [PAY, PRICE, *usual(PRICE.range)]

    kinds = {one.kind for one in going_on(lines, BUY)}

    assert kinds == {CostKind.PRICE, CostKind.STEERING, CostKind.DOUBLE_CHECK}


def test_the_exit_is_counted_once_when_taking_back_is_compared_with_going_on() -> None:
    lines = [PAY, PRICE, EXIT]
    compared = [*going_on(lines, BUY), *taking_back(lines)]

    assert [one.kind for one in compared].count(CostKind.EXIT) == 1


@given(first=LINES, second=LINES, years=st.integers(1, 10))
def test_totals_of_two_lists_add_up(first: list[Line], second: list[Line], years: int) -> None:
    one, other = totals(first, years=years), totals(second, years=years)

    assert totals([*first, *second], years=years) == {
        side: one.get(side, NOTHING) + other.get(side, NOTHING) for side in {*one, *other}
    }


@given(lines=LINES, years=st.integers(1, 10))
def test_no_line_is_counted_on_two_sides_nor_lost(lines: list[Line], years: int) -> None:
    times = {YEARLY: years, ONCE: 1}

    found = sum(totals(lines, years=years).values(), NOTHING)

    assert found.low == sum(one.low * times[one.recurrence] for one in lines)
    assert found.high == sum(one.high * times[one.recurrence] for one in lines)


@given(make=ranges(), buy=ranges())
def test_a_difference_holds_every_pair_and_its_opposite_is_the_other_way_round(
    make: Range, buy: Range
) -> None:
    found, opposite = difference(make, buy), difference(buy, make)

    for one, other in product((make.low, make.high), (buy.low, buy.high)):
        assert found.range.low <= one - other <= found.range.high
    assert (opposite.range.low, opposite.range.high) == (-found.range.high, -found.range.low)
    assert found.is_certain == (make.low > buy.high or buy.low > make.high)


@given(lines=LINES)
def test_a_break_even_is_when_the_savings_reach_what_was_spent(lines: list[Line]) -> None:
    found = break_even(lines)
    if found is None:
        return
    sums = {
        (side, recurrence): [
            one for one in lines if (one.side, one.recurrence) == (side, recurrence)
        ]
        for side, recurrence in product(CostSide, Recurrence)
    }
    spent = sum(one.low for one in sums[BUY, ONCE])
    gain = sum(one.high for one in sums[MAKE, YEARLY]) - sum(one.low for one in sums[BUY, YEARLY])

    assert found.soonest * gain >= 12 * spent > (found.soonest - 1) * gain or spent == 0
    assert found.latest is None or found.latest >= found.soonest


@given(price=ranges())
def test_rounding_never_narrows_a_usual_cost(price: Range) -> None:
    for line, share in zip(usual(price), OF_THE_PRICE, strict=True):
        assert line.low * 100 <= price.low * share.low
        assert line.high * 100 >= price.high * share.high
        assert line.high * 100 - price.high * share.high < 100
