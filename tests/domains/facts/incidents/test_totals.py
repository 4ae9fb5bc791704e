"""The figures above the list: a small table, a rule, a result."""

from datetime import UTC, date, datetime, timedelta

import pytest

from timonerie.domains.facts.rules.incidents import totals
from timonerie.domains.facts.rules.incidents.totals import Counted

FIRST = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)
NOVA, CLARTE = 1, 2


def counted(
    days: int = 0,
    *,
    hours: float | None = 1,
    provider: int | None = NOVA,
    cause: str = "tool",
    cost: int | None = None,
    currency: str = "",
) -> Counted:
    known = FIRST + timedelta(days=days)
    told = None if hours is None else known + timedelta(hours=hours)
    return Counted(known, told, provider, cause, cost, currency)


def test_the_alert_delay_is_the_median_of_those_that_are_known() -> None:
    found = totals.of([counted(hours=1), counted(hours=5), counted(hours=30), counted(hours=None)])
    assert (found.count, found.alerted, found.alert) == (4, 3, 5 * 3600)


def test_nobody_told_makes_no_delay() -> None:
    assert totals.of([counted(hours=None)]).alert is None


def test_the_same_cause_at_the_same_provider_recurs() -> None:
    found = totals.of([counted(0), counted(30), counted(60, cause="volume")])
    assert (found.recurring, found.judged) == (1, 3)
    assert found.recurrence == pytest.approx(1 / 3)


def test_another_provider_another_cause_or_none_does_not_recur() -> None:
    rows = [counted(0), counted(1, provider=CLARTE), counted(2, cause="")]
    rows += [counted(3, provider=None), counted(4, provider=None)]
    found = totals.of(rows)
    assert (found.recurring, found.judged) == (0, 2)


@pytest.mark.parametrize(("days", "recurring"), [(181, 1), (182, 0)])
def test_six_months_later_it_is_another_story(days: int, recurring: int) -> None:
    """From 15 January, six months are 181 days: until 15 July included."""
    assert totals.of([counted(0), counted(days)]).recurring == recurring


def test_the_order_of_the_list_does_not_count() -> None:
    rows = [counted(0), counted(30), counted(400)]
    assert totals.of(rows) == totals.of(rows[::-1])


def test_costs_are_added_by_currency_and_never_mixed() -> None:
    rows = [counted(cost=1250, currency="EUR"), counted(cost=50, currency="EUR"), counted()]
    rows.append(counted(cost=900, currency="CHF"))
    assert totals.of(rows).costs == {"CHF": 900, "EUR": 1300}


def test_nothing_has_no_share() -> None:
    found = totals.of([])
    assert (found.count, found.alert, found.recurrence, found.costs) == (0, None, None, {})


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 3, 1), 6, date(2025, 9, 1)),
    ],
)
def test_months_earlier_is_the_same_day_or_the_last_one(
    day: date, months: int, before: date
) -> None:
    assert totals.before(day, months) == before
