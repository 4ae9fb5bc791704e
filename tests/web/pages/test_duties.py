"""Legal duties on screen: the board, a provider, a document, reminders, the page behind a link."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import duties
from tests.factories.figures import NOW, Measured
from timonerie.domains.contracts.models import (
    Contract,
    DutyDocument,
    DutyReminder,
    ProcessingRecord,
)
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nova(measured: Measured) -> Provider:
    with current.company(measured.company.pk):
        return duties.provider(measured.alice)


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def board(measured: Measured, end: str = "") -> str:
    return f"/{measured.slug}/contrats/obligations/{end}"


def of(measured: Measured, firm: Provider, end: str = "") -> str:
    return f"/{measured.slug}/prestataires/{firm.public_id}/pieces-legales/{end}"


def pdf(name: str = "attestation.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, duties.PDF)


def one(measured: Measured) -> DutyDocument:
    with current.company(measured.company.pk):
        found: DutyDocument = DutyDocument.objects.get()
        return found


def test_the_board_is_grey_on_the_first_day(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    found = text(browser.get(board(measured)))
    assert "Nova Paie" in found
    assert "à connaître" in found
    assert "state-missed" not in found.partition("<table")[2].partition("</table>")[0]


def test_a_document_is_brought_then_checked_with_its_proof(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    data = {"kind": "VIGILANCE", "issued_on": "2026-02-01", "file": pdf()}
    answer = browser.post(of(measured, nova, "deposer/"), data, follow=True)
    assert "La pièce est déposée" in text(answer)
    here = board(measured, f"pieces/{one(measured).public_id}/")
    blank = browser.post(f"{here}verifier/", {"issued_on": "2026-02-01"})
    assert "Dites comment vous l’avez vérifiée" in text(blank)
    told = {"issued_on": "2026-02-01", "number": "AB12", "proof": "urssaf.fr : valide"}
    assert "vérifiée" in text(browser.post(f"{here}verifier/", told, follow=True))
    assert "31 juillet 2026" in text(browser.get(here))
    assert "à jour" in text(browser.get(of(measured, nova)))


def test_a_wrong_file_is_told_beside_its_field(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    wrong = SimpleUploadedFile("attestation.exe", b"MZ")
    answer = browser.post(of(measured, nova, "deposer/"), {"kind": "VIGILANCE", "file": wrong})
    assert "Ce type de fichier n’est pas pris" in text(answer)


def test_a_reminder_is_copied_and_noted_never_sent(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    with current.company(measured.company.pk):
        duties.link(measured.alice, nova, "VIGILANCE")
    page = text(browser.get(of(measured, nova, "relancer/")))
    assert "Attestation de vigilance URSSAF (C. trav. L8222-1" in page
    assert "Rien ne part d’ici" in page
    told = {"pieces": ["VIGILANCE"], "kind": "reminder", "made_on": "2026-03-01"}
    browser.post(of(measured, nova, "relancer/"), told)
    with current.company(measured.company.pk):
        assert DutyReminder.objects.get().pieces == ["VIGILANCE"]
    notice = browser.get(of(measured, nova, "mise-en-demeure.pdf"))
    assert notice.content.startswith(b"%PDF-")
    assert browser.get(of(measured, nova, "mise-en-demeure.docx")).content[:2] == b"PK"


def test_a_notice_of_nothing_late_is_not_made(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    answer = browser.get(of(measured, nova, "mise-en-demeure.pdf"), follow=True)
    assert "Rien n’est en retard" in text(answer)


def test_a_provider_hands_in_by_its_link_and_sees_nothing_else(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    with current.company(measured.company.pk):
        duties.received(measured.alice, nova, "LIABILITY", number="SECRET-POLICE")
        address = f"/pieces/{duties.link(measured.alice, nova, 'REGISTRATION').token}/"
    visitor = Client()
    page = text(visitor.get(address))
    assert "Extrait d’immatriculation" in page
    assert "SECRET-POLICE" not in page
    assert "Assurance" not in page
    answer = visitor.post(
        address,
        {"kind": "REGISTRATION", "issued_on": "2026-02-10", "file": pdf("kbis.pdf")},
        follow=True,
    )
    assert "La pièce est reçue" in text(answer)
    assert "kbis.pdf" in text(answer)
    refused = visitor.post(address, {"kind": "LIABILITY", "file": pdf()})
    assert refused.status_code == 200
    with current.company(measured.company.pk):
        assert DutyDocument.objects.filter(way="link").count() == 1


def test_a_link_revoked_and_one_that_never_was_answer_alike(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    with current.company(measured.company.pk):
        made = duties.link(measured.alice, nova)
    revoke = board(measured, f"liens/{made.link.public_id}/revoquer/")
    assert browser.post(revoke).status_code == 302
    gone, never = (Client().get(f"/pieces/{token}/") for token in (made.token, "rien"))
    assert gone.status_code == never.status_code == 410


def test_the_link_is_shown_once(browser: Client, measured: Measured, nova: Provider) -> None:
    told = {"pieces": ["VIGILANCE", "REGISTRATION"], "recipient": "Léa", "days": 30}
    made = text(browser.post(of(measured, nova, "lien/"), told))
    token = re.search(r"/pieces/([\w-]+)/", made)
    assert token
    assert token[1] not in text(browser.get(of(measured, nova)))


def test_a_record_is_begun_completed_and_printed(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    with current.company(measured.company.pk):
        contract = Contract.objects.get()
    begun = browser.post(
        of(measured, nova, "donnees-personnelles/"),
        {"contract": str(contract.public_id)},
        follow=True,
    )
    assert "Le rôle du prestataire est à qualifier" in text(begun)
    with current.company(measured.company.pk):
        record = ProcessingRecord.objects.get()
    here = board(measured, f"donnees-personnelles/{record.public_id}/")
    told = {"role": "processor", "role_reason": "Sur nos instructions", "version": "1"}
    saved = text(browser.post(f"{here}modifier/", told, follow=True))
    assert "La fiche est enregistrée" in saved
    assert "Manque : finalité (art. 28 § 3)" in saved
    assert "Nova Paie" in text(browser.get(board(measured, "donnees-personnelles/")))
    made = browser.get(board(measured, "donnees-personnelles/registre.pdf"))
    assert made.content.startswith(b"%PDF-")


def test_the_way_of_working_gives_indices_with_their_reason(
    browser: Client, measured: Measured, nova: Provider
) -> None:
    with current.company(measured.company.pk):
        contract = Contract.objects.get()
    here = f"/{measured.slug}/contrats/{contract.public_id}/facon-de-travailler/"
    assert "Personne n’a encore répondu" in text(browser.get(here))
    told = {"r-SUPERVISION": "no", "n-SUPERVISION": "Consignes du siège"}
    page = text(browser.post(here, told, follow=True))
    assert "Donner des ordres directs" in page
    detail = f"/{measured.slug}/contrats/{contract.public_id}/"
    assert "Façon de travailler" in text(browser.get(detail))


def test_what_is_over_is_to_decide(browser: Client, measured: Measured, nova: Provider) -> None:
    with current.company(measured.company.pk):
        duties.checked(measured.alice, nova, issued_on=NOW.date().replace(year=2025, month=6))
    assert "Nova Paie : Attestation de vigilance URSSAF à renouveler" in text(
        browser.get(f"/{measured.slug}/")
    )
