"""A director drops the list they keep, answers two questions, and reads the day to decide by."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import accounts, contract_lists, figures
from tests.factories.figures import Measured
from tests.journeys.conftest import keep_picture
from tests.journeys.people import overflow, sign_in
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")

TITLES = ("Prestataire", "Objet du contrat", "Date d’effet", "Durée", "Conditions", "€ HT / an")


@pytest.fixture
def measured(live: str) -> Measured:
    return figures.measured()


@pytest.fixture
def director(page: Page, measured: Measured) -> Page:
    sign_in(page, accounts.user_of(measured.alice))
    return page


def workbook() -> bytes:
    """Three contracts as somebody keeps them: one clear, two of which nobody wrote the terms."""
    start = timezone.localdate() - timedelta(days=250)
    day = start.strftime("%d/%m/%Y")
    clear = "tacite 12 mois, préavis 2 mois LRAR"
    rows = (
        ("Contrats du groupe", "", "", "", "", ""),
        TITLES,
        ("NOVA SAS", "Tenue de la paie", day, "12 mois", clear, 12000),
        ("Onet", "Nettoyage Lyon", day, "12 mois", "voir contrat", 15000),
        ("Onet", "Nettoyage Nantes", day, "12 mois", "voir contrat", 9800),
        ("TOTAL", "", "", "", "", 36800),
    )
    return contract_lists.xlsx({"Lisez-moi": [("Mis à jour en mars",)], "Contrats": rows})


def drop(director: Page, measured: Measured) -> None:
    director.goto(f"/{measured.slug}/contrats/")
    director.get_by_role("link", name="Déposer une liste").click()
    director.locator("input[type=file]").set_input_files(
        {
            "name": "contrats 2026.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": workbook(),
        }
    )
    director.get_by_role("button", name="Lire la liste").click()
    expect(director.get_by_role("heading", name="Ce que la liste apporte")).to_be_visible()


def answer(director: Page, sentence: str) -> None:
    """Answer the question that a form asks."""
    form = director.locator("form", has_text=sentence)
    if form.get_by_label("Nombre").count():
        form.get_by_label("Nombre").fill("2")
        form.get_by_label("Unité").select_option(label="mois")
    else:
        form.get_by_label("Réponse").select_option(label="reconduction tacite")
    form.get_by_role("button", name="Répondre").click()
    expect(director.locator("body")).to_contain_text("Répondu pour 2 contrats")


def test_from_a_list_to_the_day_to_decide(director: Page, measured: Measured) -> None:
    drop(director, measured)
    expect(director.locator("main")).to_contain_text("« voir contrat »")
    assert overflow(director) == 0
    keep_picture(director, "contracts-list")
    director.get_by_role("button", name="Enregistrer").click()
    expect(director.get_by_role("heading", name="Ce que vos listes")).to_be_visible()
    keep_picture(director, "contracts-questions")
    answer(director, "Que se passe-t-il à son échéance ?")
    answer(director, "Quel est le préavis")
    expect(director.locator("main")).to_contain_text("Aucune question en attente")
    director.get_by_role("link", name="Voir les contrats").click()
    expect(director.locator("main")).to_contain_text("À décider dans les douze mois")
    assert overflow(director) == 0
    keep_picture(director, "contracts")
    director.get_by_role("link", name="Tenue de la paie").first.click()
    expect(director.locator("main")).to_contain_text("À décider avant le")
    keep_picture(director, "contract")
    director.get_by_role("link", name="Modifier les termes").click()
    director.locator("#id_notice_0").fill("3")
    keep_picture(director, "contract-edit")
    director.get_by_role("button", name="Enregistrer").click()
    expect(director.locator("body")).to_contain_text("ses dates sont recalculées")
    with current.company(measured.company.pk):
        assert Contract.objects.get(name="Tenue de la paie").notice == "3 months"
    director.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "questions/", "listes/", "nouveau/"):
        director.goto(f"/{measured.slug}/contrats/{path}")
        assert overflow(director) == 0, path
        keep_picture(director, f"contracts-phone-{path.rstrip('/') or 'index'}")
