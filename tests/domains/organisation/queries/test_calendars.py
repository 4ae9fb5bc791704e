from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.queries.calendars import calendar_of, timelines
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

HOUR = timedelta(hours=1)


def week(opens: str, closes: str) -> dict[str, Any]:
    return {
        "zone": "Europe/Paris",
        "week": [{"days": ["mon"], "open": opens, "close": closes}],
    }


@pytest.fixture
def mornings(alice: Actor) -> Calendar:
    return calendars.create(
        by=alice,
        at=NOW,
        name="Matins",
        document=week("08:00", "12:00"),
        start_date=date(2025, 1, 1),
    )


def opens(found: list[Any]) -> list[tuple[date, int]]:
    return [(one.start_date, one.calendar.week[0].opens // 60) for one in found]


def test_a_unit_follows_the_nearest_calendar_above_it(
    alice: Actor, group: Group, mornings: Calendar
) -> None:
    calendars.assign(by=alice, at=NOW, calendar=mornings, unit=group.east, version=1)
    found = timelines(known_at=NOW)
    assert opens(found[group.payroll_team.pk]) == [(date(2025, 1, 1), 8)]
    assert opens(found[group.nantes.pk]) == opens(found[None]) == [(calendars.ORIGIN, 9)]
    group.lyon.refresh_from_db()
    assert calendar_of(group.lyon) == (mornings, group.east)


def test_the_last_version_known_at_the_instant_wins_for_a_day(
    alice: Actor, group: Group, mornings: Calendar
) -> None:
    calendars.assign(by=alice, at=NOW, calendar=mornings, unit=group.lyon, version=1)
    for hours, at in (("07:00", NOW + HOUR), ("06:00", NOW + 2 * HOUR)):
        calendars.revise(
            by=alice,
            at=at,
            calendar=mornings,
            document=week(hours, "12:00"),
            start_date=date(2026, 1, 1),
        )
    first = (date(2025, 1, 1), 8)
    assert opens(timelines(known_at=NOW)[group.lyon.pk]) == [first]
    assert opens(timelines(known_at=NOW + HOUR)[group.lyon.pk]) == [first, (date(2026, 1, 1), 7)]
    assert opens(timelines(known_at=NOW + 3 * HOUR)[group.lyon.pk])[1] == (date(2026, 1, 1), 6)


def test_a_calendar_not_known_yet_leaves_the_one_above(
    alice: Actor, group: Group, mornings: Calendar
) -> None:
    calendars.assign(by=alice, at=NOW, calendar=mornings, unit=group.lyon, version=1)
    before = timelines(known_at=NOW - HOUR)
    assert before[group.lyon.pk] == []
    assert before[None] == []


def test_timelines_cost_three_queries_whatever_the_tree(
    group: Group, company: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert len(timelines(known_at=NOW)) == 8


def test_a_change_of_calendar_leaves_the_days_before_it(
    alice: Actor, group: Group, mornings: Calendar
) -> None:
    first = date(2026, 6, 1)
    calendars.assign(
        by=alice, at=NOW, calendar=mornings, unit=group.lyon, version=1, start_date=first
    )
    found = timelines(known_at=NOW)
    assert opens(found[group.lyon.pk]) == [(calendars.ORIGIN, 9), (first, 8)]
    assert opens(found[group.payroll_team.pk]) == opens(found[group.lyon.pk])
    assert opens(found[group.nantes.pk]) == [(calendars.ORIGIN, 9)]


def test_a_closed_period_keeps_the_calendar_it_knew(
    alice: Actor, group: Group, mornings: Calendar
) -> None:
    calendars.assign(by=alice, at=NOW + HOUR, calendar=mornings, unit=group.lyon, version=1)
    assert opens(timelines(known_at=NOW)[group.lyon.pk]) == [(calendars.ORIGIN, 9)]
    assert opens(timelines(known_at=NOW + HOUR)[group.lyon.pk]) == [(date(2025, 1, 1), 8)]
