from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import accounts
from tests.factories.accounts import TODAY
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.queries import units
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

NOTHING = Reach(frozenset(), frozenset(), frozenset())


def grant(by: Actor, to: Actor, **scope: Any) -> None:
    mandates.grant(
        by=by,
        at=NOW,
        membership=accounts.membership_of(to),
        **{"start_date": date(2025, 1, 1), **scope},
    )


@pytest.mark.parametrize("role", [Role.SITE_MANAGER, Role.TEAM_MANAGER, Role.PROVIDER])
def test_a_role_that_needs_a_mandate_reaches_nothing_without(
    company: Company, group: Group, role: Role
) -> None:
    assert reach(accounts.actor(company, role), on=TODAY) == NOTHING


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.EXECUTIVE, Role.ADMINISTRATOR])
def test_other_roles_reach_everything_without_a_mandate(company: Company, role: Role) -> None:
    assert reach(accounts.actor(company, role), on=TODAY) == Reach()


def test_the_system_reaches_everything(company: Company) -> None:
    assert reach(actors.system(company), on=TODAY) == Reach()


def test_a_mandate_on_a_unit_reaches_all_below_it(
    company: Company, alice: Actor, group: Group
) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER)
    grant(alice, manager, unit=group.lyon)
    assert reach(manager, on=TODAY).unit_ids == frozenset({group.lyon.pk, group.payroll_team.pk})
    assert set(units.visible_to(manager, on=TODAY)) == {group.lyon, group.payroll_team}


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 7, 1)])
def test_a_mandate_counts_between_its_days_only(
    company: Company, alice: Actor, group: Group, day: date
) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER)
    grant(alice, manager, unit=group.lyon, end_date=date(2025, 6, 30))
    assert reach(manager, on=day) == NOTHING
    assert reach(manager, on=date(2025, 6, 30)).unit_ids


def test_a_provider_reaches_itself_only(company: Company, alice: Actor) -> None:
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet Verlaine")
    agent = accounts.actor(company, Role.PROVIDER)
    grant(alice, agent, provider=cabinet)
    assert reach(agent, on=TODAY) == Reach(None, frozenset({cabinet.pk}), None)


def test_an_executive_s_mandate_narrows_what_they_reach(
    company: Company, alice: Actor, group: Group
) -> None:
    executive = accounts.actor(company, Role.EXECUTIVE)
    payroll = next(one for one in units.functions() if one.code == "payroll")
    grant(alice, executive, unit=group.west, function=payroll)
    found = reach(executive, on=TODAY)
    assert found.unit_ids == frozenset({group.west.pk, group.nantes.pk})
    assert found.function_ids == frozenset({payroll.pk})


def test_reach_costs_two_queries_whatever_the_mandates(
    company: Company,
    alice: Actor,
    group: Group,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER)
    for unit in (group.lyon, group.nantes, group.grenoble):
        grant(alice, manager, unit=unit)
    with django_assert_num_queries(2):
        assert len(reach(manager, on=TODAY).unit_ids or ()) == 4
