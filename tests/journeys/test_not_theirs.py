"""Each reader of the demo opens what is theirs, and tries every address of a director: what is not
theirs is not there, wherever the address came from."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, Console, visitor
from tests.journeys.demo import Demo
from tests.journeys.people import enter, overflow
from tests.journeys.world import email_of
from timonerie.cli.demo.group import SLUG
from timonerie.cli.demo.people import PASSWORD
from timonerie.foundations.accounts.enums import Role

LINK = re.compile(rf'href="(/{SLUG}/[^"#]*)"')
#: Names of the demo that these readers must never read.
HIDDEN = {
    Role.SITE_MANAGER: ("Nantes", "Colmar"),
    Role.PROVIDER: ("Kerlune", "Filandre", "Orvanne"),
}
#: Pages of the company itself, which name its sites to whoever reads its organisation.
OF_THE_WHOLE = re.compile("/reglages/(entites|etablissements|calendriers)/")
DEPTH = 2
"""How many links away from the director's first page the addresses are copied."""


@pytest.fixture(scope="module")
def known(browser: Browser, demo: Demo) -> Iterator[list[str]]:
    """The addresses that a director can copy, those of every route among them."""
    context = signed_in(browser, demo, Role.DIRECTOR).context
    found = {f"/{SLUG}/", *demo.pages.values()}
    waiting = set(found)
    for _step in range(DEPTH):
        seen = {link for address in waiting for link in links(context, address)}
        waiting, found = seen - found, found | seen
    yield sorted(found)
    context.close()


def signed_in(browser: Browser, demo: Demo, role: Role) -> Page:
    page = visitor(browser, demo.url, DESKTOP).new_page()
    enter(page, email_of(role), PASSWORD)
    return page


def links(context: BrowserContext, address: str) -> set[str]:
    answer = context.request.get(address)
    return {link.replace("&amp;", "&") for link in LINK.findall(answer.text())}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_every_line_of_its_navigation(
    browser: Browser, demo: Demo, console: Console, role: Role
) -> None:
    page = signed_in(browser, demo, role)
    console.listen(page)
    page.goto(f"/{SLUG}/")
    menu = page.get_by_role("navigation", name="Navigation principale").get_by_role("link")
    addresses = [str(one.get_attribute("href")) for one in menu.all()]
    assert addresses
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert overflow(page) <= 0
    assert console.unexpected() == []
    page.context.close()


@pytest.mark.rule("AUT-03", "AUT-04")
@pytest.mark.parametrize("role", HIDDEN)
def test_no_address_that_a_director_copies_shows_what_is_not_theirs(
    browser: Browser, demo: Demo, known: list[str], role: Role
) -> None:
    context = signed_in(browser, demo, role).context
    assert len(known) > 150
    statuses, told = {}, []
    for address in known:
        answer = context.request.get(address)
        statuses[address] = answer.status
        if answer.status == 200 and not OF_THE_WHOLE.search(address):
            told += [f"{address}: {name}" for name in HIDDEN[role] if name in answer.text()]
    assert "\n".join(told) == ""
    assert set(statuses.values()) <= {200, 403, 404, 405}
    refused = [address for address, status in statuses.items() if status in (403, 404)]
    assert len(refused) > 50
    context.close()
