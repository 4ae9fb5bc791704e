"""A source is expected when its own deliveries say so, and never otherwise."""

from datetime import date, timedelta

import pytest

from timonerie.domains.facts.rules.cadence import Delivery, Rhythm, expected

MONTH_ENDS = [date(2026, month + 1, 1) - timedelta(days=1) for month in range(1, 10)]


def sent(*days: date, lag: int = 4) -> list[Delivery]:
    """Files that speak of what happened until `lag` days before they came."""
    return [Delivery(on=day, until=day - timedelta(days=lag)) for day in days]


def every(gap: int, count: int, first: date = date(2026, 1, 5)) -> list[date]:
    return [first + timedelta(days=gap * rank) for rank in range(count)]


@pytest.mark.parametrize(
    ("gap", "rhythm"),
    [(1, Rhythm.DAILY), (7, Rhythm.WEEKLY), (30, Rhythm.MONTHLY), (91, Rhythm.QUARTERLY)],
)
def test_a_regular_source_is_expected_after_its_usual_gap(gap: int, rhythm: Rhythm) -> None:
    days = every(gap, 5)
    found = expected(sent(*days))
    assert found is not None
    assert found.rhythm == rhythm
    assert found.due == days[-1] + timedelta(days=gap)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_under_three_deliveries_nothing_is_invented(count: int) -> None:
    assert expected(sent(*every(30, count))) is None


def test_the_files_of_one_day_are_one_delivery() -> None:
    assert expected([Delivery(on=date(2026, 9, 1), until=end) for end in MONTH_ENDS]) is None


def test_a_past_brought_in_day_after_day_is_no_daily_habit() -> None:
    first = date(2026, 10, 1)
    files = [Delivery(first + timedelta(days=rank), end) for rank, end in enumerate(MONTH_ENDS)]
    assert expected(files) is None


def test_files_without_a_rhythm_are_not_expected() -> None:
    days = [date(2026, 1, 5), date(2026, 1, 20), date(2026, 3, 30), date(2026, 4, 2)]
    assert expected(sent(*days)) is None


def test_one_extra_file_does_not_break_a_habit() -> None:
    days = [date(2026, month, 5) for month in range(1, 9)]
    found = expected(sent(*days, date(2026, 6, 18)))
    assert found is not None
    assert found.rhythm == Rhythm.MONTHLY


def test_it_is_near_then_awaited_then_late() -> None:
    found = expected(sent(*every(30, 5)))
    assert found is not None
    assert found.due == date(2026, 6, 4)
    assert not found.is_near(date(2026, 5, 20))
    assert found.is_near(date(2026, 5, 30))
    assert not found.is_late(date(2026, 6, 9))
    assert found.is_late(date(2026, 6, 10))
    assert not found.is_near(date(2026, 6, 10))


def test_a_source_that_wanders_is_given_its_own_margin() -> None:
    days = [date(2026, 1, 5), date(2026, 2, 4), date(2026, 3, 12), date(2026, 4, 9)]
    found = expected(sent(*days))
    assert found is not None
    assert (found.latest - found.due).days == 6
