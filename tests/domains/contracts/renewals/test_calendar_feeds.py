"""Addresses that calendars read: made by one person, revoked by them alone, their secret hashed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import CalendarFeed
from timonerie.domains.contracts.operations import calendar_feeds as operations
from timonerie.domains.contracts.queries import calendar_feeds as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import secrets
from timonerie.foundations.scope.models import Company


def made(by: Actor, **parts: Any) -> operations.Made:
    return operations.make(**{"by": by, "at": NOW, "label": "Téléphone", **parts})


def test_only_the_fingerprint_of_the_secret_is_kept(alice: Actor) -> None:
    found = made(alice, alarms=[0, 30])
    row = CalendarFeed.objects.get()
    assert found.token not in str(vars(row))
    assert row.token_sha256 == secrets.digest(found.token)
    assert row.alarms == [30, 0]
    assert queries.holding(found.token) == row
    assert not Event.objects.filter(detail__icontains=found.token).exists()


def test_a_revoked_address_opens_nothing_and_twice_is_once(alice: Actor) -> None:
    found = made(alice)
    for _again in range(2):
        operations.revoke(by=alice, at=NOW, feed=found.feed)
    assert queries.holding(found.token) is None
    assert Event.objects.filter(act="calendar_feed.revoked").count() == 1


def test_nobody_revokes_that_of_another(alice: Actor, company: Company) -> None:
    found = made(alice)
    bob = accounts.actor(company, Role.DIRECTOR, name="Bob")
    assert queries.of_user(bob) == []
    with pytest.raises(Refused, match="pas le vôtre"):
        operations.revoke(by=bob, at=NOW, feed=found.feed)


@pytest.mark.parametrize(
    ("parts", "field"),
    [({"label": " "}, "label"), ({"label": "x" * 61}, "label"), ({"alarms": [3]}, "alarms")],
)
def test_what_cannot_stand_names_its_field(alice: Actor, parts: Any, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        made(alice, **parts)
    assert refusal.value.field == field
    assert not CalendarFeed.objects.exists()


def test_ten_at_most_until_one_is_revoked(alice: Actor) -> None:
    found = [made(alice) for _one in range(operations.MOST)]
    with pytest.raises(Refused, match="dix agendas"):
        made(alice)
    operations.revoke(by=alice, at=NOW, feed=found[0].feed)
    made(alice)


def test_the_machine_and_a_provider_have_no_calendar(alice: Actor, company: Company) -> None:
    with pytest.raises(Refused, match="compte"):
        made(actors.system(company))
    with pytest.raises(PermissionDenied):
        made(accounts.actor(company, Role.PROVIDER, name="Nova"))


def test_its_owner_has_the_rights_of_the_day_it_is_read(alice: Actor) -> None:
    feed = made(alice).feed
    owner = queries.owner(feed, on=NOW.date())
    assert owner
    assert owner.role == Role.DIRECTOR
    User.objects.filter(pk=accounts.user_of(alice).pk).update(is_active=False)
    assert queries.owner(feed, on=NOW.date()) is None
