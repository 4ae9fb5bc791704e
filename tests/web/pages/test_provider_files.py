"""The file of a provider, page by page, and the page behind its link."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client

from tests.factories import sourcing
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import Proposal, Subcontractor
from timonerie.domains.contracts.operations import provider_links, subcontractors
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.organisation.models import BusinessFunction, Contact, ContactRoll, Provider
from timonerie.domains.organisation.operations import contacts, providers, tiers
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nova(measured: Measured) -> Iterator[Provider]:
    with current.company(measured.company.pk):
        yield measured.nova


@pytest.fixture
def ana(measured: Measured, nova: Provider) -> Contact:
    return contacts.add(by=measured.alice, at=NOW, provider=nova, name="Ana Silva", role="Paie")


@pytest.fixture
def link(measured: Measured, nova: Provider) -> str:
    made = provider_links.make(
        by=measured.alice, at=NOW, provider=nova, recipient="Léa Petit", days=90
    )
    return f"/prestataire/{made.token}/"


def here(measured: Measured, nova: Provider, page: str) -> str:
    return f"/{measured.slug}/prestataires/{nova.public_id}/{page}"


def text(answer: Any) -> str:
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def test_a_sheet_is_said_and_its_number_of_vat_proposed(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    told = {"version": nova.version, "siren": "732829320", "legal_form": "SAS"}
    answer = browser.post(here(measured, nova, "fiche/modifier/"), told, follow=True)
    assert "FR44732829320, calculé du SIREN" in text(answer)
    wrong = {**told, "version": nova.version + 1, "vat": "FR45732829320"}
    assert "clé de contrôle est fausse" in text(
        browser.post(here(measured, nova, "fiche/modifier/"), wrong)
    )


def test_a_tier_stands_with_its_history(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    for tier, reason in ((2, "Deux semaines sans lui."), (4, "La paie en dépend.")):
        told = {"tier": tier, "reason": reason}
        answer = browser.post(here(measured, nova, "criticite/"), told, follow=True)
    for word in ("4 sur 4", "La paie en dépend.", "Deux semaines sans lui.", "Alice"):
        assert word in text(answer)


def test_the_tier_is_suggested_from_the_activities_that_the_reader_reaches(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    told: dict[str, Any] = {"unit": measured.group.lyon, "provider": nova}
    pay, books = (sourcing.entrusted(measured.alice, name, **told) for name in ("Paie", "Livres"))
    for row, code in ((pay, "payroll"), (books, "accounting")):
        row.function = BusinessFunction.objects.get(code=code)
        row.save()
    theirs = browse(measured.member(Role.EXECUTIVE, function=pay.function))
    suggested = text(theirs.get(here(measured, nova, "criticite/")))
    assert "Paie" in suggested
    assert "Livres" not in suggested
    assert "Livres, Paie" in text(browser.get(here(measured, nova, "criticite/")))


def test_a_provider_reads_no_judgement_of_it(
    measured: Measured, nova: Provider, ana: Contact
) -> None:
    tiers.set(by=measured.alice, at=NOW, provider=nova, tier=4, reason="Note à nous.")
    theirs = browse(measured.member(Role.PROVIDER, provider=nova))
    shown = text(theirs.get(here(measured, nova, "fiche/")))
    assert "Note à nous." not in shown
    assert "Criticité" not in shown
    assert theirs.get(here(measured, nova, "sous-traitants/")).status_code == 403


def test_one_click_keeps_everybody(
    browser: Client, measured: Measured, nova: Provider, ana: Contact
) -> None:
    page = text(browser.get(here(measured, nova, "equipe/pointer/")))
    assert re.search(rf'name="t-{ana.public_id}"[^>]*checked', page)
    told = {f"t-{ana.public_id}": "on"}
    answer = browser.post(here(measured, nova, "equipe/pointer/"), told, follow=True)
    assert "Pointée par Alice" in text(answer)
    assert ContactRoll.objects.get().kept == [str(ana.public_id)]


def test_who_is_unticked_needs_a_day(
    browser: Client, measured: Measured, nova: Provider, ana: Contact
) -> None:
    answer = browser.post(here(measured, nova, "equipe/pointer/"), {"announced": ""})
    assert "donnez son dernier jour" in text(answer)
    told = {f"d-{ana.public_id}": "2026-02-27", "announced": "non"}
    shown = text(browser.post(here(measured, nova, "equipe/pointer/"), told, follow=True))
    assert "non annoncé" in shown
    assert "trop peu de noms" in shown


def test_a_departure_noted_by_mistake_is_undone(
    browser: Client, measured: Measured, nova: Provider, ana: Contact
) -> None:
    told = {f"d-{ana.public_id}": "2026-02-27", "announced": "non"}
    browser.post(here(measured, nova, "equipe/pointer/"), told)
    page = text(browser.get(here(measured, nova, "equipe/")))
    [address] = re.findall(r'action="([^"]+annuler-depart/[^"]*)"', page)
    shown = text(browser.post(address, {"version": "2"}, follow=True))
    assert "Noter le départ" in shown
    assert "non annoncé" not in shown


def test_a_discovered_one_is_told_then_accepted(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    told = {"name": "Nuage Est", "task": "Hébergement", "is_discovered": "on"}
    answer = browser.post(here(measured, nova, "sous-traitants/nouveau/"), told, follow=True)
    assert "Nuage Est a été découvert" in text(answer)
    row = Subcontractor.objects.get()
    decide = f"/{measured.slug}/prestataires/sous-traitants/{row.public_id}/decider/"
    said = {"version": row.version, "state": "accepted", "day": "2026-03-01"}
    shown = text(browser.post(decide, said, follow=True))
    assert "a été découvert" not in shown
    edit = f"/{measured.slug}/prestataires/sous-traitants/{row.public_id}/modifier/"
    assert "Hébergement" in text(browser.get(edit))


def test_a_provider_proposes_and_each_line_is_decided(
    browser: Client, measured: Measured, nova: Provider, ana: Contact, link: str
) -> None:
    nobody = Client()
    sheet = {"part": "fiche", "f-siren": "732829320", "f-legal_form": "SAS"}
    assert "C’est transmis" in text(nobody.post(link, sheet, follow=True))
    nobody.post(link, {"part": "equipe", f"e-t-{ana.public_id}": "on"})
    nobody.post(link, {"part": "personne", "p-name": "Paul Weiss"})
    nobody.post(link, {"part": "sous-traitant", "s-name": "Nuage Est", "s-task": "Hébergement"})
    assert Proposal.objects.count() == 5
    waiting = text(browser.get(here(measured, nova, "propositions/")))
    for word in ("SIREN : 732829320", "Paul Weiss", "Nuage Est", "tout le monde est toujours là"):
        assert word in waiting
    row = Proposal.objects.get(kind="contact")
    assert "Rien ne change dans sa fiche" in text(browser.get(f"/{measured.slug}/"))
    refuse = f"/{measured.slug}/prestataires/propositions/{row.public_id}/refuser/"
    browser.post(refuse, {"reason": "Jamais vu."})
    answer = browser.post(here(measured, nova, "propositions/accepter/"), follow=True)
    assert "Tout est accepté" in text(answer)
    assert Provider.objects.get(pk=nova.pk).legal_form == "SAS"
    theirs = text(nobody.get(link))
    assert "refusée : Jamais vu." in theirs
    assert "C’est dit pour ce mois-ci" in theirs


@pytest.mark.rule("AUT-13")
def test_a_link_tells_their_own_file_and_nothing_of_ours(
    measured: Measured, nova: Provider, ana: Contact, link: str
) -> None:
    by = measured.alice
    tiers.set(by=by, at=NOW, provider=nova, tier=4, reason="Note à nous.")
    other = providers.create(by=by, at=NOW, name="Rival & fils")
    contacts.add(by=by, at=NOW, provider=other, name="Paul Weiss")
    said = Said(name="Découverte", task="Vue dans un courriel")
    subcontractors.declare(by=by, at=NOW, provider=nova, said=said, is_discovered=True)
    shown = text(Client().get(link))
    assert "Ana Silva" in shown
    for word in ("Note à nous", "Rival", "Paul Weiss", "Découverte", "Alice", "Criticité"):
        assert word not in shown


def body(answer: Any) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


@pytest.mark.rule("AUT-13")
def test_a_link_that_serves_no_more_is_like_one_that_never_did(
    browser: Client, measured: Measured, nova: Provider, link: str
) -> None:
    nobody = Client()
    never = nobody.get(f"/prestataire/{'z' * 43}/")
    row = nova.links.get()
    browser.post(f"/{measured.slug}/prestataires/liens/{row.public_id}/revoquer/")
    revoked = nobody.get(link)
    assert revoked.status_code == never.status_code == 410
    token = link.split("/")[2].encode()
    assert body(revoked).replace(token, b"z" * 43) == body(never)
    assert never.headers["Cache-Control"] == "private, no-store"
    assert nobody.post(link, {"part": "fiche"}).status_code == 410


@pytest.mark.rule("AUT-13")
def test_a_link_ends_on_its_day(link: str) -> None:
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert Client().get(link).status_code == 410


@pytest.mark.rule("AUT-13")
def test_guesses_and_proposals_are_counted(link: str) -> None:
    most = django_settings.TRIES_AN_HOUR["link"]
    found = [Client().get(f"/prestataire/{rank:043d}/").status_code for rank in range(most + 1)]
    assert found == [410] * most + [429]
    most = django_settings.TRIES_AN_HOUR["import"]
    sent = {"part": "personne", "p-name": "Ana"}
    codes = {Client().post(link, sent).status_code for _ in range(most + 1)}
    assert 429 in codes


def test_a_form_of_another_site_is_refused(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"part": "fiche"}).status_code == 403


def test_a_link_is_shown_once(browser: Client, measured: Measured, nova: Provider) -> None:
    told = {"recipient": "Léa Petit", "days": 90}
    shown = text(browser.post(here(measured, nova, "propositions/lien/"), told))
    [token] = re.findall(r"/prestataire/([\w-]{40,})/", shown)
    assert token not in text(browser.get(here(measured, nova, "propositions/")))
