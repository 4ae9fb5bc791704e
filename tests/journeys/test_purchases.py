"""A director drops the file of the entries, settles who is who, and opens what a figure holds."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import accounts, books, organisation
from tests.journeys.conftest import PHONE, keep_picture
from tests.journeys.people import overflow, sign_in
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")

PAGES = (
    "",
    "reguliers/",
    "delais/",
    "honoraires/",
    "non-lettres/",
    "lignes/",
    "tiers/",
    "fichiers/",
)


@pytest.fixture
def company(live: str, page: Page) -> Company:
    """One that knows a provider by another name; Alice, who directs it, is signed in."""
    founded = organisation.company()
    with current.company(founded.pk):
        alice = accounts.actor(founded)
        providers.create(by=alice, at=books.NOW, name="Durand Expertise")
    sign_in(page, accounts.user_of(alice))
    return founded


def dropped(page: Page, folder: Path) -> None:
    path = folder / books.name()
    path.write_bytes(books.content(books.year()))
    page.goto("/brevent/achats/")
    page.get_by_role("link", name="Déposer un fichier des écritures").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Lire ce fichier").click()
    expect(page.get_by_text("lu, compté").first).to_be_visible()


def test_from_the_file_to_the_lines_behind_a_figure(
    company: Company, page: Page, tmp_path: Path
) -> None:
    dropped(page, tmp_path)
    keep_picture(page, "accounting-file")

    page.get_by_role("link", name="Confirmer les comptes de tiers").click()
    keep_picture(page, "third-parties")
    expect(page.get_by_text("est-il « Durand Expertise »")).to_be_visible()
    page.get_by_role("button", name="Oui, le même").click()
    expect(page.get_by_text("est rattaché à « Durand Expertise »")).to_be_visible()
    page.get_by_role("button", name="Créer les prestataires cochés").click()
    expect(page.get_by_text("prestataire créé")).to_be_visible()

    page.get_by_role("link", name="Qui coûte combien").click()
    expect(page.locator(".figure-row")).to_contain_text("20\u202f600\u00a0€")
    keep_picture(page, "purchases")
    row = page.get_by_role("row").filter(has_text="Durand Expertise")
    row.get_by_role("link", name="6\u202f000,00\u00a0€").click()
    expect(page.locator(".page-lead")).to_contain_text("Dépense\u00a0: 6\u202f000\u00a0€")
    expect(page.get_by_role("row")).to_have_count(5)
    keep_picture(page, "purchase-lines")

    with current.company(company.pk):
        nova = Provider.objects.get(name="NOVA")
    page.goto(f"/brevent/prestataires/{nova.public_id}/")
    expect(page.get_by_role("heading", name="Ce qu’il coûte")).to_be_visible()
    keep_picture(page, "provider-cost")


def test_a_file_is_taken_back(company: Company, page: Page, tmp_path: Path) -> None:
    dropped(page, tmp_path)
    page.get_by_role("link", name="Retirer ce fichier").click()
    page.get_by_role("button", name="Retirer ses écritures").click()
    expect(page.get_by_text(re.compile("ne comptent plus"))).to_be_visible()
    page.goto("/brevent/achats/")
    expect(page.get_by_text("Aucun fichier des écritures").first).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_every_page_fits_a_phone(company: Company, page: Page, tmp_path: Path) -> None:
    dropped(page, tmp_path)
    assert overflow(page) <= 0
    for path in PAGES:
        page.goto(f"/brevent/achats/{path}")
        assert overflow(page) <= 0, path
        keep_picture(page, f"phone-achats-{path.strip('/') or 'index'}")
