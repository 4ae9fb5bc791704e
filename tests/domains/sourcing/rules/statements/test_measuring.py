"""Twelve months of stored figures, told as one: exactly where they add up, else by the middle."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.statements import measuring
from timonerie.domains.sourcing.rules.statements.measuring import Month


def month(rank: int, value: float | None, *, n: int = 1) -> Month:
    return Month(date(2025, rank, 1), n, value)


def test_a_share_is_that_of_all_the_cases_and_not_the_mean_of_the_months() -> None:
    months = [
        Month(date(2025, 1, 1), 10, 0.5, numerator=5, denominator=10),
        Month(date(2025, 2, 1), 90, 1.0, numerator=90, denominator=90),
    ]
    assert measuring.share(months) == 0.95


def test_a_share_whose_parts_are_not_kept_is_not_told() -> None:
    assert measuring.share([month(1, 0.5)]) is None
    assert measuring.share([]) is None


def test_the_middle_month_weighs_its_cases() -> None:
    assert measuring.middle([month(1, 2.0, n=1), month(2, 9.0, n=5), month(3, 4.0, n=1)]) == 9.0
    assert measuring.middle([month(1, None, n=3)]) is None


@given(st.lists(st.tuples(st.floats(0, 1e6), st.integers(1, 1000)), min_size=1, max_size=24))
def test_the_middle_is_one_of_the_months_and_half_the_cases_stand_on_each_side(
    told: list[tuple[float, int]],
) -> None:
    months = [Month(date(2025, 1, 1), n, value) for value, n in told]
    found = measuring.middle(months)
    total = sum(n for _value, n in told)
    assert found in {value for value, _n in told}
    assert 2 * sum(n for value, n in told if value <= found) >= total
    assert 2 * sum(n for value, n in told if value >= found) >= total


def test_a_year_is_twelve_months_and_their_weights_average_one() -> None:
    total, weights = measuring.year([month(rank, 100.0) for rank in range(1, 13)]) or (0, ())
    assert (total, weights) == (1200, (1.0,) * 12)
    months = [month(rank, 300.0 if rank == 12 else 100.0) for rank in range(12, 0, -1)]
    total, weights = measuring.year(months) or (0, ())
    assert (total, weights[11], weights[0]) == (1400, 2.57, 0.86)


def test_a_year_with_a_hole_is_not_guessed() -> None:
    eleven = [month(rank, 100.0) for rank in range(1, 12)]
    assert measuring.year(eleven) is None
    assert measuring.year([*eleven, month(12, None)]) is None


def test_a_month_that_some_sites_do_not_tell_is_not_whole() -> None:
    told = [month(rank, 100.0) for rank in range(1, 13)]
    assert measuring.year([*told[:-1], replace(told[-1], is_whole=False)]) is None
