"""Nobody gives themselves a right, and the direction alone gives the direction."""

from typing import Any

import pytest

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import mandates, members
from timonerie.domains.organisation.operations.giving import NotYours
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("AUT-09")

KEPT_BY_THE_DIRECTION = [Role.DIRECTOR, Role.EXECUTIVE, Role.AUDITOR]


def give(by: Actor, company: Company, role: Role, **told: Any) -> Membership:
    given = {"email": "bob@example.org", "name": "Bob", "password": None, "start_date": NOW.date()}
    end = accounts.FAR_AWAY
    return members.create(by=by, at=NOW, company=company, role=role, end_date=end, **given | told)


@pytest.fixture
def administrator(company: Company) -> Actor:
    return accounts.actor(company, Role.ADMINISTRATOR, name="Théo")


@pytest.mark.parametrize("role", KEPT_BY_THE_DIRECTION)
def test_an_administrator_gives_no_role_that_reads_the_business_of_all(
    alice: Actor, administrator: Actor, company: Company, role: Role
) -> None:
    with pytest.raises(NotYours, match="direction"):
        give(administrator, company, role)
    assert give(alice, company, role).role == role


@pytest.mark.parametrize("role", KEPT_BY_THE_DIRECTION)
def test_an_administrator_takes_none_of_them_back(
    alice: Actor, administrator: Actor, company: Company, role: Role
) -> None:
    bob = give(alice, company, role)
    with pytest.raises(NotYours):
        members.end(by=administrator, at=NOW, membership=bob, end_date=NOW.date())
    with pytest.raises(NotYours):
        members.move(by=administrator, at=NOW, membership=bob, role=Role.SITE_MANAGER)


def test_an_administrator_opens_the_door_of_a_site(administrator: Actor, company: Company) -> None:
    assert give(administrator, company, Role.SITE_MANAGER).role == Role.SITE_MANAGER


def test_nobody_takes_a_second_role(administrator: Actor, company: Company) -> None:
    mine = accounts.user_of(administrator)
    with pytest.raises(NotYours, match="ses propres droits"):
        give(administrator, company, Role.SITE_MANAGER, email=mine.email)


def test_nobody_changes_their_own_role_nor_mandates(alice: Actor, group: Group) -> None:
    mine = accounts.membership_of(alice)
    with pytest.raises(NotYours):
        members.move(by=alice, at=NOW, membership=mine, role=Role.EXECUTIVE)
    with pytest.raises(NotYours):
        mandates.grant(by=alice, at=NOW, membership=mine, unit=group.lyon, start_date=NOW.date())


def test_nobody_ends_a_mandate_that_narrows_them(
    alice: Actor, administrator: Actor, group: Group
) -> None:
    theirs = accounts.membership_of(administrator)
    mandate = mandates.grant(
        by=alice, at=NOW, membership=theirs, unit=group.lyon, start_date=NOW.date()
    )
    with pytest.raises(NotYours):
        mandates.end(by=administrator, at=NOW, mandate=mandate, end_date=NOW.date())
    mandates.end(by=alice, at=NOW, mandate=mandate, end_date=NOW.date())
