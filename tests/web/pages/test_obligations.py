"""« Niveaux et rapports » on screen: taken over, said by hand, read beside what is measured."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import contracts, duties, obligations, sourcing
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_contracts import text
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.contracts.operations import subcontractors
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

Committing = Callable[..., AbstractContextManager[object]]

pytestmark = pytest.mark.slow

MOST = 20
LEVEL = {
    "title": "Demandes tenues", "metric": "sla_met", "target": "95", "unit": "percent",
    "at_least": "yes", "period": "month", "consequence": "penalty", "limit_1": "95",
    "rate_1": "2,5", "cap": "10", "version": "0",
}  # fmt: skip


def signed(measured: Measured, **parts: Any) -> Contract:
    with current.company(measured.company.pk):
        return contracts.signed(measured.alice, provider=measured.nova, **parts)


def at(measured: Measured, contract: Contract, path: str = "") -> str:
    return f"/{measured.slug}/contrats/{contract.public_id}/niveaux/{path}"


def levels(measured: Measured) -> list[ServiceLevel]:
    with current.company(measured.company.pk):
        return list(ServiceLevel.objects.order_by("pk"))


@time_machine.travel(NOW)
def test_an_empty_page_says_what_to_do_next(browser: Client, measured: Measured) -> None:
    contract = signed(measured)
    found = text(browser.get(at(measured, contract)))
    assert "Reprendre du cahier des charges" in found
    assert "Aucune version approuvée à reprendre" in text(
        browser.get(at(measured, contract, "cahier/"))
    )


@time_machine.travel(NOW)
def test_a_level_said_by_hand_is_told_beside_what_is_measured(
    browser: Client, measured: Measured, django_capture_on_commit_callbacks: Committing
) -> None:
    contract = signed(measured)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(at(measured, contract, "ajouter/?nature=niveau"), LEVEL)
    answer = browser.get(at(measured, contract))
    found = text(answer)
    assert "« Respect du niveau de service » doit être : au moins 95 %" in found
    assert "Pénalité : 2,5 % du prix du mois en dessous de 95 %" in found
    [row] = answer.context["realities"].rows
    assert row.cells[1].text.replace("\u00a0", " ") == "au moins 95 %"
    # Two of the eight cases of February were late.
    assert [cell.text.replace("\u00a0", " ") for cell in row.cells[2:]] == ["75 %", "manqué"]


@time_machine.travel(NOW)
def test_only_what_the_reader_reaches_is_offered_and_the_rest_stays(measured: Measured) -> None:
    contract = signed(measured)
    with current.company(measured.company.pk):
        told: dict[str, Any] = {"by": measured.alice, "unit": measured.group.lyon}
        clarte = Provider.objects.get(name="Clarté")
        sourcing.entrusted(name="Bulletins", provider=measured.nova, **told)
        apart = sourcing.entrusted(name="Réservé", provider=clarte, **told)
        row = obligations.level(measured.alice, contract, activity=apart)
        theirs = browse(measured.member(Role.EXECUTIVE, provider=measured.nova))
    page = f"/{measured.slug}/contrats/engagements/{row.public_id}/"
    for one in (page, at(measured, contract, "ajouter/?nature=niveau")):
        found = text(theirs.get(one))
        assert "Bulletins" in found
        assert "Réservé" not in found
    theirs.post(page, {**LEVEL, "title": "Dossiers tenus", "version": "1"})
    [level] = levels(measured)
    assert (level.title, level.activity_id) == ("Dossiers tenus", apart.pk)


@time_machine.travel(NOW)
def test_a_band_with_one_figure_names_the_other(browser: Client, measured: Measured) -> None:
    contract = signed(measured)
    told = {**LEVEL, "rate_1": ""}
    found = text(browser.post(at(measured, contract, "ajouter/?nature=niveau"), told))
    assert "Un palier se dit par ses deux chiffres" in found
    assert levels(measured) == []


@time_machine.travel(NOW)
def test_lines_are_previewed_then_taken(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        contract, version = obligations.payroll(measured.alice)
    asked = {"statement": str(version.public_id), "effective": "2026-01-01"}
    preview = browser.get(at(measured, contract, "cahier/"), asked)
    assert "nouveau" in text(preview)
    assert levels(measured) == []
    done = text(browser.post(at(measured, contract, "cahier/"), asked, follow=True))
    assert "lignes du cahier des charges sont reprises" in done
    assert "au prestataire" in done
    assert "lignes n’ont pas de date" in done
    again = text(browser.get(at(measured, contract, "cahier/"), asked))
    assert "Tout est déjà repris de cette version" in again


@time_machine.travel(NOW)
def test_a_full_page_asks_few_questions_of_the_database(
    browser: Client, measured: Measured
) -> None:
    contract = signed(measured)
    with current.company(measured.company.pk):
        for rank in range(3):
            obligations.level(measured.alice, contract, f"Niveau {rank}")
        obligations.level(measured.alice, contract, "À Lyon", site=measured.group.lyon)
        obligations.report(measured.alice, contract)
        obligations.obligation(measured.alice, contract, anchor="month", day=25)
        obligations.proof(measured.alice, contract)
    browser.get(at(measured, contract))
    with CaptureQueriesContext(connection) as queries:
        found = text(browser.get(at(measured, contract)))
    assert "à nous" in found
    assert "25 mars 2026" in found
    assert len(queries) <= MOST


@time_machine.travel(NOW)
def test_what_the_provider_owes_by_law_and_who_works_behind_it_are_told(
    browser: Client, measured: Measured
) -> None:
    contract = signed(measured)
    with current.company(measured.company.pk):
        said = subcontractors.Said(name="Onyx Saisie", task="saisie")
        subcontractors.declare(
            by=measured.alice, at=NOW, provider=measured.nova, said=said, is_discovered=True
        )
        duties.checked(
            measured.alice,
            measured.nova,
            issued_on=date(2025, 7, 1),
            valid_until=date(2025, 12, 31),
        )
    rows = browser.get(at(measured, contract)).context["realities"].rows
    told = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in rows]
    assert told[0][1:] == [
        "attendue le 31/12/2025",
        "échue, dernière reçue le 02/03/2026",
        "manqué",
    ]
    assert told[1] == ["Onyx Saisie", "sous-traitants déclarés", "non déclaré", "manqué"]


@time_machine.travel(NOW)
def test_a_proof_is_said_to_have_come(browser: Client, measured: Measured) -> None:
    contract = signed(measured)
    with current.company(measured.company.pk):
        proof = obligations.proof(measured.alice, contract)
    told = {"given_on": "2026-03-01", "text": "Rapport de février", "version": "1"}
    address = f"/{measured.slug}/contrats/preuves/{proof.public_id}/remettre/"
    assert "Rapport de février" in text(browser.post(address, told, follow=True))


@time_machine.travel(NOW)
def test_a_line_put_away_is_taken_back_from_the_page(browser: Client, measured: Measured) -> None:
    contract = signed(measured)
    with current.company(measured.company.pk):
        level = obligations.level(measured.alice, contract)
    here = f"/{measured.slug}/contrats/engagements/{level.public_id}/"
    assert "Archiver cette ligne" in text(browser.get(here))
    assert "Une ligne archivée" in text(browser.post(f"{here}archiver/?version=1", follow=True))
    browser.post(f"{here}reprendre/?version=2")
    assert levels(measured)[0].archived_at is None


@time_machine.travel(NOW)
def test_who_only_reads_sees_no_gesture(measured: Measured) -> None:
    contract = signed(measured)
    auditor = browse(measured.member(Role.AUDITOR))
    found = text(auditor.get(at(measured, contract)))
    assert "Ajouter à la main" not in found
    assert auditor.get(at(measured, contract, "ajouter/")).status_code == 403
