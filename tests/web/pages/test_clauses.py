"""The clauses of a contract on screen: what matters first, beside the paper, in one gesture."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import accounts, clauses, papers
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import (
    CompanyProject,
    Contract,
    ContractClause,
    ContractDocument,
)
from timonerie.domains.contracts.operations import documents
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture
def contract(measured: Measured) -> Contract:
    with current.company(measured.company.pk):
        return papers.contract(measured.nova, criticality=3)


@pytest.fixture
def paper(measured: Measured, contract: Contract) -> ContractDocument:
    with current.company(measured.company.pk):
        made = papers.paper(measured.alice, under=contract)
        documents.read(by=measured.alice, at=NOW, document=made)
        made.refresh_from_db()
        return made


def address(measured: Measured, contract: Contract, end: str = "") -> str:
    return f"/{measured.slug}/contrats/{contract.public_id}/clauses/{end}"


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def plain(answer: Any) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", re.sub(r"<[^>]*>", "", text(answer)))


def said(measured: Measured, code: str = "reversibility") -> ContractClause:
    with current.company(measured.company.pk):
        return ContractClause.objects.get(clause=code)


def test_the_list_tells_what_matters_first_and_counts(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    shown = plain(browser.get(address(measured, contract)))
    assert "Criticité 3 sur 4" in shown
    assert "indispensables sont encore à regarder" in shown
    assert shown.index("Objet, périmètre") < shown.index("Bonus ou partage")


def test_what_is_missing_is_named_with_its_remedy(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        clauses.judged(measured.alice, contract)
    shown = plain(browser.get(address(measured, contract)))
    assert "1 clause manque à ce contrat" in shown
    assert "absente, indispensable dès la criticité 3" in shown
    filtered = plain(browser.get(f"{address(measured, contract)}?filtre.etat=absente"))
    assert "Réversibilité" in filtered
    assert "Bonus ou partage" not in filtered


def test_a_clause_stands_beside_the_page_with_its_proposal_marked(
    browser: Client, measured: Measured, contract: Contract, paper: ContractDocument
) -> None:
    shown = text(browser.get(address(measured, contract, "21/")))
    assert "une proposition, pas un avis" in shown
    assert '<mark id="extrait">' in shown
    assert "à regarder" in shown
    found = text(browser.get(address(measured, contract, "21/?q=prestataire")))
    assert "page-lead" in found
    assert "#extrait" in found


def test_every_clause_leads_to_the_next_by_a_link_and_a_key(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    shown = text(browser.get(address(measured, contract, "1/")))
    assert 'rel="next"' in shown
    assert 'data-keys="j ArrowRight"' in shown
    assert "Aucun document à lire ici" in shown
    for number in ("0/", "48/"):
        assert browser.get(address(measured, contract, number)).status_code == 404


def test_a_clause_is_said_weak_with_its_extract_then_undone(
    browser: Client, measured: Measured, contract: Contract, paper: ContractDocument
) -> None:
    page = text(browser.get(address(measured, contract, "21/")))
    [number] = re.findall(r'name="page" value="(\d+)"', page)[:1]
    sent = {"state": "weak", "document": str(paper.public_id), "page": number, "note": "sans prix"}
    extract = re.findall(
        r'name="extract"[^>]*>([^<]*)<',
        browser.get(address(measured, contract, "21/")).content.decode(),
    )[0].strip()
    answer = browser.post(
        address(measured, contract, "21/juger/?version=0"), {**sent, "extract": extract}
    )
    assert answer.headers["Location"] == address(measured, contract, "21/")
    row = said(measured)
    assert (row.state, row.note, row.page) == ("weak", "sans prix", int(number))
    assert "Défaire cet avis" in plain(browser.get(address(measured, contract, "21/")))
    browser.post(address(measured, contract, "21/defaire/?version=1"))
    assert said(measured).state == ""


def test_undoing_a_clause_that_nobody_judged_says_so(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    answer = browser.post(address(measured, contract, "1/defaire/"), follow=True)
    assert "cette clause n’a pas encore d’avis" in text(answer)


def test_an_opinion_over_somebody_elses_is_refused_and_told(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        clauses.judged(measured.alice, contract)
    answer = browser.post(
        address(measured, contract, "21/juger/?version=0"), {"state": "present"}, follow=True
    )
    assert "entre-temps" in plain(answer)
    assert said(measured).state == "absent"


def test_who_only_reads_has_no_form(measured: Measured, contract: Contract) -> None:
    with current.company(measured.company.pk):
        reader = accounts.actor(measured.company, Role.SITE_MANAGER, name="Sonia")
    client = browse(accounts.user_of(reader))
    assert client.get(address(measured, contract)).status_code == 403


def test_the_director_says_the_project_and_the_clauses_follow(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    home = f"/{measured.slug}/contrats/projet/"
    assert "Dans combien de mois" in plain(browser.get(home))
    refused = plain(
        browser.post(home, {"project": "hold", "months": "12", "start_date": "2026-01-01"})
    )
    assert "laissez le nombre de mois vide" in refused
    browser.post(home, {"project": "sell", "months": "18", "start_date": "2026-01-01"})
    with current.company(measured.company.pk):
        assert CompanyProject.objects.get().months == 18
    shown = plain(browser.get(address(measured, contract)))
    assert "vendre la société, dans les 18 mois" in shown
    assert "vitale pour le projet" in shown


def test_missing_clauses_are_ticked_and_given_as_a_file(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        clauses.judged(measured.alice, contract)
    shown = text(browser.get(address(measured, contract, "avenant/")))
    [ticked] = re.findall(r'value="(\w+)" checked', shown)
    assert ticked == "reversibility"
    for kind, head in (("docx", b"PK"), ("pdf", b"%PDF-")):
        made = browser.get(address(measured, contract, f"avenant.{kind}?clauses={ticked}&number=2"))
        assert made.content.startswith(head)
        assert "avenant" in made.headers["Content-Disposition"]


def test_an_amendment_of_nothing_is_refused_with_the_remedy(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    answer = browser.get(address(measured, contract, "avenant.docx"), follow=True)
    assert "Cochez au moins une clause" in plain(answer)
