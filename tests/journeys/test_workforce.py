"""A director drops the payroll files of a year: sites, heads and holes, and the file is gone."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import accounts, dsn, organisation
from tests.journeys.conftest import keep_picture
from tests.journeys.people import overflow, sign_in
from timonerie.foundations.accounts.actors import Actor

GROUP = dsn.group()
HOLE = date(2025, 6, 1)


@pytest.fixture
def alice(live: str) -> Actor:
    return accounts.actor(organisation.company())


@pytest.fixture
def director(page: Page, alice: Actor) -> Page:
    sign_in(page, accounts.user_of(alice))
    return page


def drop(page: Page, data: bytes, *, name: str = "paie.dsn", creates: bool = False) -> None:
    page.goto("/brevent/effectifs/deposer/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": data}
    )
    if creates:
        page.get_by_label("Créer l’entité juridique", exact=False).check()
    page.get_by_role("button", name="Lire et effacer").click()


def narrow(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


def wide(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})


def test_a_year_of_payroll_files(director: Page, data_dir: Path) -> None:
    director.goto("/brevent/effectifs/")
    expect(director.get_by_text("Aucune DSN déposée")).to_be_visible()
    keep_picture(director, "workforce-empty")

    drop(director, GROUP.file(dsn.FIRST))
    expect(director.locator(".field-error")).to_contain_text("DSN-05")
    keep_picture(director, "workforce-refused")

    drop(director, GROUP.file(dsn.FIRST), creates=True)
    expect(director.get_by_text("le fichier est effacé")).to_be_visible()
    director.get_by_role("link", name="Relier les sites").click()
    keep_picture(director, "workforce-sites")
    director.get_by_role("button", name="Relier", exact=True).click()
    expect(director.get_by_text("4 lieux de travail sont maintenant des sites")).to_be_visible()

    for month in dsn.months()[1:]:
        if month != HOLE:
            drop(director, GROUP.file(month))
            expect(director.get_by_text("le fichier est effacé")).to_be_visible()
    expect(director.get_by_role("heading", name="Effectifs", exact=True)).to_be_visible()
    keep_picture(director, "workforce")
    narrow(director)
    director.reload()
    assert overflow(director) <= 0
    keep_picture(director, "workforce-phone")

    director.goto("/brevent/effectifs/mois/")
    assert overflow(director) <= 0
    expect(director.locator("main")).to_contain_text("donnée manquante")
    keep_picture(director, "workforce-months-phone")
    wide(director)
    keep_picture(director, "workforce-months")

    director.goto("/brevent/effectifs/declarations/")
    director.get_by_role("link", name="décembre 2025").first.click()
    expect(director.locator("main")).to_contain_text("lues puis oubliées")
    keep_picture(director, "workforce-declaration")
    narrow(director)
    assert overflow(director) <= 0
    keep_picture(director, "workforce-declaration-phone")
    wide(director)

    director.goto("/brevent/sites/")
    director.get_by_role("link", name="Lyon").click()
    expect(director.locator("#effectifs")).to_contain_text("Taux d’absence")
    director.get_by_role("link", name="Mois par mois").click()
    expect(director.get_by_role("heading", name="Effectifs de Lyon")).to_be_visible()
    keep_picture(director, "workforce-site")

    reading = data_dir / "reading"
    assert list(reading.iterdir()) == []
