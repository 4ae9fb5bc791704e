"""What was archived is listed in one place, and comes back with one button."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars, legal, people, seats, units
from timonerie.domains.organisation.operations.archives import Archived
from timonerie.foundations.accounts.actors import Actor

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
Shelved = dict[str, Archived]


def address(route: str, *args: object) -> str:
    return reverse(route, args=["brevent", *args])


@pytest.fixture
def archived(alice: Actor, group: Group) -> Shelved:
    """One of each kind, in the archives."""
    seat = seats.create(by=alice, at=NOW, name="DAF", unit=group.lyon)
    seats.archive(by=alice, at=NOW, seat=seat, version=seat.version)
    person = people.create(by=alice, at=NOW, name="Claire Roux", email="claire@example.org")
    people.archive(by=alice, at=NOW, person=person, version=person.version)
    entity = legal.add_entity(by=alice, at=NOW, name="Brévent SA", siren="732829320")
    legal.archive_entity(by=alice, at=NOW, entity=entity, version=entity.version)
    hours = calendars.create(
        by=alice,
        at=NOW,
        name="Nuit",
        document=Calendar.objects.get().versions.get().document,
        start_date=NOW.date(),
    )
    calendars.archive(by=alice, at=NOW, calendar=hours)
    return {"poste": seat, "personne": person, "entite": entity, "calendrier": hours}


@pytest.mark.parametrize("kind", ["poste", "personne", "entite", "calendrier"])
def test_what_was_archived_comes_back(browser: Client, archived: Shelved, kind: str) -> None:
    row = archived[kind]
    assert row.name in browser.get(address("settings-archives")).text
    to = address("settings-archives-restore", kind, row.public_id)
    answer = browser.post(to, follow=True).text
    row.refresh_from_db()
    assert row.archived_at is None
    assert "est de retour dans les listes" in answer


def test_a_seat_waits_for_its_unit(
    browser: Client, alice: Actor, group: Group, archived: Shelved
) -> None:
    seat = archived["poste"]
    for unit in (group.payroll_team, group.lyon):
        units.archive(by=alice, at=NOW, unit=unit, version=unit.version)
    to = address("settings-archives-restore", "poste", seat.public_id)
    assert "est dans les archives" in browser.post(to, follow=True).text
    seat.refresh_from_db()
    assert seat.archived_at is not None


def test_an_address_that_somebody_took_meanwhile_stays_theirs(
    browser: Client, alice: Actor, archived: Shelved
) -> None:
    people.create(by=alice, at=NOW, name="Autre", email="claire@example.org")
    to = address("settings-archives-restore", "personne", archived["personne"].public_id)
    assert "Cette adresse est déjà celle de Autre" in browser.post(to, follow=True).text


def test_nothing_archived_is_said(browser: Client) -> None:
    assert "Rien n’est archivé" in browser.get(address("settings-archives")).text
