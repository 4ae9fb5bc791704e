"""Each page of the settings opens, empty and filled, for who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Calendar, Unit
from timonerie.domains.organisation.operations import (
    contacts,
    legal,
    mandates,
    people,
    providers,
    seats,
)
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company
from timonerie.web import settings_urls

KINDS = (
    "unites",
    "entites",
    "calendriers",
    "prestataires",
    "personnes",
    "postes",
    "activites",
    "indicateurs",
    "cibles",
)
LISTS = [
    route.name
    for route in settings_urls.urlpatterns + settings_urls.activity_urlpatterns
    if not route.pattern.converters and not str(route.name).endswith(("-start", "-download"))
]
#: The lists that readers arrange and take away.
TABLES = (
    "settings-units",
    "settings-legal",
    "settings-calendars",
    "settings-providers",
    "settings-people",
    "settings-seats",
    "activities",
    "settings-members",
)
GESTURES = ("-archive", "-restore", "-link", "-withdraw", "-sign-out", "-keep")


@dataclass(frozen=True)
class Filled:
    ids: dict[str, object]


@pytest.fixture
def filled(alice: Actor, group: Group) -> Filled:
    """One of everything."""
    head = legal.add_entity(by=alice, at=NOW, name="Brévent SA", siren="732829320")
    place = legal.add_establishment(
        by=alice, at=NOW, legal_entity=head, siret="73282932000074", name="Siège", town="Lyon"
    )
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet Verlaine", trade="Paie")
    contact = contacts.add(by=alice, at=NOW, provider=cabinet, name="Paul Weiss")
    claire = people.create(by=alice, at=NOW, name="Claire Roux", unit=group.lyon)
    seat = seats.create(by=alice, at=NOW, name="Responsable paie", unit=group.lyon)
    seats.create(by=alice, at=NOW, name="DAF", unit=group.root)
    holding = seats.hold(
        by=alice, at=NOW, seat=seat, kind="employee", person=claire, start_date=date(2025, 1, 1)
    )
    activity = activities.create(by=alice, at=NOW, name="Bulletins", accountable=seat)
    assignment = activities.assign(
        by=alice,
        at=NOW,
        activity=activity,
        unit=group.lyon,
        provider=cabinet,
        start_date=date(2025, 1, 1),
    )
    membership = accounts.membership(
        Company.objects.get(pk=alice.company_id), Role.EXECUTIVE, name="Bruno Petit"
    )
    mandate = mandates.grant(
        by=alice, at=NOW, membership=membership, unit=group.root, start_date=date(2025, 1, 1)
    )
    return Filled(
        {
            "unit_id": group.lyon.public_id,
            "entity_id": head.public_id,
            "establishment_id": place.public_id,
            "calendar_id": Calendar.objects.get().public_id,
            "provider_id": cabinet.public_id,
            "contact_id": contact.public_id,
            "person_id": claire.public_id,
            "seat_id": seat.public_id,
            "holding_id": holding.public_id,
            "activity_id": activity.public_id,
            "assignment_id": assignment.public_id,
            "membership_id": membership.public_id,
            "mandate_id": mandate.public_id,
        }
    )


def addresses(filled: Filled) -> Iterator[str]:
    for route in settings_urls.urlpatterns:
        names = [name for name in route.pattern.converters if name in filled.ids]
        if names and not str(route.name).endswith(GESTURES):
            given = {name: filled.ids[name] for name in names}
            yield reverse(str(route.name), kwargs={"company": "brevent", **given})


@pytest.mark.parametrize("route", LISTS)
def test_lists_open_when_nothing_is_there(browser: Client, route: str) -> None:
    assert browser.get(reverse(route, args=["brevent"])).status_code == 200


@pytest.mark.parametrize("route", LISTS)
def test_lists_open_when_filled(browser: Client, filled: Filled, route: str) -> None:
    assert browser.get(reverse(route, args=["brevent"])).status_code == 200


@pytest.mark.parametrize("route", TABLES)
def test_lists_leave_as_files(browser: Client, filled: Filled, route: str) -> None:
    address = reverse(route, args=["brevent"])
    lines = browser.get(address, {"format": "csv"}).content.decode().splitlines()
    assert len(lines) > 1
    assert browser.get(address, {"format": "xlsx"}).content.startswith(b"PK")


def test_every_page_of_an_object_opens(browser: Client, filled: Filled) -> None:
    found = {address: browser.get(address).status_code for address in addresses(filled)}
    assert len(found) > 20
    assert set(found.values()) == {200}, found


@pytest.mark.parametrize("kind", KINDS)
def test_every_import_page_and_model_opens(browser: Client, kind: str) -> None:
    page = browser.get(reverse("settings-import", args=["brevent", kind]))
    model = browser.get(reverse("settings-import-model", args=["brevent", kind]))
    assert page.status_code == model.status_code == 200
    assert model.headers["Content-Type"].startswith("text/csv")


def test_another_company_s_pages_do_not_exist(browser: Client, filled: Filled) -> None:
    assert browser.get(reverse("settings-units", args=["ailleurs"])).status_code == 404


def test_a_gesture_is_never_done_by_opening_an_address(
    browser: Client, filled: Filled, group: Group
) -> None:
    address = reverse("settings-unit-archive", args=["brevent", group.nantes.public_id])
    assert browser.get(address).status_code == 405
    assert Unit.objects.get(pk=group.nantes.pk).archived_at is None
