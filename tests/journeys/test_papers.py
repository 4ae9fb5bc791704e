"""A director drops a scanned contract, files it, reads its clauses and says what they are worth."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import accounts, contracts, figures, papers
from tests.factories.figures import Measured
from tests.factories.organisation import NOW
from tests.journeys.conftest import keep_picture
from tests.journeys.people import overflow, sign_in
from timonerie.domains.contracts.models import ClauseFinding, Contract
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")

LONG = "contrat-de-prestation-de-paie-signé-le-2-janvier-2024-avec-annexes-paraphées-v2.pdf"


@pytest.fixture
def measured(live: str) -> Measured:
    made = figures.measured()
    with current.company(made.company.pk):
        firm = providers.create(by=made.alice, at=NOW, name="Nova Paie")
        contracts.bare(made.alice, "Paie du groupe", provider=firm)
    return made


@pytest.fixture
def director(page: Page, measured: Measured) -> Page:
    sign_in(page, accounts.user_of(measured.alice))
    return page


def drop(director: Page, measured: Measured, data: bytes, name: str = LONG) -> None:
    director.goto(f"/{measured.slug}/contrats/documents/")
    director.get_by_role("link", name="Déposer un PDF").first.click()
    sent = {"name": name, "mimeType": "application/pdf", "buffer": data}
    director.locator("input[type=file]").set_input_files(sent)  # type: ignore[arg-type]
    director.get_by_role("button", name="Déposer et lire").click()


def test_from_a_scan_to_an_opinion(director: Page, measured: Measured) -> None:
    director.goto(f"/{measured.slug}/contrats/documents/")
    keep_picture(director, "papers-empty")
    drop(director, measured, papers.scan_pdf("payroll-nova"))
    expect(director.get_by_role("heading", name="Les huit clauses")).to_be_visible()
    expect(director.locator("main")).to_contain_text("Page 1 illisible")
    expect(director.locator("main")).to_contain_text("Les premières pages nomment Nova Paie")
    keep_picture(director, "paper-unfiled")
    director.get_by_role("button", name="Classer").click()
    expect(director.locator("main")).to_contain_text("Reprendre les termes cochés")
    director.get_by_label("Durée ferme", exact=False).check()
    director.get_by_role("button", name="Reprendre les termes cochés").click()
    expect(director.locator("main")).to_contain_text("comme au contrat")
    clause = director.locator("#reversibility")
    clause.get_by_label("faible").focus()
    director.keyboard.press("Space")
    clause.get_by_label("Note sur").fill("Prix de l’assistance à fixer")
    director.keyboard.press("Enter")
    expect(director.locator("#reversibility")).to_contain_text("dit par Alice Martin")
    with current.company(measured.company.pk):
        assert Contract.objects.get(name="Paie du groupe").firm == "36 months"
        assert ClauseFinding.objects.get(clause="reversibility").opinion == "weak"
    assert overflow(director) == 0
    keep_picture(director, "paper")
    director.locator("#notice").get_by_role("link").click()
    expect(director.locator("mark")).to_be_visible()
    keep_picture(director, "paper-page")
    with current.company(measured.company.pk):
        there = Contract.objects.get(name="Paie du groupe").public_id
    director.goto(f"/{measured.slug}/contrats/{there}/")
    expect(director.get_by_role("link", name=LONG)).to_be_visible()


def test_what_cannot_be_read_says_why_on_a_phone_too(director: Page, measured: Measured) -> None:
    drop(director, measured, b"%PDF-1.4\nrien\n%%EOF\n")
    expect(director.locator("main")).to_contain_text("Le PDF n’a pas pu être lu")
    keep_picture(director, "paper-refused")
    drop(director, measured, b"PK", "contrat.docx")
    expect(director.locator("main")).to_contain_text("code PDF-04")
    drop(director, measured, papers.text_pdf("minutes"))
    expect(director.locator("main")).to_contain_text("ne ressemble pas à un contrat")
    drop(director, measured, papers.text_pdf())
    expect(director.get_by_role("heading", name="Les huit clauses")).to_be_visible()
    director.set_viewport_size({"width": 390, "height": 844})
    assert overflow(director) == 0
    keep_picture(director, "paper-phone")
    director.goto(f"/{measured.slug}/contrats/documents/")
    assert overflow(director) == 0
    keep_picture(director, "papers-phone")
    director.set_viewport_size({"width": 1366, "height": 900})
    keep_picture(director, "papers")
