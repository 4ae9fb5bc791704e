"""The incidents of the demo stand on what the demo has, in its months."""

from datetime import timedelta

import pytest

from tests.cli.demo.conftest import AS_OF
from timonerie.cli.demo import incidents
from timonerie.cli.demo.horizon import PARIS, Horizon, midnight
from timonerie.cli.demo.incidents import INCIDENTS, IncidentPlan
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan

PLAN = Plan.of(seed=DEFAULT_SEED, as_of=AS_OF)
named = pytest.mark.parametrize("one", INCIDENTS, ids=lambda one: one.what)


@named
def test_each_names_firms_activities_and_seats_that_exist(one: IncidentPlan) -> None:
    assert one.provider in {firm.name for firm in PLAN.providers}
    assert one.activity in {"", *(activity.name for activity in PLAN.activities)}
    if one.action is not None:
        assert one.action.seat in {seat.name for seat in PLAN.seats}


@named
def test_each_is_known_and_told_within_the_months_covered(one: IncidentPlan) -> None:
    known, told = one.known_at(PLAN.horizon), one.told_at(PLAN.horizon)
    assert known.tzinfo is PARIS
    assert known <= told
    assert told.timestamp() < midnight(PLAN.horizon.end)


def test_a_short_demo_has_those_of_its_months() -> None:
    short = Horizon.before(AS_OF, span=2)
    found = incidents.within(short)
    assert 0 < len(found) < len(INCIDENTS)
    assert all(one.known_at(short).date() >= short.first for one in found)


def test_some_recur_some_wait_and_some_came_by_a_link() -> None:
    assert len(INCIDENTS) == 12
    assert any(one.cause is None for one in INCIDENTS)
    assert sum(one.by_link for one in INCIDENTS) >= 3
    tools = [one for one in INCIDENTS if one.cause == "tool" and "Nantes" in one.what]
    first, second = sorted(one.known_at(PLAN.horizon) for one in tools)
    assert second - first < timedelta(days=180)
