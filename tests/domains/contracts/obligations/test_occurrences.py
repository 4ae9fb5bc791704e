"""When reports and obligations fall, on the days that are worked."""

from datetime import date

import pytest

from timonerie.domains.contracts.rules import occurrences
from timonerie.domains.contracts.rules.occurrences import (
    ObligationRule,
    ReportRule,
    Stretch,
    default_day,
)
from timonerie.engine import working_days

FIRST, LAST = date(2026, 3, 1), date(2026, 5, 31)


def worked(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


def reports(
    cadence: str, day: int, *, grace: int = 0, stretch: Stretch | None = None
) -> list[date]:
    rule = ReportRule(cadence, day, grace, stretch or Stretch())
    found = occurrences.of_report(rule, first=FIRST, last=LAST, worked=worked)
    return [one.day for one in found]


def due(cadence: str, anchor: str, day: int | None, event: int | None = None) -> list[date]:
    rule = ObligationRule(cadence, anchor, day, event, Stretch())
    found = occurrences.of_obligation(rule, first=FIRST, last=LAST, worked=worked)
    return [one.day for one in found]


def test_a_monthly_report_is_due_five_working_days_after_each_month() -> None:
    assert reports("monthly", 5) == [date(2026, 3, 6), date(2026, 4, 8), date(2026, 5, 11)]


def test_grace_is_more_working_days_before_it_is_late() -> None:
    rule = ReportRule("monthly", 5, 1, Stretch())
    [one] = occurrences.of_report(rule, first=FIRST, last=date(2026, 3, 31), worked=worked)
    assert (one.day, one.late_after) == (date(2026, 3, 6), date(2026, 3, 9))
    assert (one.period_start, one.period_end) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        ("quarterly", [date(2026, 4, 8)]),
        ("half_yearly", []),
        ("yearly", []),
    ],
)
def test_longer_periods_end_with_their_last_month(cadence: str, days: list[date]) -> None:
    assert reports(cadence, 5) == days


def test_a_weekly_report_comes_with_each_week() -> None:
    assert reports("weekly", 1)[:3] == [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]


def test_a_report_is_owed_about_the_periods_that_end_while_it_stands() -> None:
    stretch = Stretch(date(2026, 3, 1), date(2026, 4, 29))
    assert reports("monthly", 5, stretch=stretch) == [date(2026, 4, 8)]


def test_days_of_the_month_and_the_last_one() -> None:
    assert due("", "month", 25) == [date(2026, 3, 25), date(2026, 4, 25), date(2026, 5, 25)]
    assert due("monthly", "month", -1)[1] == date(2026, 4, 30)
    assert due("quarterly", "month", 15) == [date(2026, 3, 15)]


def test_days_before_an_event_are_working_days_before_its_working_day() -> None:
    # Pay day is the 31st: Sunday 31 May 2026 becomes Friday 29.
    assert due("", "event", -5, 31) == [date(2026, 3, 24), date(2026, 4, 23), date(2026, 5, 21)]
    assert due("", "event", 0, 31)[-1] == date(2026, 5, 29)


def test_what_does_not_say_enough_is_never_dated() -> None:
    assert due("", "event", -5) == []
    assert due("quarterly", "", None) == []
    assert due("", "", 5) == []


def test_a_day_of_the_week() -> None:
    assert due("weekly", "", 5)[:2] == [date(2026, 3, 6), date(2026, 3, 13)]


def test_the_usual_day_of_a_report_depends_on_the_function() -> None:
    assert default_day(frozenset({"payroll"})) == 5
    assert default_day(frozenset({"it", "accounting"})) == 12
    assert default_day(frozenset({"legal"})) == 15
    assert default_day(frozenset()) == 15
