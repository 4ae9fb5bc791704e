"""The first hour of a company, by hand: every file dropped, each answered in a click."""

from pathlib import Path

from playwright.sync_api import expect

from tests.factories import first_day
from tests.journeys.hands import Hand

HOME = "/brevent/premiere-heure/"


def bring(hand: Hand, folder: Path) -> None:
    """From the empty company to the page of what its files say, which is open at the end."""
    page = hand.page
    page.goto("/brevent/")
    hand.drop(first_day.written(folder))
    expect(page.get_by_role("heading", name="Ce que vous venez d’apporter")).to_be_visible()
    expect(page.get_by_text("d’aucun format lu ici")).to_have_count(0)

    hand.follow("Vérifier : suivi contrats 2026 (v3).xlsx")
    hand.press("Enregistrer")
    page.goto(HOME)
    hand.follow("Répondre : organigramme.xlsx")
    hand.click(page.locator("main .btn-primary"))
    page.goto(HOME)
    hand.follow("tiers à reconnaître")
    hand.press("Créer les prestataires cochés")
    page.goto(HOME)
    hand.follow("lieux sans site")
    hand.press("Relier")
    page.goto(HOME)
