"""A provider answers by its link on a phone, the owner sends it back, the provider corrects, the
owner accepts: both on the same page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts, figures, reports
from tests.factories.figures import Measured
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import overflow, sign_in
from timonerie.domains.reporting.models import DueReport, ReportDraft
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


@pytest.fixture
def measured(live: str) -> Measured:
    return figures.measured()


@pytest.fixture
def row(measured: Measured) -> DueReport:
    """The report of the month that runs, due after it."""
    at = timezone.now()
    with current.company(measured.company.pk):
        reports.expected(measured.alice, reports.contract(measured.alice, measured.nova))
        reports.follow(measured.alice, at=at)
        reports.opened(measured.alice, at)
        found = DueReport.objects.order_by("-period_start").first()
    assert found is not None
    return found


@pytest.fixture
def director(page: Page, measured: Measured) -> Page:
    sign_in(page, accounts.user_of(measured.alice))
    return page


@pytest.fixture
def phone(browser: Browser, live: str, console: Console) -> Iterator[Page]:
    """Somebody of the provider, who has no account here."""
    context = visitor(browser, live, PHONE)
    page = context.new_page()
    console.listen(page)
    yield page
    context.close()


def make_link(director: Page, address: str) -> str:
    """Made on screen; the path of its address, shown once."""
    director.goto(address)
    director.get_by_role("link", name="Inviter à répondre").click()
    director.get_by_label("À qui vous le remettez").fill("Léa Petit")
    director.get_by_role("button", name="Faire le lien").click()
    shown = director.get_by_label("Lien de réponse", exact=True)
    expect(shown).to_have_value(re.compile("/rapport/"))
    return urlsplit(shown.input_value()).path


def test_answered_sent_back_corrected_accepted(
    director: Page, phone: Page, measured: Measured, row: DueReport
) -> None:
    address = f"/{measured.slug}/rapports-attendus/{row.public_id}/"
    path = make_link(director, address)

    phone.goto(path)
    assert overflow(phone) <= 0
    keep_picture(phone, "report-link")
    phone.get_by_label("Bulletins émis", exact=False).fill("120")
    # Kept while it is typed, and still there once the page is opened again.
    expect(phone.locator("[data-autosaved]")).to_contain_text("Brouillon enregistré")
    phone.goto(path)
    expect(phone.get_by_label("Bulletins émis", exact=False)).to_have_value("120")
    with current.company(measured.company.pk):
        assert ReportDraft.objects.get().values == {"payslips": "120"}

    phone.get_by_label("Taux d’erreur", exact=False).fill("cent")
    phone.get_by_role("button", name="Remettre").click()
    expect(phone.locator(".error-summary, .has-error").first).to_be_visible()
    phone.get_by_label("Taux d’erreur", exact=False).fill("1,5")
    phone.get_by_label("Commentaire du mois", exact=False).fill("Deux entrées tardives.")
    phone.get_by_role("button", name="Remettre").click()
    expect(phone.get_by_text("Votre rapport est remis")).to_be_visible()
    assert overflow(phone) <= 0

    director.goto(address)
    expect(director.locator("main")).to_contain_text("120\u00a0bulletins")
    director.get_by_role("link", name="Demander une correction").click()
    director.get_by_label("Votre message", exact=False).fill("Lyon manque.")
    director.get_by_role("button", name="Demander une correction").click()
    expect(director.locator(".effect")).to_contain_text("à corriger")

    phone.goto(path)
    expect(phone.locator("#echanges")).to_contain_text("Lyon manque.")
    phone.get_by_text("Corriger par une nouvelle version").click()
    phone.get_by_label("Bulletins émis", exact=False).fill("130")
    phone.get_by_label("Pourquoi cette correction", exact=False).fill("Lyon ajouté")
    phone.get_by_role("button", name="Remettre").click()
    expect(phone.locator("main")).to_contain_text("Lyon ajouté")
    assert overflow(phone) <= 0
    keep_picture(phone, "report-corrected")

    director.goto(address)
    expect(director.locator("main")).to_contain_text("Lyon ajouté")
    director.get_by_role("button", name="Accepter").click()
    expect(director.locator(".effect")).to_contain_text("corrigé")
    keep_picture(director, "report-accepted")
