"""The page behind a link: a provider reads and answers one report without an account, and nothing
else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts, duties, obligations, organisation, reports
from tests.factories.figures import NOW, Measured
from tests.web.pages.test_due_reports import at, values
from tests.web.pages.test_duties import text
from timonerie.domains.organisation.models import Unit
from timonerie.domains.reporting.models import (
    DueReport,
    ReportDraft,
    ReportFile,
    ReportFiling,
    ReportLink,
)
from timonerie.domains.reporting.operations import report_judging, report_links
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def made(measured: Measured) -> report_links.Made:
    with current.company(measured.company.pk):
        reports.expected(measured.alice, reports.contract(measured.alice, measured.nova))
        reports.follow(measured.alice, at=NOW)
        row = reports.opened(measured.alice, NOW)[0]
        return reports.link(measured.alice, row, at=NOW)


def here(made: report_links.Made, end: str = "") -> str:
    return f"/rapport/{made.token}/{end}"


def inside(measured: Measured, read: Any) -> Any:
    with current.company(measured.company.pk):
        return read()


def test_a_draft_is_resumed_then_handed_in_without_an_account(
    client: Client, measured: Measured, made: report_links.Made
) -> None:
    page = text(client.get(here(made)))
    assert "attend ce rapport de Nova" in page
    draft = {**values(), "f-payslips": "12x"}
    del draft["remettre"]
    answer = client.post(here(made), draft, follow=True)
    assert "n’est pas encore remis" in text(answer)
    assert 'value="12x"' in text(client.get(here(made)))
    wrong = client.post(here(made), {**draft, "remettre": "1"})
    assert "« 12x » n’est pas un nombre" in text(wrong)
    answer = client.post(here(made), values(), follow=True)
    assert "Votre rapport est remis" in text(answer)
    assert inside(measured, lambda: ReportFiling.objects.get().way) == "link"
    assert not inside(measured, lambda: ReportDraft.objects.exists())


def test_what_is_typed_is_kept_as_it_goes(
    client: Client, measured: Measured, made: report_links.Made
) -> None:
    told = {name: text for name, text in values().items() if name != "remettre"}
    answer = client.post(here(made, "brouillon/"), told)
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert (
        client.post(
            here(made, "brouillon/"), {**told, "version": "7", "comment": "Autre"}
        ).status_code
        == 409
    )
    assert inside(measured, lambda: ReportLink.objects.get().begun_at) is not None


def test_both_sides_open_the_same_page_notes_apart(
    client: Client, browser: Client, measured: Measured, made: report_links.Made
) -> None:
    client.post(here(made), values())
    row = made.link.due
    with current.company(measured.company.pk):
        report_judging.note(by=measured.alice, at=NOW, due=row, text="Entre nous, à surveiller.")
        report_judging.ask(by=measured.alice, at=NOW, due=row, text="Pourquoi deux refaits ?")
    theirs, ours = text(client.get(here(made))), text(browser.get(at(measured, row)))
    for said in ("120 bulletins", "Pourquoi deux refaits ?", "Version 1, remise le"):
        assert said in theirs
        assert said in ours
    assert "Entre nous" in ours
    assert "Entre nous" not in theirs
    assert "Alice Martin" not in theirs
    answer = client.post(
        here(made, "message/"), {"text": "Deux entrées.", "repondre": "1"}, follow=True
    )
    assert "Votre réponse est donnée." in text(answer)
    assert "Deux entrées." in text(browser.get(at(measured, row)))


def test_a_question_of_the_provider_stops_the_clock(
    client: Client, browser: Client, measured: Measured, made: report_links.Made
) -> None:
    answer = client.post(here(made, "message/"), {"text": "Il manque Lyon."}, follow=True)
    assert "le délai s’arrête" in text(answer)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        page = text(client.get(here(made)))
        assert "20 jours d’attente chez nous ne comptent pas" in page
        browser.force_login(accounts.user_of(measured.alice))
        today = text(browser.get(f"/{measured.slug}/"))
        assert "1 question posée sur un rapport" in today
        browser.post(at(measured, made.link.due, "reponse/"), {"text": "Envoyé."})
        assert "à venir" in text(browser.get(at(measured, made.link.due)))


def test_files_are_joined_and_taken_away(
    client: Client, browser: Client, measured: Measured, made: report_links.Made
) -> None:
    pdf = SimpleUploadedFile("journal.pdf", duties.PDF)
    answer = client.post(here(made, "joindre/"), {"file": pdf, "field": "journal"}, follow=True)
    assert "Le fichier est joint." in text(answer)
    joined = inside(measured, lambda: ReportFile.objects.get())
    address = f"/{measured.slug}/rapports-attendus/fichiers/{joined.public_id}/"
    assert browser.get(address).status_code == 404
    client.post(here(made, f"joints/{joined.public_id}/retirer/"))
    assert not inside(measured, lambda: ReportFile.objects.exists())
    fake = SimpleUploadedFile("journal.pdf", b"<html>")
    answer = client.post(here(made, "joindre/"), {"file": fake}, follow=True)
    assert "n’est pas ce que dit son nom" in text(answer)
    pdf = SimpleUploadedFile("journal.pdf", duties.PDF)
    client.post(here(made, "joindre/"), {"file": pdf, "field": "journal"})
    client.post(here(made), values())
    joined = inside(measured, lambda: ReportFile.objects.get())
    address = f"/{measured.slug}/rapports-attendus/fichiers/{joined.public_id}/"
    answer = browser.get(address)
    assert answer.getvalue() == duties.PDF


def test_the_form_is_taken_away_and_brought_back_filled(
    client: Client, measured: Measured, made: report_links.Made
) -> None:
    assert client.get(here(made, "modele.xlsx")).content.startswith(b"PK")
    assert "Bulletins" in client.get(here(made, "modele.csv")).content.decode()
    good = SimpleUploadedFile("r.csv", "Champ;Valeur\nBulletins émis;1 200\n".encode())
    answer = client.post(here(made, "formulaire/"), {"file": good}, follow=True)
    assert "Le fichier est lu" in text(answer)
    assert inside(measured, lambda: ReportLink.objects.get().sent_at) is not None


def test_a_provider_says_when_our_input_came(client: Client, measured: Measured) -> None:
    later = reports.instant(2026, 3, 24)
    with current.company(measured.company.pk):
        lyon = Unit.objects.get(name="Lyon")
        signed = reports.contract(measured.alice, measured.nova)
        obligations.obligation(measured.alice, signed, anchor="month", day=20, site=lyon)
        reports.opened(measured.alice, NOW)
        (own,) = reports.opened(measured.alice, later)
        made = reports.link(measured.alice, own, at=later)
    with time_machine.travel(later, tick=False):
        page = text(client.get(here(made)))
        assert "L’avez-vous reçu ?" in page
        assert "Votre réponse" not in page
        answer = client.post(here(made, "recu/"), {"on": "2026-03-23"}, follow=True)
        assert "La réception est notée." in text(answer)
        assert "reçu en retard" in text(answer)


@pytest.mark.rule("AUT-13")
@pytest.mark.parametrize("how", ["revoked", "expired", "unknown"])
def test_a_dead_link_says_nothing_of_anybody(
    client: Client, measured: Measured, made: report_links.Made, how: str
) -> None:
    token, day = made.token, NOW
    if how == "revoked":
        with current.company(measured.company.pk):
            report_links.revoke(by=measured.alice, at=NOW, link=made.link)
    elif how == "expired":
        day = NOW + timedelta(days=31)
    else:
        token = "x" * len(token)
    with time_machine.travel(day, tick=False):
        pages = [client.get(f"/rapport/{token}/")]
        for end in ("brouillon/", "joindre/", "formulaire/", "message/", "recu/", ""):
            pages.append(client.post(f"/rapport/{token}/{end}", values()))
        pages.extend(client.get(f"/rapport/{token}/modele.{kind}") for kind in ("xlsx", "csv"))
    assert {page.status_code for page in pages} == {410}
    assert all("Nova" not in text(page) for page in pages)
    assert not inside(measured, lambda: ReportFiling.objects.exists())


def test_a_link_opens_its_report_and_not_another(
    client: Client, measured: Measured, made: report_links.Made
) -> None:
    with current.company(measured.company.pk):
        other = DueReport.objects.exclude(pk=made.link.due_id).first()
        assert other is not None
        second = reports.link(measured.alice, other, at=NOW)
    pdf = SimpleUploadedFile("journal.pdf", duties.PDF)
    client.post(here(second, "joindre/"), {"file": pdf})
    joined = inside(measured, lambda: ReportFile.objects.get())
    answer = client.post(here(made, f"joints/{joined.public_id}/retirer/"))
    assert answer.status_code == 404
    assert inside(measured, lambda: ReportFile.objects.count()) == 1


def test_a_link_of_a_company_says_nothing_in_another(
    client: Client, measured: Measured, made: report_links.Made
) -> None:
    other = organisation.company("vanoise", name="Vanoise")
    client.post(here(made), values())
    with current.company(other.pk):
        assert not ReportFiling.objects.exists()
    assert "Vanoise" not in text(client.get(here(made)))


def test_who_guesses_is_stopped(client: Client, measured: Measured) -> None:
    most = django_settings.TRIES_AN_HOUR["link"]
    answers = [client.get(f"/rapport/{rank:040d}/").status_code for rank in range(most + 1)]
    assert answers == [*([410] * most), 429]
