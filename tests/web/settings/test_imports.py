from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from tests.web.settings.conftest import SignIn
from tests.web.settings.test_every_page import Filled, filled
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import mandates
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

__all__ = ["filled"]

EXPORTS = {
    "unites": "settings-units-export",
    "entites": "settings-legal-export",
    "calendriers": "settings-calendars-export",
    "prestataires": "settings-providers-export",
    "personnes": "settings-people-export",
    "postes": "settings-seats-export",
    "activites": "settings-activities-export",
    "acces": "settings-members-export",
}


def drop(browser: Client, kind: str, content: bytes) -> str:
    """Drop a file; returns the address of its preview."""
    file = SimpleUploadedFile("liste.csv", content)
    answer = browser.post(reverse("settings-import", args=["brevent", kind]), {"file": file})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_file_is_previewed_then_accepted(browser: Client, group: Group) -> None:
    preview = drop(browser, "unites", "niveau;nom;rattachée à\nsite;Brest;Ouest\n".encode())
    text = browser.get(preview).content.decode()
    assert "Brest" in text
    assert not Unit.objects.filter(name="Brest").exists()
    answer = browser.post(preview)
    assert answer.headers["Location"] == reverse("settings-units", args=["brevent"])
    assert Unit.objects.get(name="Brest").parent == group.west


def test_faulty_lines_are_listed_and_refused_until_accepted(browser: Client, group: Group) -> None:
    preview = drop(browser, "unites", b"niveau;nom\nsite;Brest\nagence volante;Nice\n")
    text = browser.get(preview).content.decode()
    assert "agence volante" in text
    assert "Laisser de côté la ligne à corriger" in text
    browser.post(preview)
    assert not Unit.objects.filter(name="Brest").exists()
    browser.post(preview, {"leave_faulty": "on"})
    assert Unit.objects.filter(name="Brest").exists()


def test_a_file_that_is_not_a_list_is_explained(browser: Client, group: Group) -> None:
    preview = drop(browser, "unites", b"couleur\nrouge\n")
    page = browser.get(preview)
    assert page.status_code == 422
    assert "Il manque la colonne niveau, nom" in page.content.decode()


def test_no_file_is_said(browser: Client, group: Group) -> None:
    page = browser.post(reverse("settings-import", args=["brevent", "unites"]), {})
    assert "Choisissez un fichier" in page.content.decode()


def test_an_unknown_list_does_not_exist(browser: Client) -> None:
    assert browser.get(f"/brevent/reglages/importer/{quote('recettes')}/").status_code == 404


def test_who_may_not_write_a_list_may_not_drop_one(sign_in: SignIn, group: Group) -> None:
    page = sign_in(Role.EXECUTIVE).get(reverse("settings-import", args=["brevent", "unites"]))
    assert page.status_code == 403


def test_who_answers_for_one_site_is_told_why_before_choosing_a_file(
    alice: Actor, group: Group, company: Company
) -> None:
    bob = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    membership, since = accounts.membership_of(bob), accounts.LONG_AGO
    mandates.grant(by=alice, at=NOW, membership=membership, start_date=since, unit=group.lyon)
    narrowed = Client()
    narrowed.force_login(accounts.user_of(bob))
    page = narrowed.get(reverse("settings-import", args=["brevent", "activites"]))
    assert page.status_code == 200
    assert "votre mandat n’en couvre qu’une part" in page.text
    assert 'type="file"' not in page.text


@pytest.mark.parametrize("kind", EXPORTS)
def test_what_was_exported_comes_back_without_a_change(
    browser: Client, alice: Actor, filled: Filled, kind: str
) -> None:
    content = browser.get(reverse(EXPORTS[kind], args=["brevent"])).content
    events = Event.objects.count()
    preview = drop(browser, kind, content)
    assert "Tout est déjà dans vos listes" in browser.get(preview).content.decode()
    browser.post(preview)
    assert Event.objects.count() == events
