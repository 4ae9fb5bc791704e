"""From the files of the first hour to offers compared, in less than fifteen minutes."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests import libreoffice
from tests.factories import accounts, organisation
from tests.journeys import first_hour
from tests.journeys.conftest import keep_picture
from tests.journeys.hands import Hand
from tests.journeys.people import sign_in
from timonerie.foundations.scope import current

TODAY = datetime.fromisoformat("2026-03-02T08:00Z")


@pytest.fixture
def known(live: str, page: Page, tmp_path: Path) -> Iterator[Hand]:
    """A company whose files were brought in, nothing else said."""
    with time_machine.travel(TODAY, tick=True):
        company = organisation.company()
        with current.company(company.pk):
            alice = accounts.user_of(accounts.actor(company))
        sign_in(page, alice)
        first_hour.bring(Hand(page), tmp_path)
        yield Hand(page)


ADDRESS = "/brevent/cahiers/"
TWELVE, GESTURES, FIFTEEN_MINUTES = 12, 29, 900
#: As a provider's PDF writes them.
PAPERS = {
    "Paie du Littoral": "Bulletin ; 9,60 € HT ; par bulletin"
    "\nEntrée ou sortie ; 35 € HT ; par dossier"
    "\nMise en place 2 500 € HT (une fois)",
    "Ardoise Paie": "Bulletin ; 11,20 € HT ; par bulletin"
    "\nEntrée ou sortie ; 28 € HT ; par dossier"
    "\nMise en place 900 € HT (une fois)",
}


def test_what_the_files_say_becomes_offers_compared(
    known: Hand, page: Page, tmp_path: Path
) -> None:
    hand = known
    twelve_are_decided(hand)
    a_statement_is_approved(hand)
    for kind in ("Word", "PDF"):
        with page.expect_download() as waiting:
            hand.follow(kind)
        waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    opens_and_reads(tmp_path)
    for bidder, prices in PAPERS.items():
        an_offer_is_typed(hand, bidder, prices)
    hand.follow("Offres")
    hand.follow("Comparer")
    expect(page.get_by_role("heading", name="Total sur la durée")).to_be_visible()
    for bidder in PAPERS:
        expect(page.get_by_role("link", name=bidder).first).to_be_visible()
    keep_picture(page, "offers-compared")
    assert hand.gestures == GESTURES
    assert hand.seconds < FIFTEEN_MINUTES


def twelve_are_decided(hand: Hand) -> None:
    """Activities come from the files; the firm verdicts are followed at once."""
    page = hand.page
    hand.open("/brevent/activites/proposees/")
    hand.press("Ajouter les activités cochées")
    hand.follow("Garder ou confier")
    hand.press("Suivre le verdict des activités cochées")
    expect(page.get_by_text("Défaire ce geste")).to_be_visible()
    answer = page.request.get(f"{page.url}?format=csv&table=activites")
    rows = list(csv.DictReader(io.StringIO(answer.text().lstrip("\ufeff")), delimiter=";"))
    assert sum(row["Décision"] != "à décider" for row in rows) >= TWELVE


def a_statement_is_approved(hand: Hand) -> None:
    """The model of the payroll, with what the files say of it, and its yearly volumes."""
    hand.open(ADDRESS)
    hand.follow("Écrire un cahier des charges")
    hand.follow("Paie")
    hand.press("Écrire le premier jet")
    hand.follow("Approuver")
    hand.write("Pourquoi", "Les points ouverts se règlent avec les candidats.")
    hand.press("Approuver et figer la version 1")


def an_offer_is_typed(hand: Hand, bidder: str, prices: str) -> None:
    is_new = hand.page.get_by_role("link", name="Les offres").count()
    hand.follow("Les offres" if is_new else "Offres")
    hand.follow("Saisir une offre reçue")
    hand.write("Candidat", bidder)
    hand.press("Continuer")
    hand.paste("Les lignes de prix", prices)
    hand.press("Lire ces lignes")
    hand.press("Enregistrer ces prix")


def opens_and_reads(folder: Path) -> None:
    """Both documents say the sixteen articles; Word's is opened by LibreOffice."""
    word, sheet = next(folder.glob("*.docx")), next(folder.glob("*.pdf"))
    printed = libreoffice.printed(word.read_bytes())
    for content in (sheet.read_bytes(), printed):
        document = pypdfium2.PdfDocument(content)
        text = " ".join(one.get_textpage().get_text_range() for one in document)
        for article in ("Contexte et sites", "Niveaux de service", "Réversibilité", "Prix"):
            assert article in text
