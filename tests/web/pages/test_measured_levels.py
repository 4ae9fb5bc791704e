"""What a contract promises against what is measured, on screen; penalties and credits settled."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import levels
from tests.factories.figures import FIRST, LAST, NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.models import Unit
from timonerie.domains.performance.models import Indicator, LevelClaim
from timonerie.domains.performance.operations import targets
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def contract(measured: Measured) -> Contract:
    """95 % of the cases in time: held for three months, missed in February."""
    with current.company(measured.company.pk):
        signed = levels.signed(measured.alice)
        levels.promised(signed)
        levels.measure(NOW)
        return signed


def claim_of(measured: Measured) -> LevelClaim:
    with current.company(measured.company.pk):
        found: LevelClaim = LevelClaim.objects.get(period_start=LAST)
        return found


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    assert answer.status_code == 200
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ")


def measured_page(client: Client, firm: Measured, contract: Contract, query: str = "") -> str:
    return text(client.get(f"/{firm.slug}/contrats/{contract.public_id}/mesure/{query}"))


def ledger(measured: Measured, path: str = "") -> str:
    return f"/{measured.slug}/avoirs-et-penalites/{path}"


def test_a_level_is_told_with_its_cases_and_their_place(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    found = measured_page(browser, measured, contract)

    assert "au moins 95 %" in found
    assert "6 sur 8 dossiers" in found
    assert "manqué" in found
    assert f"indicateur=sla_met&amp;mois={LAST}" in found


def test_a_contract_without_a_level_says_what_to_do(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        bare = levels.signed(measured.alice, name="Nettoyage")

    assert "Aucun niveau de service à mesurer" in measured_page(browser, measured, bare)


def test_a_stricter_promise_to_a_site_tells_who_is_exposed(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        targets.aim(
            by=measured.alice,
            at=NOW,
            indicator=Indicator.objects.get(code="sla_met"),
            start_date=FIRST,
            low=0.98,
            unit=Unit.objects.get(name="Lyon"),
        )

    found = measured_page(browser, measured, contract)

    assert "Lyon : au moins 98 % promis, plus que ce que doit le prestataire" in found


def test_the_ledger_has_a_column_a_kind_and_goes_to_accounting(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        claim = LevelClaim.objects.get()
    browser.post(
        ledger(measured, f"{claim.public_id}/accorder/"),
        {"version": claim.version, "granted": "100,00", "reason": ""},
    )

    answer = browser.get(ledger(measured, "?format=csv"))

    head, line, *_rest = answer.content.decode("utf-8-sig").splitlines()
    assert "Pénalité accordée" in head
    assert "Avoir accordé" in head
    assert "100" in line
    assert "100 €" in text(browser.get(ledger(measured)))


def test_another_amount_is_refused_without_a_reason_and_keeps_what_was_typed(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    claim = claim_of(measured)
    address = ledger(measured, f"{claim.public_id}/accorder/")

    refused = text(browser.post(address, {"version": claim.version, "granted": "60"}))

    assert "dites pourquoi" in refused
    assert claim_of(measured).state == "proposed"


def test_a_claim_is_discussed_waived_and_opened_again(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    claim = claim_of(measured)
    here = ledger(measured, f"{claim.public_id}/")
    browser.post(f"{here}discuter/", {"version": 1, "reply": "Nous contestons."})
    browser.post(f"{here}abandonner/", {"version": 2, "reason": "grève"})

    found = text(browser.get(here))
    assert "Nous contestons." in found
    assert "grève" in found
    assert "6 dossiers sur 8, 75 %" in found
    assert "1 000 € : 12 000 € par an, divisé par 12" in found

    browser.post(f"{here}rouvrir/?version=3")
    assert claim_of(measured).state == "discussed"


def test_an_auditor_reads_and_settles_nothing(measured: Measured, contract: Contract) -> None:
    with current.company(measured.company.pk):
        nova = levels.nova()
    client = browse(measured.member(Role.AUDITOR, provider=nova))
    claim = claim_of(measured)

    assert "Accorder" not in text(client.get(ledger(measured, f"{claim.public_id}/")))
    answer = client.post(ledger(measured, f"{claim.public_id}/rouvrir/"))
    assert answer.status_code == 403


def test_a_narrowed_reader_sees_no_claim_of_another_provider(
    measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        lyon = Unit.objects.get(name="Lyon")
    client = browse(measured.member(Role.DIRECTOR, unit=lyon))
    claim = claim_of(measured)

    assert client.get(ledger(measured, f"{claim.public_id}/")).status_code == 404
    assert "Rien à demander" in text(client.get(ledger(measured)))
