"""The life of a contract on screen: drafted, approved, signed, amended, suspended, left."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import contracts as contract_factory
from tests.factories import lives as life_factory
from tests.factories import statements as statement_factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def page(client: Client, measured: Measured, path: str) -> str:
    answer = client.get(f"/{measured.slug}/contrats/{path}")
    assert answer.status_code == 200, path
    return text(answer)


def send(client: Client, measured: Measured, path: str, **said: Any) -> str:
    answer = client.post(f"/{measured.slug}/contrats/{path}", said, follow=True)
    assert answer.status_code == 200, path
    return text(answer)


def fresh(measured: Measured, contract: Contract) -> Contract:
    with current.company(measured.company.pk):
        found: Contract = Contract.objects.get(pk=contract.pk)
        return found


@pytest.fixture
def draft(measured: Measured) -> Contract:
    with current.company(measured.company.pk):
        return life_factory.draft(measured.alice)


@pytest.fixture
def signed(measured: Measured) -> Contract:
    with current.company(measured.company.pk):
        return contract_factory.signed(measured.alice)


@time_machine.travel(NOW)
def test_a_draft_is_approved_then_signed(
    measured: Measured, browser: Client, draft: Contract
) -> None:
    one = f"{draft.public_id}/"
    assert "en préparation" in page(browser, measured, one)
    assert "rien ne manque" in page(browser, measured, f"{one}approuver/")
    said = send(browser, measured, f"{one}approuver/", version=draft.version)
    assert "il reste à le faire signer" in said
    version = fresh(measured, draft).version
    told = {"signed_date": "2026-02-10", "signed_by": "Alice Roche, DAF", "version": version}
    said = send(browser, measured, f"{one}signer/", **told)
    assert "pour la société par Alice Roche, DAF" in said
    assert fresh(measured, draft).stage == Stage.SIGNED


@time_machine.travel(NOW)
def test_what_is_missing_is_told_and_asks_for_a_reason(measured: Measured, browser: Client) -> None:
    told = {"name": "Accueil", "stage": "draft", "currency": "EUR"}
    send(browser, measured, "nouveau/", **told)
    with current.company(measured.company.pk):
        contract = Contract.objects.get(name="Accueil")
    one = f"{contract.public_id}/approuver/"
    assert "Aucun prestataire n’est choisi" in page(browser, measured, one)
    assert "empêchent d’approuver" in send(browser, measured, one, version=1)
    send(browser, measured, one, version=1, reason="Le prestataire signe lundi.")
    said = page(browser, measured, f"{contract.public_id}/avenants/")
    assert "Le prestataire signe lundi." in said


@time_machine.travel(NOW)
def test_what_differs_from_the_approval_is_told(
    measured: Measured, browser: Client, draft: Contract
) -> None:
    with current.company(measured.company.pk):
        life_factory.approved(measured.alice, draft)
        life_factory.amended(measured.alice, draft, date(2026, 5, 1), "Avenant 1", notice="1 mois")
    assert "À approuver de nouveau" in page(browser, measured, f"{draft.public_id}/")
    said = page(browser, measured, f"{draft.public_id}/avenants/")
    assert "Ce qui diffère de la dernière approbation" in said
    assert "Avenant 1" in said


@time_machine.travel(NOW)
def test_an_amendment_moves_every_date_and_is_cancelled(
    measured: Measured, browser: Client, signed: Contract
) -> None:
    one = f"{signed.public_id}/"
    told = {"title": "Préavis", "effect_date": "2026-01-15", "version": signed.version}
    told |= {"notice_number": "1", "notice_unit": "months"}
    said = send(browser, measured, f"{one}avenants/nouveau/", **told)
    assert "Préavis : 1 mois" in said
    said = page(browser, measured, one)
    assert "30 mai 2026" in said
    assert "avenant du 15/01/2026 ; avant : 3 mois" in said
    assert "30/05/2026" in page(browser, measured, "")
    with current.company(measured.company.pk):
        [amendment] = signed.amendments.all()
    said = send(browser, measured, f"{one}avenants/{amendment.public_id}/annuler/")
    assert "annulé" in said
    assert "30 mars 2026" in page(browser, measured, one)


@time_machine.travel(NOW)
def test_a_suspension_pushes_the_end_and_is_cancelled(
    measured: Measured, browser: Client, signed: Contract
) -> None:
    one = f"{signed.public_id}/"
    told = {"first_date": "2026-01-01", "last_date": "2026-01-10", "version": signed.version}
    send(browser, measured, f"{one}suspensions/", **told)
    assert "10 juillet 2026" in page(browser, measured, one)
    with current.company(measured.company.pk):
        [suspension] = signed.suspensions.all()
    send(browser, measured, f"{one}suspensions/{suspension.public_id}/annuler/")
    assert "30 juin 2026" in page(browser, measured, one)


@time_machine.travel(NOW)
def test_a_notice_is_noted_with_its_proof_and_withdrawn(
    measured: Measured, browser: Client, signed: Contract
) -> None:
    one = f"{signed.public_id}/"
    told = {"day": "2026-02-02", "proof": "Recommandé 1A 204", "version": signed.version}
    said = send(browser, measured, f"{one}preavis/", **told)
    assert "Recommandé 1A 204" in said
    assert "préavis donné" in said
    said = send(browser, measured, f"{one}preavis/retirer/")
    assert "Recommandé 1A 204" not in said.split("Historique", maxsplit=1)[0]


@time_machine.travel(NOW)
def test_a_statement_gives_its_draft_once(measured: Measured, browser: Client) -> None:
    with current.company(measured.company.pk):
        statement = statement_factory.payroll(measured.alice)
        statement_factory.approved(measured.alice, statement)
    here = f"/{measured.slug}/cahiers/{statement.public_id}/"
    assert "Préparer le contrat" in text(browser.get(here))
    for _time in range(2):
        said = text(browser.post(f"{here}contrat/", follow=True))
        assert "Paie des sites, version 1" in said
    with current.company(measured.company.pk):
        assert Contract.objects.count() == 1


@time_machine.travel(NOW)
def test_the_orders_of_a_frame_stand_on_its_page(
    measured: Measured, browser: Client, signed: Contract
) -> None:
    with current.company(measured.company.pk):
        order = contract_factory.signed(measured.alice, "Paie de Lyon", frame=signed)
    said = page(browser, measured, f"{signed.public_id}/")
    assert "Commandes de ce contrat cadre" in said
    assert "Paie de Lyon" in said
    assert "Contrat cadre" in page(browser, measured, f"{order.public_id}/")


@time_machine.travel(NOW)
def test_an_auditor_reads_what_changed_and_writes_nothing(
    measured: Measured, signed: Contract
) -> None:
    client = browse(measured.member(Role.AUDITOR))
    here = f"/{measured.slug}/contrats/{signed.public_id}/avenants/"
    assert client.post(f"{here}nouveau/").status_code == 403
    assert client.get(f"{here}nouveau/").status_code == 403
