"""A challenge, from a red figure to a letter that left and a reply beside it."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import challenges as factory
from tests.factories import duties as duty_factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.test_provider_files import text
from timonerie.domains.challenge.models import Challenge, LetterVersion, ProviderReply
from timonerie.domains.challenge.operations import steps
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.commitments.models import Commitment
from timonerie.foundations.scope import current
from timonerie.web.calendar_feeds import registry
from timonerie.web.calendar_feeds.registry import Reader

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), current.company(measured.company.pk):
        yield


@pytest.fixture
def home(measured: Measured) -> str:
    return f"/{measured.slug}/recadrages/"


def opened(measured: Measured) -> Challenge:
    return factory.opened(measured.alice, firm=measured.nova)


def test_nothing_yet_says_how_to_begin(browser: Client, home: str) -> None:
    told = text(browser.get(home))
    assert "Aucun recadrage n’est ouvert" in told
    assert "Ouvrir un recadrage" in told
    assert "Avec qui" in text(browser.get(f"{home}nouveau/"))


def test_a_fact_that_is_gone_says_so(browser: Client, home: str) -> None:
    assert "Ce fait n’est plus là" in text(browser.get(f"{home}nouveau/?fait=signal:x"))


def test_from_a_missed_level_to_a_letter_sent_and_answered(
    browser: Client, measured: Measured, home: str
) -> None:
    signed = factory.contract(measured.alice, measured.nova)
    known = factory.keys(measured.alice, signed)
    page = browser.get(f"/{measured.slug}/contrats/{signed.public_id}/mesure/")
    begin = next(one for one in page.context["levels"] if one["challenge_url"])["challenge_url"]
    shown = text(browser.get(begin))
    for word in ("Recadrer Nova", "188", "au moins 95", "Demande écrite"):
        assert word in shown or word.capitalize() in shown
    form = browser.get(begin).context["form"]
    assert form.initial["facts"] == known
    said = {
        "title": "Délais de la paie",
        "facts": known,
        "rung": "request",
        "asked": "Un plan sous dix jours.",
        "what_1": "Doubler le contrôle",
        "day_1": "2026-04-01",
        "contract": signed.public_id,
    }
    told = text(browser.post(begin, said, follow=True))
    made = Challenge.objects.get()
    assert "ses faits sont figés" in told
    assert "Doubler le contrôle" in told
    assert Commitment.objects.get().origin_id == made.public_id
    letter = LetterVersion.objects.get()
    address = f"{home}lettres/{letter.public_id}/"
    read = text(browser.get(address))
    assert "Un plan sous dix jours." in read
    assert "188" in read
    assert "[à compléter" in read
    sent = {"sent_on": "2026-03-02", "sent_by": "Paul", "carriage": "registered"}
    refused = text(browser.post(f"{address}envoyee/", sent))
    assert "numéro de suivi" in refused
    done = browser.post(f"{address}envoyee/", {**sent, "tracking": "1A 22"}, follow=True)
    assert "1A 22" in text(done)
    step = made.steps.get()
    reply = {"text": "Les variables arrivent en retard", "received_on": "2026-03-02"}
    beside = browser.post(f"{home}marches/{step.public_id}/reponse/", reply, follow=True)
    assert "Les variables arrivent en retard" in text(beside)
    assert "1A 22" in text(beside)


def test_facts_typed_without_their_source_are_refused_beside_their_field(
    browser: Client, measured: Measured, home: str
) -> None:
    address = f"{home}nouveau/?prestataire={measured.nova.public_id}"
    said = {"title": "Appels", "label": "Deux relances sans réponse", "day": "2026-02-20"}
    assert "où ce fait se vérifie" in text(browser.post(address, said))
    assert not Challenge.objects.exists()
    browser.post(address, {**said, "source": "courriel"}, follow=True)
    assert Challenge.objects.get().facts.get().kind == "said"


def test_a_rung_that_lacks_something_says_what(
    browser: Client, measured: Measured, home: str
) -> None:
    made = opened(measured)
    address = f"{home}{made.public_id}/"
    told = text(browser.get(address))
    assert "Il faut d’abord l’une de ces marches : mise en demeure" in told
    refused = browser.post(f"{address}monter/exit/", {"version": made.version})
    assert "ne peut pas être prise encore" in text(refused)
    assert browser.get(f"{address}monter/inconnue/").status_code == 404
    shown = text(browser.get(f"{address}monter/meeting/"))
    assert "Réunion proposée le" in shown


def test_two_writers_see_both(browser: Client, measured: Measured, home: str) -> None:
    made = opened(measured)
    address = f"{home}{made.public_id}/monter/request/"
    browser.post(address, {"version": made.version})
    answer = browser.post(address, {"version": made.version})
    assert "Personne d’autre" in text(answer) or "entre-temps" in text(answer)
    assert made.steps.count() == 1


def test_what_was_noted_by_mistake_is_taken_back(
    browser: Client, measured: Measured, home: str
) -> None:
    letter = factory.letter(measured.alice, opened(measured))
    address = f"{home}lettres/{letter.public_id}/"
    sent = {"sent_on": "2026-03-02", "sent_by": "Paul", "carriage": "email"}
    browser.post(f"{address}envoyee/", sent)
    sending = letter.sendings.get()
    told = text(browser.post(f"{home}envois/{sending.public_id}/annuler/", follow=True))
    assert "L’envoi n’est plus noté" in told
    reply = {"text": "Non", "received_on": "2026-03-02"}
    browser.post(f"{home}marches/{letter.step.public_id}/reponse/", reply)
    made = ProviderReply.objects.get()
    told = text(browser.post(f"{home}reponses/{made.public_id}/annuler/", follow=True))
    assert "La réponse n’est plus notée" in told


def test_a_reply_comes_with_its_file(browser: Client, measured: Measured, home: str) -> None:
    letter = factory.letter(measured.alice, opened(measured))
    file = SimpleUploadedFile("reponse.pdf", duty_factory.PDF)
    said = {"text": "", "received_on": "2026-03-02", "file": file}
    browser.post(f"{home}marches/{letter.step.public_id}/reponse/", said)
    made = ProviderReply.objects.get()
    answer = browser.get(f"{home}reponses/{made.public_id}/fichier/")
    assert answer.getvalue() == duty_factory.PDF


def test_the_files_of_a_letter_say_the_figures_of_the_screen(
    browser: Client, measured: Measured, home: str
) -> None:
    signed = factory.contract(measured.alice, measured.nova)
    factory.keys(measured.alice, signed)
    page = browser.get(f"/{measured.slug}/contrats/{signed.public_id}/mesure/")
    shown = {
        cell.text for row in page.context["periods"].rows for cell in row.cells if "%" in cell.text
    }
    begin = page.context["levels"][0]["challenge_url"]
    first = browser.get(begin).context["form"].initial
    browser.post(begin, {**first, "rung": "request", "unit": "", "title": "Délais"})
    facts = Challenge.objects.get().facts.all()
    assert {one.figure for one in facts} == shown
    letter = LetterVersion.objects.get()
    for kind, mark in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = browser.get(f"{home}lettres/{letter.public_id}/lettre.{kind}")
        assert answer.content.startswith(mark)


def test_it_is_closed_then_opened_again(browser: Client, measured: Measured, home: str) -> None:
    made = opened(measured)
    address = f"{home}{made.public_id}/"
    said = {"version": made.version, "state": "settled", "outcome": "Trois mois tenus"}
    assert "Trois mois tenus" in text(browser.post(f"{address}clore/", said, follow=True))
    assert "rouvert" in text(browser.post(f"{address}rouvrir/", follow=True))


def test_a_fact_is_withdrawn_and_stays(browser: Client, measured: Measured, home: str) -> None:
    made = opened(measured)
    fact = made.facts.get(number=1)
    address = f"{home}faits/{fact.public_id}/retirer/"
    told = text(browser.post(address, {"reason": "erreur"}, follow=True))
    assert "(retiré)" in told


def test_facts_are_added_from_what_is_known(browser: Client, measured: Measured, home: str) -> None:
    made = opened(measured)
    incident = factory.incident(measured.alice, measured.nova)
    address = f"{home}{made.public_id}/faits/"
    form = browser.get(address).context["form"]
    known = [box.data["value"] for _label, boxes in form.fact_groups for box in boxes]
    assert f"incident:{incident.public_id}" in known
    assert not any(key.startswith("level:") for key in known)
    browser.post(address, {"facts": [f"incident:{incident.public_id}"]})
    assert made.facts.count() == 4


def test_the_chronology_and_the_file_tell_the_same_facts(
    browser: Client, measured: Measured
) -> None:
    made = opened(measured)
    factory.letter(measured.alice, made)
    firm = f"/{measured.slug}/prestataires/{measured.nova.public_id}/"
    listed = text(browser.get(f"{firm}recadrages/"))
    assert "Délais de la paie" in listed
    told = text(browser.get(f"{firm}chronologie/"))
    for word in ("188 / 200", "Marche prise : demande écrite", "Recadrage ouvert"):
        assert word in told
    rows = browser.get(f"{firm}chronologie/?format=csv").content.decode()
    assert rows.count("Délais tenus") == 3
    assert browser.get(f"{firm}chronologie.pdf").content.startswith(b"%PDF")
    sheet = text(browser.get(f"{firm}renegocier/"))
    for word in ("188 / 200", "Promis, et mesuré", "Empreinte du dossier"):
        assert word in sheet
    facts = browser.get(f"{firm}renegocier/?format=csv&table=faits").content.decode()
    assert facts.count("Délais tenus") == 3
    book = browser.get(f"{firm}renegocier/?format=xlsx&table=faits").content
    assert book.startswith(b"PK")
    assert browser.get(f"{firm}renegocier.pdf").content.startswith(b"%PDF")


def test_today_tells_what_waits(browser: Client, measured: Measured) -> None:
    factory.letter(measured.alice, opened(measured))
    assert "Lettre à envoyer à Nova" in text(browser.get(f"/{measured.slug}/"))
    found = browser.get(f"/{measured.slug}/recherche/?q=paie")
    assert "Délais de la paie" in text(found)


def test_the_calendar_holds_what_is_expected(measured: Measured) -> None:
    made = opened(measured)
    taking = Taking(rung="meeting", meets_on=date(2026, 3, 9))
    steps.take(by=measured.alice, at=NOW, challenge=made, version=None, taking=taking)
    reader = Reader(measured.alice, measured.company, NOW.date())
    found = {one.title: one.day for one in registry.events(reader)}
    assert found["Réponse attendue de Nova\u00a0: réunion de challenge"] == date(2026, 3, 16)
    assert found["Réunion avec Nova"] == date(2026, 3, 9)
