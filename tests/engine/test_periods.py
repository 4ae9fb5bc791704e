"""Periods of reporting and the fiscal year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine import periods
from timonerie.engine.periods import KINDS, PeriodKind

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("kind", "day", "fiscal_month", "start", "end"),
    [
        ("day", date(2026, 11, 23), 1, date(2026, 11, 23), date(2026, 11, 24)),
        ("week", date(2027, 1, 1), 1, date(2026, 12, 28), date(2027, 1, 4)),
        ("month", date(2028, 2, 29), 4, date(2028, 2, 1), date(2028, 3, 1)),
        ("quarter", date(2026, 11, 23), 1, date(2026, 10, 1), date(2027, 1, 1)),
        ("quarter", date(2026, 11, 23), 9, date(2026, 9, 1), date(2026, 12, 1)),
        ("quarter", date(2027, 1, 5), 2, date(2026, 11, 1), date(2027, 2, 1)),
        ("year", date(2026, 11, 23), 1, date(2026, 1, 1), date(2027, 1, 1)),
        ("year", date(2026, 3, 31), 4, date(2025, 4, 1), date(2026, 4, 1)),
    ],
)
def test_the_period_of_a_day(
    kind: PeriodKind, day: date, fiscal_month: int, start: date, end: date
) -> None:
    assert periods.start_of(kind, day, fiscal_month) == start
    assert periods.end_of(kind, start) == end


@given(st.sampled_from(KINDS), days, st.integers(1, 12))
def test_a_day_is_in_its_period_and_periods_touch(
    kind: PeriodKind, day: date, fiscal_month: int
) -> None:
    start = periods.start_of(kind, day, fiscal_month)
    end = periods.end_of(kind, start)

    assert start <= day < end
    assert periods.start_of(kind, end, fiscal_month) == end
    assert periods.start_of(kind, end - timedelta(days=1), fiscal_month) == start


def test_the_periods_between_two_days_hold_both() -> None:
    assert periods.starts_between("month", date(2026, 1, 31), date(2026, 3, 1)) == [
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]
    assert periods.starts_between("year", date(2026, 1, 1), date(2026, 12, 31), 7) == [
        date(2025, 7, 1),
        date(2026, 7, 1),
    ]
    assert periods.starts_between("week", date(2026, 1, 6), date(2026, 1, 5)) == []


def test_an_unknown_kind_or_fiscal_month_is_refused() -> None:
    with pytest.raises(ValueError, match="semester"):
        periods.start_of("semester", date(2026, 1, 1))
    with pytest.raises(ValueError, match="13"):
        periods.start_of("year", date(2026, 1, 1), 13)
