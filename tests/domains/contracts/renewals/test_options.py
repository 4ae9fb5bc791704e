"""What the three ways out of a term cost: a small table, a formula, a result."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from timonerie.domains.contracts.rules import renewals
from timonerie.domains.contracts.rules.renewals import Given, Option, Range

ON = date(2026, 3, 2)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def told(**parts: object) -> dict[str, Option]:
    known: dict[str, object] = {
        "yearly_cents": 1_200_000,
        "on": date(2026, 5, 1),
        "term_end": date(2026, 6, 30),
        "next_start": date(2026, 7, 1),
        "next_end": date(2027, 6, 30),
    }
    asked = Given(**{**known, **parts})  # type: ignore[arg-type]
    return {one.choice: one for one in renewals.options(asked)}


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 7, 1), date(2027, 6, 30), Fraction(12)),
        (date(2026, 1, 31), date(2026, 2, 27), Fraction(1)),
        (date(2026, 1, 1), date(2026, 1, 31), Fraction(1)),
        (date(2026, 3, 2), date(2026, 3, 31), Fraction(30, 31)),
        (date(2024, 2, 29), date(2025, 2, 27), Fraction(12)),
        (date(2026, 7, 1), date(2026, 6, 30), Fraction(0)),
        (date(2026, 7, 1), date(2026, 6, 1), Fraction(0)),
    ],
)
def test_months_are_whole_ones_then_days_as_a_share(
    start: date, end: date, months: Fraction
) -> None:
    assert renewals.months(start, end) == months


@drawn(start=DAYS, first=st.integers(0, 1500), more=st.integers(1, 400))
def test_a_longer_term_never_engages_less(start: date, first: int, more: int) -> None:
    short, long = start + timedelta(days=first), start + timedelta(days=first + more)
    assert renewals.months(start, short) < renewals.months(start, long)


def test_renewing_as_is_costs_what_is_left_and_the_next_term() -> None:
    option = told()["renew"]
    assert (option.until_end, option.after) == (200_000, 1_200_000)
    assert option.total == Range(1_400_000, 1_400_000)


def test_renegotiating_asks_for_an_assumption_then_applies_it_to_the_next_term_alone() -> None:
    assert told()["renegotiate"].total is None
    assert "assumption" in told()["renegotiate"].unknown
    option = told(percent=Decimal("-8"))["renegotiate"]
    assert (option.until_end, option.after) == (200_000, 1_104_000)


def test_leaving_costs_what_is_left_and_the_exit_and_never_says_the_replacement_is_free() -> None:
    option = told(exit_cents=Range(300_000, 500_000))["leave"]
    assert option.total == Range(500_000, 700_000)
    assert option.unknown == ("replacement",)


def test_an_exit_that_nobody_said_is_asked_and_is_not_nought() -> None:
    option = told()["leave"]
    assert option.total is None
    assert "exit" in option.unknown


def test_without_a_price_nothing_is_told_and_why_is_said() -> None:
    found = told(yearly_cents=None, percent=Decimal(5), exit_cents=Range(0, 0))
    assert [one.total for one in found.values()] == [None, None, None]
    assert all("yearly" in one.unknown for one in found.values())


def test_a_term_without_a_known_end_engages_an_amount_that_nobody_can_tell() -> None:
    assert told(next_end=None)["renew"].total is None
    assert "renewal" in told(next_end=None)["renew"].unknown


@drawn(percent=st.decimals(-100, 100, places=2), more=st.integers(1, 100))
def test_a_higher_price_is_never_cheaper(percent: Decimal, more: int) -> None:
    low = told(percent=percent)["renegotiate"].total
    high = told(percent=percent + more)["renegotiate"].total
    assert low
    assert high
    assert low.low < high.low


def test_a_file_opens_ahead_of_the_decision() -> None:
    assert renewals.opens_on(date(2026, 3, 30), days_ahead=60) == date(2026, 1, 29)


def test_nothing_summed_is_unknown_and_a_range_goes_up() -> None:
    assert renewals.summed([]) is None
    assert renewals.summed([Range(1, 2), Range(3, 5)]) == Range(4, 7)
    with pytest.raises(ValueError, match="goes up"):
        Range(2, 1)
