"""The rituals on screen: a calendar dropped, proposals ticked and untick, questions answered."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts, organisation
from tests.factories import calendars_ics as ics
from tests.factories.calendars_ics import EXPORTED
from tests.factories.organisation import Group
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.rituals.models import Ritual, RitualOccurrence
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

LATER = EXPORTED + timedelta(days=14)
GONE = date(2026, 3, 12)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EXPORTED, tick=False) as traveller:
        yield traveller


@pytest.fixture
def company(db: None, clock: time_machine.Traveller) -> Company:
    return organisation.company()


@pytest.fixture
def alice(company: Company) -> Actor:
    return accounts.actor(company)


@pytest.fixture
def group(company: Company, alice: Actor) -> Group:
    with current.company(company.pk):
        return organisation.group(alice)


@pytest.fixture
def browser(alice: Actor, group: Group) -> Client:
    return browse(accounts.user_of(alice))


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ")


def page(client: Client, path: str = "", status: int = 200) -> str:
    answer = client.get(f"/brevent/rituels/{path}")
    assert answer.status_code == status, path
    return text(answer)


def post(client: Client, path: str, **said: Any) -> str:
    return text(client.post(f"/brevent/rituels/{path}", said, follow=True))


def drop(client: Client, content: bytes, *, name: str = "agenda.ics", **said: str) -> str:
    return post(client, "agendas/", file=SimpleUploadedFile(name, content), **said)


def ritual(company: Company, name: str) -> Ritual:
    with current.company(company.pk):
        found: Ritual = Ritual.objects.select_related("unit").get(name=name)
        return found


def kept(client: Client, company: Company, *names: str) -> str:
    numbers = [str(ritual(company, name).public_id) for name in names]
    return post(client, "trier/", choisi=numbers, state="kept")


def test_an_empty_page_says_what_to_do_next(browser: Client) -> None:
    found = page(browser)

    assert "Déposez l’agenda d’un dirigeant" in found
    assert "/brevent/rituels/agendas/" in found


def test_a_calendar_says_what_was_read_and_what_was_thrown_away(browser: Client) -> None:
    found = drop(browser, ics.director())

    assert "L’agenda est lu : 5 réunions reviennent." in found
    assert "1 événement privé" in found
    assert re.search(r"\d+ noms d’invités", found)
    assert not any(one.lower() in found.lower() for one in ics.CANARIES)


def test_proposals_tell_their_pace_and_level_and_leave_out_nothing(browser: Client) -> None:
    drop(browser, ics.director())

    found = page(browser, "propositions/")

    assert "chaque lundi à 9 h" in found
    assert "le premier mardi du mois à 14 h" in found
    assert "toutes les deux semaines, le jeudi à 11 h" in found
    assert "sans doute personnel" in found
    assert "bimensuel" not in found


def test_those_that_are_ticked_are_kept_and_it_is_undone(browser: Client, company: Company) -> None:
    drop(browser, ics.director())

    found = kept(browser, company, "Codir", "Comité de site Lyon")

    assert "2 réunions triées." in found
    assert "Vous venez de trier 2 réunions." in found
    gesture = re.search(r"trier/([0-9a-f-]{36})/defaire", found)
    assert gesture is not None
    assert "Le tri est défait" in post(browser, f"trier/{gesture[1]}/defaire/")
    assert ritual(company, "Codir").state == "proposed"


def test_a_level_and_a_unit_are_said_of_all_those_ticked(
    browser: Client, company: Company, group: Group
) -> None:
    drop(browser, ics.director())

    number = str(ritual(company, "Point paie").public_id)
    post(browser, "trier/", choisi=[number], state="kept", level="team", unit=group.lyon.public_id)

    told = ritual(company, "Point paie")
    assert (told.state, told.level, told.unit) == ("kept", "team", group.lyon)


def test_the_list_tells_the_pace_the_next_date_and_how_often_it_is_held(
    browser: Client, company: Company
) -> None:
    drop(browser, ics.director())
    kept(browser, company, "Codir")

    found = page(browser)

    assert "chaque lundi à 9 h" in found
    assert "09/03/2026" in found
    assert "27 sur 27" in found


def test_a_meeting_that_is_gone_is_asked_and_answered(
    browser: Client, company: Company, alice: Actor, clock: time_machine.Traveller
) -> None:
    drop(browser, ics.director())
    kept(browser, company, "Comité de site Lyon")
    clock.move_to(LATER)
    browser.force_login(accounts.user_of(alice))

    assert "1 réunion n’y est plus" in drop(browser, ics.director(without=[GONE], stamp=LATER))
    assert "la réunion prévue le 12 mars n’est plus dans l’agenda" in page(browser)
    number = ritual(company, "Comité de site Lyon").public_id
    assert "C’est noté." in post(browser, f"{number}/repondre/", state="cancelled")

    assert "n’est plus dans l’agenda" not in page(browser)
    assert "annulée" in page(browser, f"{number}/")
    with current.company(company.pk):
        assert RitualOccurrence.objects.get(state="cancelled").answered_by == "Alice Martin"


def test_a_refused_file_says_why_where_and_what_to_do(browser: Client, company: Company) -> None:
    found = drop(browser, ics.calendar(ics.series("Bombe", rule="FREQ=SECONDLY")))

    assert "Ligne 9 : Une réunion de ce fichier se répète sans mesure" in found
    assert "code ICS-01" in found
    with current.company(company.pk):
        assert not Ritual.objects.exists()


def test_nothing_of_the_file_is_left_on_the_disk(browser: Client, settings: Any) -> None:
    drop(browser, ics.director())

    left = [path for path in settings.DATA_DIR.rglob("*") if path.is_file()]
    assert not [path for path in left if b"VCALENDAR" in path.read_bytes()]


def test_one_is_named_again_and_ended(browser: Client, company: Company, group: Group) -> None:
    drop(browser, ics.director())
    kept(browser, company, "Codir")
    one = ritual(company, "Codir")

    post(browser, f"{one.public_id}/modifier/", version=one.version, name="Codir hebdomadaire",
         level="direction", unit=group.root.public_id)  # fmt: skip
    found = post(browser, f"{one.public_id}/terminer/?version={one.version + 1}")

    assert "Le rituel est terminé" in found
    assert ritual(company, "Codir hebdomadaire").state == "ended"
    assert "Codir hebdomadaire" not in page(browser)


def test_a_site_manager_sees_those_of_the_site_and_writes_nothing(
    browser: Client, company: Company, alice: Actor, group: Group
) -> None:
    drop(browser, ics.director())
    kept(browser, company, "Codir", "Comité de site Lyon")
    membership = accounts.membership(company, Role.SITE_MANAGER, name="Marc Petit")
    with current.company(company.pk):
        mandates.grant(by=alice, at=EXPORTED, membership=membership, unit=group.lyon,
                       start_date=date(2026, 1, 1))  # fmt: skip
    marc = browse(membership.user)

    found = page(marc)

    assert "Comité de site Lyon" in found
    assert "Codir" not in found
    page(marc, f"{ritual(company, 'Codir').public_id}/", status=404)
    assert marc.get("/brevent/rituels/agendas/").status_code == 403
