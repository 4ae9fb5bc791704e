"""From a statement of work to a signed contract, its levels measured on three years of facts, a
penalty granted, and a renewal decided on time."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.factories import accounts, figures, offers, organisation, years
from tests.journeys.conftest import keep_picture
from tests.journeys.hands import Hand
from tests.journeys.people import sign_in
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.models import LevelClaim, LevelResult
from timonerie.domains.performance.operations import indicators
from timonerie.domains.sourcing.models import (
    Activity,
    StatementActivity,
    StatementLine,
    StatementOfWork,
)
from timonerie.domains.sourcing.operations import statements
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
TODAY = datetime.fromisoformat("2026-03-02T08:00Z")
MONTHS = 32
"""Whole months from July 2023, when the contract begins, to February 2026."""
PROMISED = {"metric": "sla_met", "target": 97.0, "unit": "percent", "at_least": True}


def asked(by: Actor) -> StatementOfWork:
    """An approved statement that promises one level, to the provider whose facts are known."""
    nova, payslips = Provider.objects.get(name="Nova"), Activity.objects.get(name="Bulletins")
    made = statements.draft(
        by=by, at=TODAY, work="payroll", title="Paie des sites", months=36, provider=nova
    )
    StatementLine.objects.filter(statement=made).delete()
    StatementActivity.objects.get_or_create(statement=made, activity=payslips)
    StatementLine.objects.create(
        statement=made,
        section=9,
        kind="service_level",
        title="Délais tenus",
        values={**PROMISED, "period": "month"},
    )
    offers.approve(by, made, at=TODAY)
    return made


@pytest.fixture
def hand(live: str, page: Page) -> Iterator[tuple[Hand, StatementOfWork]]:
    with time_machine.travel(TODAY, tick=True):
        company = organisation.company()
        with current.company(company.pk):
            alice = accounts.actor(company)
            organisation.group(alice)
            facts = list(years.simulated(activity="Bulletins"))
            figures.bring(alice, facts, name="trois ans.csv")
            indicators.ensure_built_in(by=alice, at=TODAY)
            statement = asked(alice)
            user = accounts.user_of(alice)
        sign_in(page, user)
        yield Hand(page), statement


def test_a_statement_becomes_a_contract_that_is_measured_and_decided_on_time(
    hand: tuple[Hand, StatementOfWork], page: Page, tmp_path: Path
) -> None:
    by, statement = hand
    by.open(f"/brevent/cahiers/{statement.public_id}/")
    by.press("Préparer le contrat")
    it_is_completed_approved_and_signed(by)
    its_lines_become_levels(by)
    they_are_measured_and_a_penalty_is_granted(by)
    its_renewal_is_decided(by, tmp_path)
    with current.company(statement.company_id):
        measured = LevelResult.objects.current().filter(state="measured")
        granted = LevelClaim.objects.get(state="granted")
    assert measured.count() == MONTHS
    assert granted.granted_cents == granted.amount_cents


def it_is_completed_approved_and_signed(by: Hand) -> None:
    page = by.page
    by.follow("Modifier les termes")
    by.write("Prise d’effet", "2023-07-01")
    page.get_by_label("À l’échéance").select_option("tacit")
    by.write("Durée de chaque reconduction", "12")
    page.locator("#id_notice_0").fill("3")
    by.write("Montant par an", "36000")
    by.press("Enregistrer")
    by.follow("Approuver…")
    by.press("Approuver et figer")
    by.follow("Noter la signature")
    by.write("Signé le", "2023-06-20")
    by.write("Signé pour la société par", "Alice Martin, présidente")
    by.press("Noter la signature")
    expect(page.get_by_text("À décider avant le 30 mars 2026")).to_be_visible()


def its_lines_become_levels(by: Hand) -> None:
    by.follow("Niveaux et rapports")
    by.follow("Reprendre du cahier des charges")
    by.press("Voir ce qui serait repris")
    by.press("Reprendre ces lignes")
    by.click(by.page.get_by_role("link", name="Délais tenus").last)
    by.page.get_by_label("Si le niveau est manqué").select_option("penalty")
    by.write("Premier palier : passé", "97")
    by.write("Premier palier : part du prix (%)", "4")
    by.press("Enregistrer")


def they_are_measured_and_a_penalty_is_granted(by: Hand) -> None:
    page = by.page
    by.follow("Mesuré")
    by.press("Mesurer de nouveau")
    page.reload()
    keep_picture(page, "contract-measured")
    by.click(page.get_by_role("link", name="Délais tenus", exact=True).first)
    by.follow("Accorder")
    by.press("Accorder ce montant")
    expect(page.get_by_text("accordée").first).to_be_visible()
    by.follow("Paie des sites")


def its_renewal_is_decided(by: Hand, folder: Path) -> None:
    """The page of the decision is one A4."""
    page = by.page
    by.follow("Décision")
    by.press("Ouvrir le dossier")
    by.tick(page.get_by_label("Renégocier", exact=True))
    by.write("Motif", "Les délais se tiennent moins bien que promis.")
    by.press("Enregistrer la décision")
    expect(page.get_by_role("heading", name="Décidé : Renégocier")).to_be_visible()
    keep_picture(page, "contract-decision")
    with page.expect_download() as waiting:
        by.follow("La page en PDF")
    waiting.value.save_as(folder / "decision.pdf")
    assert len(pypdfium2.PdfDocument(folder / "decision.pdf")) == 1
