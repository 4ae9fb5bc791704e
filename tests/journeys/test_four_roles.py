"""Journeys of four roles, on a desk and on a phone, where all is filled, empty or refused.

Each ends in a picture; those of the guide are taken here too (`make screenshots`).
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Console, keep_picture, visitor
from tests.journeys.demo import Demo
from tests.journeys.people import TREND_LINE, enter, overflow
from tests.journeys.world import EMPTY, email_of
from timonerie.cli.demo.people import PASSWORD
from timonerie.foundations.accounts.enums import Role

SignIn = Callable[[Role, tuple[int, int]], Page]


@pytest.fixture
def sign_in(browser: Browser, demo: Demo, console: Console) -> Iterator[SignIn]:
    """Whoever signs in lands on their page of the day."""
    contexts: list[BrowserContext] = []

    def signed_in(role: Role, viewport: tuple[int, int]) -> Page:
        context = visitor(browser, demo.url, viewport)
        contexts.append(context)
        page = context.new_page()
        console.listen(page)
        enter(page, email_of(role), PASSWORD)
        if page.url == f"{demo.url}/":  # of several companies: one is chosen
            page.locator("main").get_by_role("link", name="Ateliers Brévent").click()
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert console.unexpected() == []


def end(page: Page, name: str) -> None:
    """The last look of a journey."""
    page.wait_for_load_state("networkidle")
    assert overflow(page) <= 0
    keep_picture(page, name)


def test_a_director_reads_what_needs_a_decision(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR, DESKTOP)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aujourd’hui")
    expect(page.locator(".decision").first).to_be_visible()
    end(page, "dashboard")


def test_a_director_goes_from_a_cell_down_to_a_case(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR, DESKTOP)
    page.get_by_role("navigation", name="Navigation principale").get_by_text("Sites").click()
    page.locator(".heat-cell a").first.click()
    page.get_by_role("link", name=re.compile(r"Voir (les .* dossiers|le dossier)")).click()
    page.locator(".data-table tbody a").first.click()
    expect(page.locator(".timeline")).to_be_visible()
    end(page, "case")


def test_a_director_reads_a_figure_and_its_past(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR, DESKTOP)
    page.get_by_role("link", name=re.compile("Pourquoi")).first.click()
    expect(page.locator(f"[data-chart] {TREND_LINE}").first).to_be_attached()
    end(page, "figure")


def test_a_director_sees_which_months_are_closed(sign_in: SignIn, demo: Demo) -> None:
    page = sign_in(Role.DIRECTOR, DESKTOP)
    page.goto(demo.pages["settings-periods"])
    expect(page.get_by_role("table").first).to_be_visible()
    end(page, "periods")


def test_a_director_is_told_what_to_bring_first(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR, DESKTOP)
    page.goto(f"/{EMPTY}/")
    expect(page.locator(".heat-missed, .state-missed")).to_have_count(0)
    expect(page.get_by_role("button", name="Apporter ces fichiers")).to_be_visible()
    end(page, "first-day")


def test_a_director_reads_why_a_file_was_refused(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR, PHONE)
    menu = page.locator("details", has=page.get_by_label("Toutes les pages"))
    menu.locator("summary").click()
    menu.get_by_role("link", name="Données").click()
    page.get_by_role("link", name="casse.csv").first.click()
    expect(page.locator("main")).to_contain_text("rien n’a changé")
    end(page, "refused-file-phone")


def test_a_director_reads_a_file_before_accepting_it(sign_in: SignIn, demo: Demo) -> None:
    page = sign_in(Role.DIRECTOR, DESKTOP)
    page.goto(demo.pages["import"])
    expect(page.get_by_role("table", name="Lignes rejetées")).to_be_visible()
    end(page, "import")


def test_a_site_manager_sees_their_site_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in(Role.SITE_MANAGER, PHONE)
    expect(page.locator("main")).to_contain_text("Lyon")
    end(page, "site-manager-phone")


def test_a_site_manager_finds_no_other_site(sign_in: SignIn, demo: Demo, console: Console) -> None:
    console.expect("404")
    page = sign_in(Role.SITE_MANAGER, DESKTOP)
    page.goto(demo.pages["region"])
    page.get_by_role("link", name="Revenir à l’accueil").click()
    expect(page.locator("main")).to_contain_text("Lyon")
    end(page, "site-manager")


def test_a_provider_sees_what_it_serves(sign_in: SignIn) -> None:
    page = sign_in(Role.PROVIDER, DESKTOP)
    expect(page.locator("main")).to_contain_text("Solde & Clarté")
    end(page, "provider")


def test_a_provider_is_refused_a_page_on_a_phone(
    sign_in: SignIn, demo: Demo, console: Console
) -> None:
    console.expect("403")
    page = sign_in(Role.PROVIDER, PHONE)
    page.goto(demo.pages["settings-units"])
    expect(page.get_by_role("link", name="Revenir à l’accueil")).to_be_visible()
    end(page, "refused-page-phone")


def test_an_administrator_is_told_which_field_is_wrong(sign_in: SignIn, console: Console) -> None:
    console.expect("422")
    page = sign_in(Role.ADMINISTRATOR, DESKTOP)
    page.goto("/brevent/reglages/unites/nouvelle/")
    page.get_by_label("Nom", exact=True).fill("Lyon bis")
    page.get_by_label("Code").fill("LYO")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator(".field-error").first).to_be_visible()
    end(page, "wrong-field")


def test_an_administrator_starts_a_company_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR, PHONE)
    page.goto(f"/{EMPTY}/reglages/")
    page.get_by_role("link", name=re.compile("Unités|Sites")).first.click()
    end(page, "empty-settings-phone")
