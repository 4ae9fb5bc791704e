"""A director goes, on a phone, from the first page to a signal, its facts and a decision."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts, figures, signals
from tests.factories.figures import Measured
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import TREND_LINE, overflow, sign_in
from timonerie.domains.signals.models import WeakSignal
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


@pytest.fixture
def measured(live: str) -> Measured:
    found = figures.measured()
    with current.company(found.company.pk):
        nova, lyon = found.nova, found.group.lyon
        signals.errors(found.alice, signals.WORSE, unit=lyon, provider=nova)
        signals.raised(found.alice)
    return found


@pytest.fixture
def phone(browser: Browser, live: str, console: Console) -> Iterator[Page]:
    context = visitor(browser, live, PHONE)
    page = context.new_page()
    console.listen(page)
    yield page
    context.close()


def test_from_the_first_page_to_a_decision(phone: Page, measured: Measured) -> None:
    sign_in(phone, accounts.user_of(measured.alice))
    phone.goto(f"/{measured.slug}/")
    line = phone.locator(".decision", has_text="Taux d’erreur")
    line.get_by_role("link", name=re.compile("Décider")).click()

    expect(phone.locator(".signal-sentence")).to_contain_text("au lieu de")
    expect(phone.locator(".signal-sentence")).to_contain_text("Le hasard seul le ferait")
    expect(phone.locator(f"#signal {TREND_LINE}").first).to_be_visible()
    expect(phone.locator("main")).to_contain_text("Même verdict.")
    assert overflow(phone) <= 0
    keep_picture(phone, "signal")

    phone.get_by_role("link", name="Voir les faits").click()
    expect(phone).to_have_url(re.compile("/faits/"))
    phone.go_back()

    phone.get_by_role("link", name="Décider", exact=True).click()
    phone.get_by_label("Ce que vaut ce signal").select_option(label="confirmé")
    phone.get_by_label("Motif").fill("Nouveau logiciel chez Nova")
    phone.get_by_label("À décider pour le").fill("2026-12-15")
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.get_by_text("La décision est enregistrée.")).to_be_visible()
    assert overflow(phone) <= 0

    with current.company(measured.company.pk):
        one = WeakSignal.objects.get()
        assert (one.state, one.reason) == ("confirmed", "Nouveau logiciel chez Nova")


def test_several_are_sorted_at_once_and_it_is_undone(phone: Page, measured: Measured) -> None:
    sign_in(phone, accounts.user_of(measured.alice))
    phone.goto(f"/{measured.slug}/signaux/")
    phone.get_by_role("checkbox").first.check()
    phone.get_by_label("Trier la sélection").select_option(label="bruit")
    phone.get_by_label("Motif").fill("inventaire")
    phone.get_by_role("button", name="Trier les signaux cochés").click()
    expect(phone.locator("main")).to_contain_text("bruit")
    assert overflow(phone) <= 0
    keep_picture(phone, "signals")

    phone.get_by_role("button", name="Défaire ce tri").click()

    expect(phone.get_by_text("Le tri est défait")).to_be_visible()
    with current.company(measured.company.pk):
        assert WeakSignal.objects.get().state == "new"
