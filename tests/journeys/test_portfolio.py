"""A reader of two companies: one line each, each by itself, and from one to the other."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys import axe
from tests.journeys.conftest import DESKTOP, PHONE, Console, keep_picture, visitor
from tests.journeys.demo import Demo
from tests.journeys.people import enter, overflow, press_on, tab_to
from tests.journeys.world import EMPTY, email_of
from timonerie.cli.demo.people import PASSWORD
from timonerie.foundations.accounts.enums import Role


@pytest.fixture
def director(browser: Browser, demo: Demo, console: Console) -> Iterator[Page]:
    """Of the demo, and of a company where nothing was done yet."""
    context = visitor(browser, demo.url, DESKTOP)
    page = context.new_page()
    console.listen(page)
    enter(page, email_of(Role.DIRECTOR), PASSWORD)
    yield page
    context.close()
    assert console.unexpected() == []


def test_each_company_answers_and_the_most_serious_comes_first(director: Page) -> None:
    director.goto("/")
    first, last = director.locator(".glance").first, director.locator(".glance").last
    expect(director.locator("[data-waits]")).to_have_count(0)
    expect(first).to_contain_text("Ateliers Brévent")
    expect(first).to_contain_text("hors cible")
    expect(last).to_contain_text("Rien n’est encore mesuré")
    assert axe.faults(director) == []
    for width, name in ((DESKTOP, "portfolio"), (PHONE, "portfolio-phone")):
        director.set_viewport_size({"width": width[0], "height": width[1]})
        assert overflow(director) <= 0
        keep_picture(director, name)


def test_a_company_that_does_not_answer_says_so_on_its_own_line(
    director: Page, console: Console
) -> None:
    console.expect("503")

    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="<p>panne</p>")

    director.route(f"**/{EMPTY}/resume/", refuse)
    director.goto("/")
    expect(director.locator(".glance").first).to_contain_text("hors cible")
    lost = director.locator(".glance", has_text="indisponible")
    expect(lost).to_be_visible()
    expect(lost).to_have_count(1)
    expect(director.get_by_text("panne")).to_have_count(0)


def test_without_script_the_lines_are_read_at_once(
    browser: Browser, demo: Demo, director: Page
) -> None:
    context = browser.new_context(
        base_url=demo.url,
        java_script_enabled=False,
        storage_state=director.context.storage_state(),
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Lire toutes les lignes à la fois").click()
    expect(page.locator(".glance").first).to_contain_text("hors cible")
    context.close()


def test_the_switch_changes_company_by_keyboard(director: Page, demo: Demo) -> None:
    director.goto(demo.pages["sites"])
    press_on(director, ".sidebar .company-switch summary")
    tab_to(director, f".sidebar .company-switch a[href='/{EMPTY}/']")
    with director.expect_navigation():
        director.keyboard.press("Enter")
    expect(director).to_have_url(f"{demo.url}/{EMPTY}/")
