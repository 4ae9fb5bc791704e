"""Everything by keyboard alone: no mouse, and the eye always finds where one stands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, Console, visitor
from tests.journeys.demo import Demo
from tests.journeys.people import enter, follow, press_on, tab_to
from tests.journeys.world import email_of
from timonerie.cli.demo.group import SLUG
from timonerie.cli.demo.people import PASSWORD
from timonerie.foundations.accounts.enums import Role

#: The element under the point where the focus is belongs to it, and it has an outline.
SEEN = """() => {
  const at = document.activeElement, box = at.getClientRects()[0] ?? at.getBoundingClientRect();
  const said = why => `${why}: ${at.outerHTML.slice(0, 120)}`;
  if (!box.width || box.bottom < 0 || box.top > innerHeight) return said("outside");
  if (getComputedStyle(at).outlineStyle === "none") return said("no outline");
  const y = box.y + box.height / 2;
  const top = document.elementFromPoint(box.x + box.width / 2, y);
  return top && (at.contains(top) || top.contains(at)) ? "" : said("hidden");
}"""


@pytest.fixture
def director(browser: Browser, demo: Demo, console: Console) -> Iterator[Page]:
    context = visitor(browser, demo.url, DESKTOP)
    page = context.new_page()
    console.listen(page)
    enter(page, email_of(Role.DIRECTOR), PASSWORD)
    page.goto(demo.pages["today"])
    yield page
    context.close()
    assert console.unexpected() == []


def test_the_first_key_leads_past_the_navigation(director: Page) -> None:
    director.keyboard.press("Tab")
    expect(director.locator(".skip")).to_be_focused()
    director.keyboard.press("Enter")
    expect(director.locator("main")).to_be_focused()


@pytest.mark.parametrize("name", ["today", "sites", "facts", "indicator", "import", "import-new"])
def test_what_has_the_focus_is_always_in_sight(director: Page, demo: Demo, name: str) -> None:
    director.goto(demo.pages[name])
    unseen = set()
    for _press in range(60):
        director.keyboard.press("Tab")
        if director.evaluate("document.activeElement === document.body"):
            break
        unseen.add(director.evaluate(SEEN))
    assert unseen - {""} == set()


def test_from_the_door_to_a_case_and_back(browser: Browser, demo: Demo) -> None:
    context = visitor(browser, demo.url, DESKTOP)
    page = context.new_page()
    page.goto("/connexion/")
    tab_to(page, "[name=username]")
    page.keyboard.type(email_of(Role.DIRECTOR))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.url}/")
    follow(page, f"main a[href='/{SLUG}/']")
    follow(page, ".heat-cell a")
    follow(page, "main .btn-primary")
    cases = page.url
    follow(page, ".data-table tbody a")
    expect(page.locator(".timeline")).to_be_visible()
    page.go_back()  # headless, Chromium has no window whose keys would go back
    expect(page).to_have_url(cases)
    context.close()


def test_a_menu_opens_closes_and_gives_the_focus_back(director: Page) -> None:
    tab_to(director, ".period summary")
    director.keyboard.press("Enter")
    expect(director.locator(".period .menu-list")).to_be_visible()
    director.keyboard.press("Escape")
    expect(director.locator(".period .menu-list")).to_be_hidden()
    expect(director.locator(".period summary")).to_be_focused()


def test_a_confirmation_keeps_the_focus_and_gives_it_back(director: Page, demo: Demo) -> None:
    director.goto(demo.pages["settings-provider"])
    press_on(director, "[data-opens]")
    dialog = director.locator("dialog[open]")
    expect(dialog).to_be_visible()
    for _press in range(3):
        director.keyboard.press("Tab")
    inside = "['dialog[open] *', 'body'].some(where => document.activeElement.matches(where))"
    assert director.evaluate(inside)
    director.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert director.evaluate("document.activeElement.matches('[data-opens]')")


def test_the_figures_behind_a_chart_open_by_key(director: Page, demo: Demo) -> None:
    director.goto(demo.pages["indicator"])
    press_on(director, ".chart-table summary")
    expect(director.locator(".chart-table[open] table").first).to_be_visible()


def test_the_slash_leads_to_the_search(director: Page) -> None:
    director.keyboard.press("/")
    expect(director.locator("[data-search]")).to_be_focused()
