"""From a red figure to a letter ready to sign and a dated commitment, in under ten gestures."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.factories import accounts, figures
from tests.factories.figures import NOW, Measured
from tests.journeys.conftest import keep_picture
from tests.journeys.hands import Hand
from tests.journeys.people import overflow, sign_in
from timonerie.domains.challenge.models import LetterVersion
from timonerie.domains.commitments.models import Commitment
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
MOST = 10
PROMISED = "Traiter les dossiers de Lyon dans le délai"


@pytest.fixture
def measured(live: str) -> Iterator[Measured]:
    """Nova is late at Lyon in February: two cases of four within the time promised."""
    with time_machine.travel(NOW, tick=True):
        yield figures.measured()


def test_a_red_figure_becomes_a_letter_and_a_commitment(
    measured: Measured, page: Page, tmp_path: Path
) -> None:
    sign_in(page, accounts.user_of(measured.alice))
    with current.company(measured.company.pk):
        address = f"/{measured.slug}/prestataires/{measured.nova.public_id}/?mois=2026-02"
    page.goto(address)
    hand = Hand(page)
    red = page.locator("tr", has_text="Lyon").locator(".heat-missed a").first
    hand.click(red)
    expect(page.locator("main")).to_contain_text("2 dossiers sur 4")
    hand.follow("Recadrer")
    expect(page.locator("main")).to_contain_text("2 / 4")
    hand.write("Engagement 1", PROMISED)
    page.get_by_label("Pour le (engagement 1)").fill("2026-04-15")
    hand.gestures += 1
    hand.press("Ouvrir et préparer la lettre")
    expect(page.locator("main")).to_contain_text("Préparée, pas encore envoyée")
    expect(page.locator("main")).to_contain_text(PROMISED)
    assert overflow(page) <= 0
    keep_picture(page, "challenge")
    with page.expect_download() as waiting:
        hand.click(page.get_by_role("link", name="PDF").first)
    waiting.value.save_as(tmp_path / "lettre.pdf")
    assert hand.gestures < MOST
    document = pypdfium2.PdfDocument((tmp_path / "lettre.pdf").read_bytes())
    told = " ".join(one.get_textpage().get_text_range() for one in document)
    assert re.search(r"50\s%", told)
    assert re.search(r"2\s/\s4", told), told
    assert PROMISED in told
    with current.company(measured.company.pk):
        assert LetterVersion.objects.get().number == 1
        assert Commitment.objects.get().promised_for.isoformat() == "2026-04-15"


def test_a_letter_that_left_shows_its_answer_beside(measured: Measured, page: Page) -> None:
    sign_in(page, accounts.user_of(measured.alice))
    with current.company(measured.company.pk):
        firm = measured.nova.public_id
    page.goto(f"/{measured.slug}/recadrages/nouveau/?prestataire={firm}")
    page.get_by_role("textbox", name="Sujet").fill("Lyon en retard")
    page.get_by_role("checkbox").first.check()
    page.get_by_text("Un point oral ou écrit").click()
    page.get_by_role("button", name="Ouvrir et préparer la lettre").click()
    page.get_by_role("link", name="Dire qu’elle est partie").click()
    page.get_by_label("Comment").select_option(label="remise en main propre")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Envoyée le")
    page.get_by_role("link", name="Noter leur réponse").click()
    page.get_by_label("Leur réponse").fill("Un gestionnaire manquait.")
    page.get_by_role("button", name="Garder cette réponse").click()
    expect(page.locator(".reply")).to_contain_text("Un gestionnaire manquait.")
    assert overflow(page) <= 0
