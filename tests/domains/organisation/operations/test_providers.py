from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.operations import contacts, providers, seats
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.operations.identifiers import WrongIdentifier
from timonerie.domains.organisation.queries import providers as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


def test_a_provider_is_known_by_its_name_until_it_has_a_code(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="  Cabinet   Verlaine ")
    assert (provider.name, provider.code) == ("Cabinet Verlaine", "Cabinet Verlaine")
    with pytest.raises(providers.ProviderCodeTaken, match="désigne déjà « Cabinet Verlaine »"):
        providers.create(by=alice, at=NOW, name="Autre", code="CABINET verlaine")


def test_a_siren_is_kept_without_its_spaces_and_checked(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet", siren="732 829 320")
    assert provider.siren == "732829320"
    with pytest.raises(WrongIdentifier, match="clé de contrôle"):
        providers.create(by=alice, at=NOW, name="Autre", siren="732829321")


def test_a_change_over_somebody_else_s_is_a_conflict(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet")
    told = {"name": "Cabinet", "code": "CAB", "siren": "", "trade": "Paie"}
    providers.update(by=alice, at=NOW, provider=provider, version=1, **told)
    stale = Provider.objects.get(pk=provider.pk)
    with pytest.raises(Conflict):
        providers.update(by=alice, at=NOW, provider=stale, version=1, **told | {"trade": "RH"})
    assert Provider.objects.get(pk=provider.pk).trade == "Paie"


def test_a_provider_that_holds_a_seat_is_not_archived(alice: Actor, group: Group) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet")
    seat = seats.create(by=alice, at=NOW, name="DSI", unit=group.root)
    seats.hold(
        by=alice, at=NOW, seat=seat, kind="provider", provider=provider, start_date=date(2025, 1, 1)
    )
    with pytest.raises(providers.ProviderInUse, match="DSI"):
        providers.archive(by=alice, at=NOW, provider=provider, version=1)


def test_an_archived_provider_comes_back(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet")
    providers.archive(by=alice, at=NOW, provider=provider, version=1)
    assert queries.listed(alice, on=accounts.TODAY) == []
    providers.restore(by=alice, at=NOW, provider=provider, version=2)
    assert queries.listed(alice, on=accounts.TODAY) == [provider]


def test_ensure_finds_known_names_and_creates_the_others_with_one_trace(alice: Actor) -> None:
    known = providers.create(by=alice, at=NOW, name="Cabinet Verlaine", code="CAB")
    events = Event.objects.count()
    found = providers.ensure(by=alice, at=NOW, names=["cab", "CABINET verlaine", "Sogeris", ""])
    assert found["cab"] == found["CABINET verlaine"] == known.pk
    assert Provider.objects.get(pk=found["Sogeris"]).code == "Sogeris"
    assert set(found) == {"cab", "CABINET verlaine", "Sogeris"}
    assert Event.objects.count() == events + 1


def test_contacts_that_left_stand_after_the_others(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet")
    gone = contacts.add(by=alice, at=NOW, provider=provider, name="Ana Silva")
    contacts.add(by=alice, at=NOW, provider=provider, name="Paul Weiss")
    contacts.leave(by=alice, at=NOW, contact=gone, version=1, left_date=date(2026, 1, 31))
    assert [contact.name for contact in queries.contacts_of(provider)] == [
        "Paul Weiss",
        "Ana Silva",
    ]


def test_a_departure_noted_by_mistake_is_undone(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet")
    ana = contacts.add(by=alice, at=NOW, provider=provider, name="Ana")
    day = date(2026, 1, 31)
    contacts.leave(by=alice, at=NOW, contact=ana, version=1, left_date=day, announced=False)
    with pytest.raises(Conflict):
        contacts.stay(by=alice, at=NOW, contact=ana, version=1)
    contacts.stay(by=alice, at=NOW, contact=ana, version=2)
    ana.refresh_from_db()
    assert (ana.left_date, ana.was_announced) == (None, None)


def test_a_contact_changed_by_somebody_else_is_a_conflict(alice: Actor) -> None:
    provider = providers.create(by=alice, at=NOW, name="Cabinet")
    contact = contacts.add(by=alice, at=NOW, provider=provider, name="Ana")
    told: dict[str, Any] = {"name": "Ana", "role": "", "email": "ana@example.org", "phone": ""}
    contacts.update(by=alice, at=NOW, contact=contact, version=1, **told)
    stale = Contact.objects.get(pk=contact.pk)
    with pytest.raises(Conflict):
        contacts.update(by=alice, at=NOW, contact=stale, version=1, **told | {"phone": "01"})


def test_an_administrator_writes_no_provider(company: Company) -> None:
    administrator = accounts.actor(company, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        providers.create(by=administrator, at=NOW, name="Cabinet")
