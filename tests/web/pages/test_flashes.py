"""The flash of a site, from its phone to the page of the week; what it needs, and its links."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.factories import flashes as factory
from tests.factories.figures import NOW, Measured
from tests.factories.flashes import WEEK
from tests.web.pages.conftest import browse
from tests.web.pages.test_provider_files import text
from timonerie.domains.organisation.operations import seats
from timonerie.domains.reporting.models import Flash, FlashDraft, FlashNeed, VoiceLink
from timonerie.domains.reporting.operations import flash_needs
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.web.calendar_feeds import registry
from timonerie.web.calendar_feeds.registry import Reader

pytestmark = pytest.mark.slow

SATURDAY, MONDAY = (datetime(2026, 3, day, 9, 0, tzinfo=UTC) for day in (7, 9))


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller, current.company(measured.company.pk):
        yield traveller


@pytest.fixture
def manager(measured: Measured) -> Client:
    return browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))


def later(clock: Any, at: datetime, *clients: Client) -> None:
    """Some days on: who was signed in signs in again."""
    users = [one.session["_auth_user_id"] for one in clients]
    clock.move_to(at)
    for client, user in zip(clients, users, strict=True):
        client.force_login(User.objects.get(pk=user))


def here(measured: Measured) -> str:
    return f"/{measured.slug}/flash/sites/{measured.group.lyon.public_id}/"


def said(**more: str) -> dict[str, str]:
    told = {"fact_1": "Deux départs", "label_1": "Commandes", "value_1": "1 250,5", "unit_1": "k€"}
    return {**told, "alert": "Four en panne", "need": "Un intérimaire", "key": str(uuid4()), **more}


def test_before_the_first_flash_the_page_says_what_to_do(
    browser: Client, manager: Client, measured: Measured
) -> None:
    home = f"/{measured.slug}/flash/"
    assert "Les flashs ne sont pas encore demandés" in text(browser.get(home))
    assert "Aucun flash pour l’instant" in text(manager.get(home))


def test_a_manager_tells_the_week_and_the_director_reads_it(
    browser: Client, manager: Client, measured: Measured
) -> None:
    page = text(manager.get(here(measured)))
    assert "Semaine du 2 mars 2026" in page
    assert "Rien n’est obligatoire" in page
    assert "facultatif" not in page
    assert "vendredi 6 mars 2026" in page
    shown = text(manager.post(here(measured), said(), follow=True))
    assert "Le flash est envoyé." in shown
    assert "Commandes : 1 250,5 k€" in shown

    week = browser.get(f"/{measured.slug}/flash/")
    told = text(week)
    assert "1 site sur 3" in told
    assert "Four en panne" in told
    assert "Grenoble, Nantes" in told
    assert "1 sur 2" in told


def test_the_page_itself_sends_once(manager: Client, measured: Measured) -> None:
    told = said()
    first = manager.post(here(measured), told, headers={"X-Flash": "1"})
    again = manager.post(here(measured), told, headers={"X-Flash": "1"})
    assert (first.json()["state"], again.json()["state"]) == ("filed", "known")
    assert first.json()["url"] == again.json()["url"]
    assert Flash.objects.count() == 1
    other = manager.post(here(measured), said(), headers={"X-Flash": "1"})
    assert other.status_code == 422


def test_a_fault_is_said_beside_its_field_and_nothing_is_lost(
    manager: Client, measured: Measured
) -> None:
    shown = text(manager.post(here(measured), said(value_1="beaucoup")))
    assert "n’est pas un nombre" in shown
    assert "Deux départs" in shown
    assert not Flash.objects.exists()


def test_a_draft_comes_back(manager: Client, measured: Measured) -> None:
    kept = manager.post(f"{here(measured)}brouillon/", {"fact_1": "À finir"})
    assert kept.status_code == 204
    assert "À finir" in text(manager.get(here(measured)))
    assert FlashDraft.objects.count() == 1


def test_labels_come_back_and_values_do_not(
    browser: Client, manager: Client, measured: Measured, clock: Any
) -> None:
    manager.post(here(measured), said())
    later(clock, datetime(2026, 3, 10, 9, 0, tzinfo=UTC), manager)
    page = manager.get(here(measured)).content.decode()
    assert 'value="Commandes"' in page
    assert 'value="1250' not in page
    assert 'value="1 250' not in page


def test_a_need_is_answered_and_the_site_reads_it(
    browser: Client, manager: Client, measured: Measured, clock: Any
) -> None:
    manager.post(here(measured), said())
    need = FlashNeed.objects.get()
    home = f"/{measured.slug}/flash/besoins/"
    later(clock, datetime(2026, 3, 11, 9, 0, tzinfo=UTC), browser, manager)
    assert "Un intérimaire" in text(browser.get(home))
    assert "demandé il y a 9 jours" in text(browser.get(f"/{measured.slug}/flash/"))
    answer = f"{home}{need.public_id}/repondre/"
    assert manager.get(answer).status_code == 403
    browser.post(answer, {"version": 1, "text": "Lundi matin"}, follow=True)
    assert "Lundi matin" in text(manager.get(here(measured)))
    exported = browser.get(f"/{measured.slug}/flash/semaines/2026-03-02/?table=flashs&format=csv")
    assert "Lundi matin" in exported.content.decode("utf-8-sig")
    assert "silencieux" in exported.content.decode("utf-8-sig")


def test_a_need_is_given_to_a_post(browser: Client, manager: Client, measured: Measured) -> None:
    seat = seats.create(by=measured.alice, at=NOW, name="RH", unit=measured.group.root)
    manager.post(here(measured), said())
    need = FlashNeed.objects.get()
    told = {"version": 1, "owner": seat.public_id, "due_date": "2026-03-09"}
    own = f"/{measured.slug}/flash/besoins/{need.public_id}/confier/"
    shown = text(browser.post(own, told, follow=True))
    assert "porté par « RH » pour le 9 mars 2026" in shown


def test_a_correction_keeps_what_was_said(
    browser: Client, manager: Client, measured: Measured
) -> None:
    manager.post(here(measured), said())
    flash = Flash.objects.get()
    address = f"/{measured.slug}/flash/{flash.public_id}/"
    assert "Deux départs" in text(manager.get(f"{address}corriger/"))
    told = said(fact_1="Un départ", reason="Compté deux fois")
    shown = text(manager.post(f"{address}corriger/", told, follow=True))
    assert "Compté deux fois" in shown
    assert "Ce flash a été corrigé" in text(browser.get(address))


def test_the_silent_are_named_once_it_is_due(
    browser: Client, manager: Client, measured: Measured, clock: Any
) -> None:
    manager.post(here(measured), said())
    later(clock, SATURDAY, browser)
    week = browser.get(f"/{measured.slug}/flash/semaines/2026-03-02/")
    assert "Sites silencieux" in text(week)
    assert [one.place.name for one in week.context["told"].silent] == ["Grenoble", "Nantes"]


def test_on_monday_the_page_tells_the_week_that_has_ended(
    browser: Client, manager: Client, measured: Measured, clock: Any
) -> None:
    manager.post(here(measured), said())
    later(clock, MONDAY, browser, manager)
    home = f"/{measured.slug}/flash/"
    assert "Semaine du 2 mars 2026 ·" in text(browser.get(home))
    manager.post(here(measured), said(fact_1="Une reprise"))
    assert "Semaine du 9 mars 2026 ·" in text(browser.get(home))


def test_the_due_hour_is_said(browser: Client, measured: Measured) -> None:
    told = {"weekday": "3", "hour": "12", "start": "2026-03-02"}
    browser.post(f"/{measured.slug}/flash/echeance/", told)
    assert "jeudi 5 mars 2026" in text(browser.get(here(measured)))


def test_a_link_tells_its_site_and_nothing_else(
    browser: Client, client: Client, measured: Measured
) -> None:
    told = {"recipient": "L’atelier", "days": "365"}
    made = browser.post(f"{here(measured)}lien/", told)
    address = made.context["address"].replace("http://testserver", "")
    address = address[address.index("/flash-du-site/") :]
    page = text(client.get(address))
    assert "Flash : Lyon" in page
    assert "Nantes" not in page
    kept = client.post(f"{address}brouillon/", {"fact_1": "À finir"})
    assert kept.status_code == 204
    assert "À finir" in text(client.get(address))
    answer = client.post(address, said(), headers={"X-Flash": "1"})
    assert answer.json() == {"state": "filed", "url": address}
    assert "Le flash de la semaine est envoyé" in text(client.get(address))
    assert Flash.objects.get().link == VoiceLink.objects.get()

    link = VoiceLink.objects.get()
    browser.post(f"/{measured.slug}/flash/liens/{link.public_id}/revoquer/")
    gone = client.get(address)
    assert gone.status_code == 410
    never = client.get("/flash-du-site/jamais/")
    assert gone.content.split(b"<form")[0] == never.content.split(b"<form")[0]


def test_a_week_that_is_no_day_is_not_found(browser: Client, measured: Measured) -> None:
    for start in ("demain", "9999-99-99", "0001-01-01"):
        assert browser.get(f"/{measured.slug}/flash/semaines/{start}/").status_code in (200, 404)
    assert browser.get(f"/{measured.slug}/flash/semaines/demain/").status_code == 404


def test_a_site_out_of_reach_is_not_found(manager: Client, measured: Measured) -> None:
    nantes = measured.group.nantes
    flash = factory.filed(measured.alice, nantes, week=WEEK)
    assert manager.get(f"/{measured.slug}/flash/sites/{nantes.public_id}/").status_code == 404
    assert manager.get(f"/{measured.slug}/flash/{flash.public_id}/").status_code == 404


def test_today_says_what_is_to_send_who_is_silent_and_what_is_needed(
    browser: Client, manager: Client, measured: Measured, clock: Any
) -> None:
    home = f"/{measured.slug}/"
    assert "est à envoyer" not in text(manager.get(home))
    factory.filed(
        measured.alice, measured.group.nantes, week=WEEK, what=factory.said(need="Un intérimaire")
    )
    assert "Flash à envoyer : Lyon" in text(manager.get(home))
    assert "Nantes demande : Un intérimaire" in plain(browser.get(home))
    later(clock, datetime(2026, 3, 10, 9, 0, tzinfo=UTC), browser)
    told = plain(browser.get(home))
    assert "2 sites silencieux" in told
    assert "Grenoble, Lyon : le silence n’est pas une bonne nouvelle" in told


def test_a_calendar_holds_the_flashes_to_come_and_the_promised_answers(
    measured: Measured,
) -> None:
    def dates() -> dict[str, date]:
        reader = Reader(measured.alice, measured.company, NOW.date())
        return {event.title: event.day for event in registry.events(reader)}

    assert not any("Flashs" in title for title in dates())
    factory.filed(measured.alice, measured.group.lyon, what=factory.said(need="Un intérimaire"))
    seat = seats.create(by=measured.alice, at=NOW, name="RH", unit=measured.group.root)
    need = FlashNeed.objects.select_related("unit").get()
    flash_needs.own(
        by=measured.alice,
        at=NOW,
        need=need,
        version=1,
        owner=seat,
        due_date=date(2026, 3, 9),
    )
    told = dates()
    assert told["Réponse due à Lyon"] == date(2026, 3, 9)
    weeks = [day for title, day in told.items() if title.startswith("Flashs des sites")]
    assert all(day.weekday() <= 4 for day in weeks)
    assert weeks


def plain(answer: Any) -> str:
    """With plain spaces."""
    return text(answer).replace("\N{NO-BREAK SPACE}", " ")
