"""A director brings the org chart that HR keeps in a spreadsheet, settles its questions, reads the
tree with the keyboard and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts, org_charts, organisation
from tests.factories.org_charts import changed, firm
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import overflow, press_on, sign_in
from timonerie.domains.organisation.models import Seat
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current

LOST = "Léa Roux"


@pytest.fixture
def alice(live: str) -> Actor:
    return accounts.actor(organisation.company())


@pytest.fixture
def phone(browser: Browser, live: str, console: Console) -> Iterator[Page]:
    context = visitor(browser, live, PHONE)
    page = context.new_page()
    console.listen(page)
    yield page
    context.close()


def bring(page: Page, folder: Path) -> None:
    file = org_charts.workbook(folder, changed(firm(), LOST, manager="Victor Absent"))
    page.goto("/brevent/reglages/importer/organigramme/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Voir ce que cela change").click()


def test_a_spreadsheet_becomes_a_tree(page: Page, alice: Actor, tmp_path: Path) -> None:
    sign_in(page, accounts.user_of(alice))
    page.goto("/brevent/organigramme/")
    expect(page.locator("main")).to_contain_text("les postes et l’arbre viennent ensemble")
    keep_picture(page, "org-chart-empty-1366")

    bring(page, tmp_path)
    expect(page.locator("main")).to_contain_text("À éclaircir")
    expect(page.locator("main")).to_contain_text("Victor Absent")
    keep_picture(page, "org-chart-preview-1366")
    page.get_by_label("Créer les sites que la société ne connaît pas encore").check()
    page.get_by_label("Créer un poste vacant pour chaque responsable absent").check()
    page.get_by_role("button", name="Voir ce que cela change").click()
    expect(page.locator("main")).not_to_contain_text("À éclaircir")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.locator(".tree > li > details > summary").first).to_contain_text("Claire Roux")
    expect(page.locator("main")).to_contain_text("Ne tiennent qu’à une tête")
    assert overflow(page) <= 0
    keep_picture(page, "org-chart-1366")
    with current.company(alice.company_id):
        assert Seat.objects.count() == 151

    page.get_by_label("Chercher un poste").fill("sofia muller")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator(".tree mark")).to_have_count(1)
    keep_picture(page, "org-chart-search-1366")


def test_the_tree_opens_with_the_keyboard_and_fits_a_phone(
    phone: Page, alice: Actor, tmp_path: Path
) -> None:
    sign_in(phone, accounts.user_of(alice))
    bring(phone, tmp_path)
    phone.get_by_label("Créer les sites que la société ne connaît pas encore").check()
    phone.get_by_role("button", name="Voir ce que cela change").click()
    phone.get_by_role("button", name="Enregistrer").click()
    closed = ".tree details:not([open]) > summary"
    before = phone.locator(closed).count()

    press_on(phone, closed)

    expect(phone.locator(closed)).to_have_count(before - 1)
    assert overflow(phone) <= 0
    keep_picture(phone, "org-chart-390")
