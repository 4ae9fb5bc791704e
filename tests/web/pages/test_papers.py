"""The papers on screen: dropped, read, filed, their clauses judged, their text searched."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import papers
from tests.factories.figures import NOW, Measured
from tests.foundations.documents.papers import hostile
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import ClauseFinding, Contract, ContractDocument
from timonerie.domains.contracts.operations import documents
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.documents.papers import languages
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


def paper(measured: Measured, data: bytes | None = None, **parts: Any) -> ContractDocument:
    with current.company(measured.company.pk):
        made = papers.paper(measured.alice, data, **parts)
        documents.read(by=measured.alice, at=NOW, document=made)
        made.refresh_from_db()
        return made


def contract(measured: Measured, **parts: Any) -> Contract:
    with current.company(measured.company.pk):
        return papers.contract(measured.nova, **parts)


def address(measured: Measured, one: ContractDocument | None = None, end: str = "") -> str:
    home = f"/{measured.slug}/contrats/documents/"
    return f"{home}{one.public_id}/{end}" if one else f"{home}{end}"


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def drop(client: Client, measured: Measured, data: bytes, **sent: str) -> Any:
    file = SimpleUploadedFile(sent.pop("name", "contrat.pdf"), data)
    return client.post(address(measured, end="deposer/"), {"file": file, **sent})


def test_an_empty_list_says_what_to_do(browser: Client, measured: Measured) -> None:
    assert "Déposer un PDF" in text(browser.get(address(measured)))


def test_a_dropped_pdf_is_listed_with_what_was_found(browser: Client, measured: Measured) -> None:
    answer = drop(browser, measured, papers.text_pdf())
    with current.company(measured.company.pk):
        one = ContractDocument.objects.get()
    assert answer.headers["Location"] == address(measured, one)
    paper(measured)
    listed = text(browser.get(address(measured)))
    assert "contrat.pdf" in listed
    assert "à classer" in listed
    assert "1 document à classer" in listed


def test_what_is_no_pdf_is_refused_beside_its_field(browser: Client, measured: Measured) -> None:
    shown = text(drop(browser, measured, b"PK workbook"))
    assert "PDF-04" in shown
    assert "ne commence pas comme un PDF" in shown
    assert "PDF-04" in text(drop(browser, measured, hostile.plain(), name="contrat.docx"))


def test_a_refused_pdf_says_why_and_what_to_do(browser: Client, measured: Measured) -> None:
    one = paper(measured, hostile.with_password())
    shown = text(browser.get(address(measured, one)))
    assert "mot de passe" in shown
    assert "PDF-06" in shown
    assert "Les huit clauses" not in shown


def test_the_eight_clauses_stand_with_their_extract_and_page(
    browser: Client, measured: Measured
) -> None:
    one = paper(measured)
    shown = text(browser.get(address(measured, one)))
    assert shown.count('class="panel clause"') == 8
    assert "page 3, article 11" in shown or "article 11" in shown
    assert "reçue par l’autre partie six mois" in shown.replace("\n", "")
    assert "à faire valider par un conseil" in shown


def test_an_extract_is_marked_on_its_page(browser: Client, measured: Measured) -> None:
    one = paper(measured)
    with current.company(measured.company.pk):
        found = ClauseFinding.objects.get(document=one, clause="notice")
    there = browser.get(address(measured, one, f"page/?page={found.page}&clause=notice"))
    [marked] = re.findall(r'<mark id="extrait">(.*?)</mark>', there.content.decode(), re.S)
    assert marked == found.extract


@pytest.mark.parametrize("page", ["0", "999", "x", "²", "-1"])
def test_a_page_that_is_not_there_is_not_found(
    page: str, browser: Client, measured: Measured
) -> None:
    one = paper(measured)
    assert browser.get(address(measured, one, f"page/?page={page}")).status_code == 404


def test_a_word_is_found_whatever_its_accents(browser: Client, measured: Measured) -> None:
    one = paper(measured)
    shown = text(browser.get(address(measured, one), {"q": "REVERSIBILITE"}))
    assert "<mark>réversibilité</mark>" in shown or "<mark>Réversibilité</mark>" in shown
    missing = text(browser.get(address(measured, one), {"q": "<b>zèbre</b>"}))
    assert "n’est dans aucune page lue" in missing
    assert "<b>zèbre" not in missing


def test_an_opinion_is_said_with_a_name_and_somebody_first_is_told(
    browser: Client, measured: Measured
) -> None:
    one = paper(measured)
    with current.company(measured.company.pk):
        found = ClauseFinding.objects.get(document=one, clause="data")
    there = address(measured, end=f"clauses/{found.public_id}/?version=1")
    answer = browser.post(there, {"opinion": "weak", "note": "Format à préciser"})
    assert answer.headers["Location"] == f"{address(measured, one)}#data"
    shown = text(browser.get(address(measured, one)))
    assert "dit par Alice" in shown
    assert "Format à préciser" in shown
    again = text(browser.post(there, {"opinion": "absent"}, follow=True))
    assert "entre-temps" in again
    with current.company(measured.company.pk):
        found.refresh_from_db()
    assert found.opinion == "weak"


def test_the_named_provider_is_offered_first_and_the_paper_filed(
    browser: Client, measured: Measured
) -> None:
    other = contract(measured, name="Autre")
    one = paper(measured)
    shown = text(browser.get(address(measured, one)))
    assert "De quel contrat est-ce le papier ?" in shown
    browser.post(address(measured, one, "classer/"), {"contract": str(other.public_id)})
    with current.company(measured.company.pk):
        one.refresh_from_db()
    assert one.contract_id == other.pk
    nowhere = {"contract": "00000000-0000-4000-8000-000000000000"}
    assert "n’existe pas" in text(
        browser.post(address(measured, one, "classer/"), nowhere, follow=True)
    )


def test_checked_terms_go_to_the_contract(browser: Client, measured: Measured) -> None:
    there = contract(measured)
    one = paper(measured, under=there)
    shown = text(browser.get(address(measured, one)))
    assert "36 mois" in shown.replace("\xa0", " ")
    browser.post(address(measured, one, "termes/?version=1"), {"fields": ["firm", "notice"]})
    with current.company(measured.company.pk):
        there.refresh_from_db()
    assert (there.firm, there.notice, there.renewal) == ("36 months", "6 months", "")
    assert "comme au contrat" in text(browser.get(address(measured, one)))


@pytest.mark.rule("FIL-03")
def test_the_original_is_an_attachment_that_no_browser_runs(
    browser: Client, measured: Measured
) -> None:
    answer = browser.get(address(measured, paper(measured), "fichier/"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == papers.text_pdf()  # type: ignore[attr-defined]


def test_a_machine_that_reads_no_scan_says_what_to_install(
    browser: Client, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "FOLDERS", ())
    one = paper(measured, papers.scan_pdf())
    for path in (address(measured), address(measured, one)):
        assert "apt-get install tesseract-ocr-fra" in text(browser.get(path))


def test_what_is_no_contract_is_said_and_not_searched(browser: Client, measured: Measured) -> None:
    one = paper(measured, papers.text_pdf("minutes"))
    shown = text(browser.get(address(measured, one)))
    assert "ne ressemble pas à un contrat" in shown
    assert "Les huit clauses" not in shown


def test_who_only_reads_is_offered_no_gesture(measured: Measured) -> None:
    one = paper(measured, under=contract(measured))
    with current.company(measured.company.pk):
        firm = measured.nova
    client = browse(measured.member(Role.AUDITOR, provider=firm))
    shown = text(client.get(address(measured, one)))
    assert "Les huit clauses" in shown
    for word in ("Enregistrer", "Archiver", "Relire le document"):
        assert word not in shown
    unfiled = paper(measured)
    assert client.get(address(measured, unfiled)).status_code == 404
    assert client.post(address(measured, one, "archiver/")).status_code == 403


def test_a_paper_is_archived_and_comes_back(browser: Client, measured: Measured) -> None:
    one = paper(measured)
    browser.post(address(measured, one, "archiver/"))
    assert "contrat.pdf" not in text(browser.get(address(measured)))
    assert "contrat.pdf" in text(browser.get(address(measured, end="archives/")))
    browser.post(address(measured, one, "reprendre/"))
    assert "contrat.pdf" in text(browser.get(address(measured)))
