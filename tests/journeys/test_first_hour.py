"""The first hour of a director who knows nobody there: every file dropped, one page printed."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from tests.factories import accounts, organisation
from tests.journeys import first_hour as steps
from tests.journeys.conftest import DESKTOP, PHONE, Console
from tests.journeys.hands import Hand
from tests.journeys.people import overflow, sign_in
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current

TODAY = datetime.fromisoformat("2026-03-02T08:00Z")
HOME = "/brevent/premiere-heure/"
ODD = "libellé;montant\nloyer;1200\n"
GESTURES = 12
"""Clicks and choices of files from the empty company to the page on paper."""


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def director(today: None, live: str, page: Page) -> User:
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.user_of(accounts.actor(company))
    sign_in(page, alice)
    return alice


def test_a_first_hour_goes_from_files_to_one_printed_page(
    director: User, page: Page, tmp_path: Path
) -> None:
    hand = Hand(page)
    steps.bring(hand, tmp_path)
    hand.follow("Lire la page")
    for title in ("Qui coûte quoi", "À décider dans les six mois", "Qui travaille où"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    with page.expect_download() as waiting:
        hand.follow("La page en PDF")
    made = Path(waiting.value.path()).read_bytes()
    document = pypdfium2.PdfDocument(made)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert len(document) == 1
    assert "Cinq questions pour lundi" in text
    assert hand.gestures == GESTURES


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_what_is_dropped_is_recognised_or_asked_about(
    director: User, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "divers.csv").write_text(ODD, encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n")
    page.goto(HOME)
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.*")))
    page.get_by_role("button", name="Apporter ces fichiers").click()
    expect(page.get_by_text("d’aucun format lu ici")).to_be_visible()
    expect(page.get_by_role("link", name="Dire ce qu’il contient")).to_be_visible()
    assert overflow(page) == 0
    page.goto(f"{HOME}page/")
    expect(page.get_by_text("Rien n’est encore connu")).to_be_visible()
    assert overflow(page) == 0


MANY = 7
"""More than are sent together."""


@pytest.fixture
def many(page: Page, tmp_path: Path) -> list[str]:
    """Photos chosen on the page; gives how each sending of them was made."""
    for rank in range(MANY):
        (tmp_path / f"photo {rank}.png").write_bytes(b"\x89PNG\r\n")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.resource_type) if one.method == "POST" else None)
    page.goto(HOME)
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.png")))
    sent.clear()
    return sent


def bring(page: Page) -> None:
    page.get_by_role("button", name="Apporter ces fichiers").click()


def test_many_files_go_a_few_at_a_time(director: User, page: Page, many: list[str]) -> None:
    bring(page)
    expect(page.get_by_text("d’aucun format lu ici")).to_have_count(MANY)
    assert many == ["fetch", "fetch"]


def test_files_that_did_not_pass_together_are_sent_one_by_one(
    director: User, page: Page, console: Console, many: list[str]
) -> None:
    console.expect("Failed to load resource: net::ERR_FAILED")

    def lose_the_second(route: Route) -> None:
        route.abort() if many == ["fetch", "fetch"] else route.continue_()

    page.route(f"**{HOME}", lose_the_second)
    bring(page)
    expect(page.get_by_text("d’aucun format lu ici")).to_have_count(MANY)
    assert many == ["fetch"] * 4


def test_a_session_that_is_over_is_said_and_no_file_passes_for_taken(
    director: User, page: Page, many: list[str]
) -> None:
    page.context.clear_cookies(name="timonerie_session")
    bring(page)
    expect(page).to_have_url(re.compile("/connexion/"))
    assert many[-1] == "document"
