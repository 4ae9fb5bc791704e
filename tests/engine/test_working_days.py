"""Working days, counted on the calendar of a site."""

from datetime import date

import pytest

from timonerie.engine import working_days
from timonerie.engine.calendars import Calendar

WEEK = [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "09:00", "close": "17:00"}]


def calendar(**parts: object) -> Calendar:
    return Calendar.from_dict({"zone": "Europe/Paris", "country": "FR", "week": WEEK, **parts})


def worked(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 5, 4), True),
        (date(2026, 5, 1), False),  # Labour Day
        (date(2026, 5, 2), False),  # a Saturday
    ],
)
def test_a_day_is_worked_on_its_week_but_public_holidays(day: date, is_worked: bool) -> None:
    assert worked(day) is is_worked


def test_exceptional_days_come_before_the_week() -> None:
    closed = calendar(closed=[date(2026, 5, 4)])
    opened = calendar(opened=[{"day": date(2026, 5, 1), "open": "09:00", "close": "12:00"}])
    half = calendar(closed=[{"day": date(2026, 5, 4), "from": "13:00", "to": "17:00"}])
    assert not working_days.is_worked(closed, date(2026, 5, 4))
    assert working_days.is_worked(opened, date(2026, 5, 1))
    assert working_days.is_worked(half, date(2026, 5, 4))


def test_five_working_days_after_a_month_step_over_week_ends_and_holidays() -> None:
    # 1, 2 and 3 May 2026 are a holiday and a week-end, 8 May is a holiday.
    assert working_days.shifted(date(2026, 4, 30), 5, worked=worked) == date(2026, 5, 11)
    assert working_days.shifted(date(2026, 5, 11), -5, worked=worked) == date(2026, 4, 30)
    assert working_days.shifted(date(2026, 4, 30), 0, worked=worked) == date(2026, 4, 30)


def test_the_working_day_on_or_before_a_day() -> None:
    assert working_days.on_or_before(date(2026, 5, 3), worked=worked) == date(2026, 4, 30)
    assert working_days.on_or_before(date(2026, 5, 4), worked=worked) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (5, date(2026, 2, 5)),
        (-1, date(2026, 2, 28)),
        (31, date(2026, 2, 28)),
        (0, None),
        (40, None),
    ],
)
def test_a_day_of_a_month_is_never_past_its_end(day: int, found: date | None) -> None:
    assert working_days.day_of_month(date(2026, 2, 1), day) == found


def test_a_calendar_that_never_opens_again_is_not_looked_at_for_ever() -> None:
    assert working_days.shifted(date(2026, 1, 1), 5, worked=lambda _day: False) > date(2027, 1, 1)
