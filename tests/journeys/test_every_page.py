"""Every page, in both themes and at every width: nothing grave for axe, nothing too wide."""

from collections.abc import Callable, Iterator

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys import axe, routes
from tests.journeys.conftest import DESKTOP, PHONE, Console, visitor
from tests.journeys.demo import Demo
from tests.journeys.people import TREND_LINE, enter, overflow
from tests.journeys.world import EMPTY, email_of
from timonerie.cli.demo.group import SLUG
from timonerie.cli.demo.people import PASSWORD
from timonerie.foundations.accounts.enums import Role

SMALL = (320, 640)
THEMES = ("light", "dark")
WEAR = """theme => {
  document.documentElement.dataset.bsTheme = theme;
  document.dispatchEvent(new CustomEvent("theme:change"));
}"""
WITHOUT_ARGUMENT = [name for name in routes.names() if not routes.arguments(name)]

Visit = Callable[[str], Page]


@pytest.fixture(scope="module")
def readers(browser: Browser, demo: Demo) -> Iterator[list[BrowserContext]]:
    """The director, and the administrator for what the director may not open."""
    contexts = []
    for role in (Role.DIRECTOR, Role.ADMINISTRATOR):
        context = visitor(browser, demo.url, DESKTOP)
        enter(context.new_page(), email_of(role), PASSWORD)
        contexts.append(context)
    yield contexts
    for context in contexts:
        context.close()


@pytest.fixture
def visit(demo: Demo, readers: list[BrowserContext], console: Console) -> Iterator[Visit]:
    """Open a page as the first of the readers who may; the browser must find nothing to say."""
    console.expect(r"status of 403")
    opened = []

    def visited(address: str) -> Page:
        for reader in readers:
            page = reader.new_page()
            console.listen(page)
            opened.append(page)
            answer = page.goto(address)
            if answer and answer.status == 200:
                break
        assert answer is not None
        assert answer.status == 200, f"{address} answers {answer.status}"
        for chart in page.locator("[data-chart]").all():
            expect(chart.locator(TREND_LINE).first).to_be_attached()
        return page

    yield visited
    for page in opened:
        page.close()
    assert console.unexpected() == []


@pytest.mark.parametrize("name", routes.names())
def test_a_page_is_sound_in_both_themes_and_widths(visit: Visit, demo: Demo, name: str) -> None:
    assert not (faults := faults_of(visit(demo.pages[name]))), faults


@pytest.mark.parametrize("name", WITHOUT_ARGUMENT)
def test_so_is_a_page_where_nothing_was_filled(visit: Visit, name: str) -> None:
    assert not (faults := faults_of(visit(reverse(name, args=[EMPTY])))), faults


def test_so_is_the_preview_of_a_list_that_the_reader_sent(visit: Visit, demo: Demo) -> None:
    page = visit(reverse("settings-import", args=[SLUG, "prestataires"]))
    content = {"name": "liste.csv", "mimeType": "text/csv", "buffer": b"nom\nUn cabinet\n"}
    page.locator("main input[type=file]").set_input_files(content)  # type: ignore[arg-type]
    page.locator("main form .btn-primary").click()
    expect(page.locator("main")).to_contain_text("liste.csv")
    assert not (faults := faults_of(page)), faults


@pytest.mark.parametrize("address", ["/connexion/", "/composants/", "/nulle/part/"])
def test_so_are_the_pages_that_need_no_account(demo: Demo, browser: Browser, address: str) -> None:
    context = visitor(browser, demo.url, DESKTOP)
    page = context.new_page()
    page.goto(address)
    assert not (faults := faults_of(page)), faults
    context.close()


def faults_of(page: Page) -> str:
    """What is wrong, by theme and width, to be read."""
    found = []
    for width, height in (DESKTOP, PHONE, SMALL):
        page.set_viewport_size({"width": width, "height": height})
        if (by := overflow(page)) > 0:
            found.append(f"\n{width} px: too wide by {by} px")
        for theme in THEMES if width != SMALL[0] else ():
            page.evaluate(WEAR, theme)
            faults = axe.faults(page, colours_only=theme == "dark")
            found += [f"\n{theme}, {width} px: {fault}" for fault in faults]
    return "\n".join(found)


@pytest.mark.parametrize("template", ["400.html", "403.html", "500.html", "507.html"])
def test_so_are_the_pages_of_errors(demo: Demo, browser: Browser, template: str) -> None:
    context = visitor(browser, demo.url, DESKTOP)
    page = context.new_page()
    body = render_to_string(template)
    page.route("**/erreur/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/erreur/")
    assert not (faults := faults_of(page)), faults
    context.close()
