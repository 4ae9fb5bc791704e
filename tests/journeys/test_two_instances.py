"""A company publishes a summary, an executive follows it from another instance, it is withdrawn."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts
from tests.journeys import axe
from tests.journeys.conftest import DESKTOP, PHONE, Console, keep_picture, visitor
from tests.journeys.demo import instance
from tests.journeys.instances import READER
from tests.journeys.people import enter, overflow
from timonerie.cli.demo.people import PASSWORD

DIRECTOR = "direction@solane.example"
MODULE = "from tests.journeys import instances; instances"


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with instance(tmp_path_factory.mktemp("publisher"), f"{MODULE}.publisher()") as url:
        yield url


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, publisher: str) -> Iterator[str]:
    """It may call the other one, which is of this machine."""
    host = urlsplit(publisher).netloc
    folder = tmp_path_factory.mktemp("reader")
    with instance(folder, f"{MODULE}.reader()", TIMONERIE_OUTBOUND_HOSTS=host) as url:
        yield url


@pytest.fixture
def director(browser: Browser, publisher: str, console: Console) -> Iterator[Page]:
    yield from signed_in(browser, publisher, console, DIRECTOR, PASSWORD)


@pytest.fixture
def executive(browser: Browser, reader: str, console: Console) -> Iterator[Page]:
    yield from signed_in(browser, reader, console, READER, accounts.PASSWORD)


def signed_in(
    browser: Browser, url: str, console: Console, email: str, password: str
) -> Iterator[Page]:
    context = visitor(browser, url, DESKTOP)
    page = context.new_page()
    console.listen(page)
    enter(page, email, password)
    yield page
    context.close()
    assert console.unexpected() == []


def look(page: Page, name: str) -> None:
    """The page holds at both widths, and leaves its pictures."""
    for width, suffix in ((DESKTOP, ""), (PHONE, "-phone")):
        page.set_viewport_size({"width": width[0], "height": width[1]})
        assert overflow(page) <= 0
        keep_picture(page, f"{name}{suffix}")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert axe.faults(page) == []


def test_published_there_followed_here_then_withdrawn(director: Page, executive: Page) -> None:
    link = publish(director)
    follow(executive, link)
    words = executive.locator(".fingerprint").inner_text()
    director.goto("/solane/reglages/resumes/")
    assert director.locator(".fingerprint").inner_text() == words
    look(director, "summaries")
    executive.goto("/")
    line = executive.locator(".glance", has_text="Verrerie Solane")
    expect(line).to_contain_text("autre instance")
    expect(line).to_contain_text("hors cible")
    expect(line).to_contain_text("2 sites sur 3")
    expect(line).not_to_contain_text("Ferrandine")
    expect(line.get_by_role("link", name="Verrerie Solane", exact=True)).to_have_attribute(
        "href", f"{link.partition('/resumes/')[0]}/solane/"
    )
    expect(executive.locator(".glance", has_text="Cabinet Aubrac")).to_contain_text("Rien n’est")
    look(executive, "portfolio-two-instances")
    withdraw(director)
    line.get_by_role("link", name="Le résumé et sa clé").click()
    executive.get_by_role("button", name="Demander le dernier résumé").click()
    expect(executive.locator("main")).to_contain_text("La société a retiré ce résumé")
    look(executive, "followed-withdrawn")
    executive.goto("/portefeuille/")
    expect(line).to_contain_text("La société a retiré ce résumé")
    expect(line).not_to_contain_text("sites sur")
    line.get_by_role("link", name="Le résumé et sa clé").click()
    executive.get_by_role("link", name="Retirer", exact=True).click()
    executive.get_by_role("button", name="Retirer du portefeuille").click()
    expect(executive.locator(".glance", has_text="Verrerie Solane")).to_have_count(0)


def publish(page: Page) -> str:
    """See what leaves, publish it, and copy the link that is shown once."""
    page.goto("/solane/reglages/resumes/nouveau/")
    page.get_by_label("Destinataire").fill("Marc Aubrac")
    page.get_by_role("button", name="Voir ce qui partira").click()
    expect(page.get_by_text("Ce qui part, tel qu’aujourd’hui")).to_be_visible()
    look(page, "summary-form")
    page.get_by_role("button", name="Publier ce qui est montré").click()
    look(page, "summary-link")
    link = page.locator("[data-link]").inner_text()
    page.get_by_role("link", name="J’ai copié le lien").click()
    look(page, "summary")
    return link


def follow(page: Page, link: str) -> None:
    page.goto("/portefeuille/")
    page.get_by_role("link", name="Ajouter une société d’une autre instance").click()
    page.get_by_label("Lien du résumé").fill(link)
    look(page, "followed-new")
    page.get_by_role("button", name="Ajouter au portefeuille").click()
    expect(page.get_by_role("heading", name="La clé de cette instance")).to_be_visible()
    look(page, "followed")


def withdraw(page: Page) -> None:
    page.goto("/solane/reglages/resumes/")
    page.get_by_role("link", name="Marc Aubrac").click()
    page.get_by_role("link", name="Retirer", exact=True).click()
    page.get_by_role("button", name="Retirer le résumé").click()
    expect(page.locator("main")).to_contain_text("retiré le")
