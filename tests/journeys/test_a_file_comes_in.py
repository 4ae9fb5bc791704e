"""A director brings a file, reads what it says, and walks from a figure down to its cases."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.factories import accounts, organisation
from tests.journeys.people import send, tab_to
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current

HEADER = "Dossier;Site;Prestataire;Reçu le;Résolu le;Échéance"
GOOD = [
    "T-1;Lyon;Kerlune;05/01/2026 16:40;07/01/2026 09:20;08/01/2026 18:00",
    "T-2;Nantes;Kerlune;12/01/2026 09:00;12/01/2026 11:00;12/01/2026 10:00",
]
BAD = "T-3;Lyon;Kerlune;31/02/2026 09:00;12/02/2026 11:00;13/02/2026 10:00"


@pytest.fixture
def director(live: str, page: Page) -> User:
    """Alice, director of a company that has nothing yet, signed in on the page."""
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.user_of(accounts.actor(company))
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(alice.email)
    page.locator("input[name=password]").fill(accounts.PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    return alice


def file_of(folder: Path, *lines: str, name: str = "tickets.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def drop(page: Page, path: Path) -> None:
    """A file dropped, its columns accepted as proposed, its time zone chosen."""
    page.goto("/brevent/donnees/nouveau/")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("input[name=source]").fill("Tickets")
    page.get_by_role("button", name="Continuer").click()
    page.locator("select[name=zone]").select_option("Europe/Paris")
    page.get_by_role("button", name="Lire le fichier").click()


def test_a_file_becomes_figures_and_each_leads_to_its_cases(
    director: User, page: Page, tmp_path: Path
) -> None:
    drop(page, file_of(tmp_path, *GOOD))
    expect(page.get_by_text("lues sans faute")).to_be_visible()
    page.get_by_role("button", name="Accepter ce fichier").click()
    expect(page.get_by_text("Annuler cet import").first).to_be_visible()

    page.goto("/brevent/?mois=2026-01")
    expect(page.get_by_text("2 sites sur 2").first).to_be_visible()
    page.goto("/brevent/faits/?indicateur=sla_met&mois=2026-01")
    expect(page.get_by_text("2 dossiers").first).to_be_visible()

    page.get_by_role("link", name="T-1").click()
    expect(page.get_by_text("9\u00a0h\u00a010\u00a0ouvrées").first).to_be_visible()


def test_a_file_is_brought_and_accepted_by_keyboard_alone(
    director: User, page: Page, tmp_path: Path
) -> None:
    page.goto("/brevent/donnees/nouveau/")
    tab_to(page, "input[name=source]")
    page.keyboard.type("Tickets")
    tab_to(page, "input[type=file]")
    # The window that chooses a file belongs to the system.
    page.locator("input[type=file]:focus").set_input_files(file_of(tmp_path, *GOOD))
    send(page, "main form [type=submit]")
    tab_to(page, "select[name=zone]")
    page.keyboard.type("Europe/Paris")
    send(page, "main form [type=submit]:not([name])")
    expect(page.get_by_text("lues sans faute")).to_be_visible()
    send(page, "main .btn-primary")
    expect(page.get_by_text("Annuler cet import").first).to_be_visible()


def test_the_same_file_twice_is_not_counted_twice(
    director: User, page: Page, tmp_path: Path
) -> None:
    for _time in range(2):
        drop(page, file_of(tmp_path, *GOOD))
        page.get_by_role("button", name="Accepter ce fichier").click()
        page.wait_for_load_state()

    expect(page.get_by_text("déjà dans vos chiffres")).to_be_visible()


def test_a_faulty_line_is_named_with_its_remedy_and_nothing_is_counted(
    director: User, page: Page, tmp_path: Path
) -> None:
    drop(page, file_of(tmp_path, *GOOD, BAD))

    expect(page.get_by_text("31/02/2026 09:00").first).to_be_visible()
    expect(page.get_by_text("DAT-01").first).to_be_visible()
    page.goto("/brevent/faits/")
    expect(page.get_by_text("Aucun dossier")).to_be_visible()


def test_a_damaged_file_says_its_code_its_remedy_and_the_right_form(
    director: User, page: Page, tmp_path: Path
) -> None:
    page.goto("/brevent/donnees/nouveau/")
    page.locator("input[type=file]").set_input_files(file_of(tmp_path, *GOOD, 'T-4;"Lyon'))
    page.locator("input[name=source]").fill("Tickets")
    page.get_by_role("button", name="Continuer").click()

    expect(page.get_by_text("Un guillemet ouvert à la ligne 4")).to_be_visible()
    expect(page.get_by_text("code CSV-03")).to_be_visible()
    expect(page.get_by_text("Forme attendue")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Télécharger le fichier reçu").click()
    assert fetched.value.suggested_filename == "tickets.csv"


def test_an_archive_of_one_file_comes_in_like_the_file(
    director: User, page: Page, tmp_path: Path
) -> None:
    archive = tmp_path / "tickets.zip"
    with ZipFile(archive, "w") as made:
        made.write(file_of(tmp_path, *GOOD), "tickets.csv")

    drop(page, archive)

    expect(page.get_by_text("lues sans faute")).to_be_visible()
