"""A director reads the board, walks down to a case, and brings a file in."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import accounts, facts, figures, organisation
from tests.factories.facts import event
from tests.factories.figures import LAST, Measured
from tests.journeys.conftest import PHONE, Console
from tests.journeys.people import overflow, sign_in
from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.organisation.models import Unit
from timonerie.domains.performance.models import Result
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")

HEADER = "Numéro;Date de réception;Date de résolution;Échéance;Site;Prestataire\n"


@pytest.fixture
def measured(live: str) -> Measured:
    return figures.measured()


@pytest.fixture
def director(page: Page, measured: Measured) -> Page:
    sign_in(page, accounts.user_of(measured.alice))
    return page


def attainment(measured: Measured, *, unit: Unit | None = None) -> Result:
    """The service level of February as the engine left it, of a site or of everybody."""
    group = {"unit": unit, "provider": None, "team": None, "activity": None}
    with current.company(measured.company.pk):
        found: Result = Result.objects.current().get(
            series__indicator__code="sla_met",
            period_kind="month",
            period_start=LAST,
            **{f"series__{name}": value for name, value in group.items()},
        )
        return found


def test_from_the_board_down_to_a_case(director: Page, measured: Measured) -> None:
    page = director
    expect(page).to_have_title(re.compile("Aujourd’hui"))
    line = page.locator(".decision", has_text="Nova, Lyon").first
    expect(line).to_contain_text("hors cible ce mois-ci seulement")

    cell = page.get_by_role("row", name="Lyon").first.get_by_role("link", name="50").first
    cell.click()
    page.get_by_role("link", name=re.compile("Voir les .* dossiers")).click()
    result = attainment(measured, unit=measured.group.lyon)
    assert result.value == 0.5
    expect(page.locator(".page-lead")).to_contain_text(f"{result.n} dossiers")
    expect(page.get_by_text("manqué", exact=True)).to_have_count(2)

    page.get_by_role("link", name="L2602-000").click()
    with current.company(measured.company.pk):
        worked = facts.told()["L2602-000"]["worked_to_resolve"]
    hours, minutes = divmod(worked // 60, 60)
    expect(page.locator(".statement")).to_contain_text(
        f"{hours}\u00a0h\u00a0{minutes:02d}\u00a0ouvrées"
    )
    expect(page.locator(".timeline")).to_be_visible()
    expect(page.get_by_role("table", name="Lignes reçues")).to_contain_text("envoi.csv")

    page.go_back()
    expect(page).to_have_url(re.compile("indicateur=sla_met&.*site="))


def test_the_filters_stand_in_the_address_and_back_keeps_them(
    director: Page, measured: Measured
) -> None:
    page = director
    page.goto(f"/{measured.slug}/faits/")
    filters = page.get_by_role("search", name="Filtres")
    filters.get_by_label("Site", exact=True).select_option(label="Lyon")
    expect(page).to_have_url(re.compile(r"/faits/\?site=[0-9a-f-]+"))
    filters.get_by_label("Mois", exact=True).select_option(label="février 2026")
    expect(page).to_have_url(re.compile(r"mois=2026-02"))
    expect(page.locator(".page-lead")).to_contain_text("4 dossiers")
    page.get_by_role("link", name="L2602-001").click()
    page.go_back()
    expect(page.locator(".page-lead")).to_contain_text("4 dossiers")
    page.go_back()
    expect(page.locator(".page-lead")).to_contain_text("16 dossiers")


def test_a_file_comes_in_and_goes_out(director: Page, measured: Measured) -> None:
    page = director
    before = attainment(measured)
    drop(page, measured, "fevrier.csv", rows(12) + "X99;02/02/2026 09:00;pas une date;;Lyon;Nova\n")
    expect(page.get_by_role("heading", name="Que disent les colonnes ?")).to_be_visible()
    expect(page.get_by_label("Reçu le", exact=False)).to_have_value("Date de réception")
    expect(
        page.get_by_text("Proposé\u00a0: le nom «\u202fDate de réception\u202f»")
    ).to_be_visible()
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_label("Fuseau horaire", exact=False)).to_be_focused()
    page.get_by_label("Fuseau horaire", exact=False).select_option("Europe/Paris")
    page.get_by_role("button", name="Lire le fichier").click()

    expect(page.get_by_role("table", name="Premiers dossiers")).to_contain_text("X00")
    expect(page.get_by_role("table", name="Lignes rejetées")).to_contain_text("pas une date")
    with page.expect_download() as download:
        page.get_by_role("link", name="Lignes rejetées", exact=True).click()
    assert "pas une date" in download.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Accepter le reste").click()

    expect(page.get_by_text("accepté", exact=True).first).to_be_visible()
    after = attainment(measured)
    assert after.n == before.n + 12

    drop(page, measured, "fevrier.csv", rows(12) + "X99;02/02/2026 09:00;pas une date;;Lyon;Nova\n")
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_role("button", name="Accepter le reste").click()
    expect(page.get_by_text("déjà importé", exact=True).first).to_be_visible()

    page.goto(f"/{measured.slug}/donnees/")
    page.get_by_role("row", name=re.compile("accepté")).get_by_role(
        "link", name="fevrier.csv"
    ).click()
    page.get_by_role("link", name="Annuler cet import").or_(
        page.get_by_role("button", name="Annuler cet import")
    ).first.click()
    page.get_by_role("button", name="Retirer ces dossiers").click()
    expect(page.get_by_text("annulé", exact=True).first).to_be_visible()
    undone = attainment(measured)
    assert (undone.n, undone.value) == (before.n, before.value)


def test_a_refused_file_changes_nothing_and_says_what_to_do(
    director: Page, measured: Measured
) -> None:
    page = director
    before = attainment(measured).n
    drop(page, measured, "casse.csv", HEADER + 'X00;"jamais fermé;;;Lyon;Nova\n')
    alert = page.get_by_role("alert").or_(page.locator(".alert")).first
    expect(alert).to_contain_text("rien n’a changé")
    expect(page.locator("main")).to_contain_text("ligne")
    expect(page.get_by_role("link", name="Déposer un autre fichier")).to_be_visible()
    assert attainment(measured).n == before


def drop(page: Page, measured: Measured, name: str, text: str) -> None:
    """Drop a file on the zone, as from the desktop, and go on."""
    page.goto(f"/{measured.slug}/donnees/nouveau/")
    handle = page.evaluate_handle(
        """([name, text]) => { const data = new DataTransfer();
        data.items.add(new File([text], name, {type: "text/csv"})); return data; }""",
        [name, text],
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": handle})
    expect(page.locator("[data-drop-files]")).to_contain_text(name)
    page.get_by_label("Source", exact=False).fill("tickets")
    page.get_by_role("button", name="Continuer").click()


def rows(count: int) -> str:
    lines = (
        f"X{rank:02d};02/02/2026 09:{rank:02d};03/02/2026 10:00;05/02/2026 09:00;Lyon;Nova\n"
        for rank in range(count)
    )
    return HEADER + "".join(lines)


LONG = "Établissements Réunis de Traitement de Surface et de Galvanoplastie du Val de Loire"


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_no_page_is_wider_than_its_window(director: Page, measured: Measured) -> None:
    """Whatever the names that a file brings."""
    page = director
    with current.company(measured.company.pk):
        odd = event(
            "D" * 60,
            received="2026-02-03 09:00",
            resolved="2026-02-09 10:00",
            site=LONG,
            provider=f"{LONG} et associés",
        )
        figures.bring(measured.alice, [odd], source=LONG, name=f"{'export_' * 15}.csv")
        batch = ImportBatch.objects.order_by("-pk").first()
        nova, lyon = measured.nova.public_id, measured.group.lyon.public_id
    assert batch is not None
    paths = [
        *(
            "",
            "prestataires/",
            "sites/",
            "indicateurs/",
            "indicateurs/sla_met/",
            "faits/",
            "donnees/",
        ),
        *("donnees/nouveau/", f"donnees/{batch.public_id}/"),
        *(f"prestataires/{nova}/", f"sites/{lyon}/", f"faits/?site={lyon}&indicateur=sla_met"),
    ]
    wide = {}
    for path in paths:
        page.goto(f"/{measured.slug}/{path}")
        if (by := overflow(page)) > 0:
            wide[path] = by
    assert wide == {}
    page.goto(f"/{measured.slug}/faits/?tri=-dossier&mois=2026-02")
    page.get_by_role("link", name="D" * 60).or_(
        page.get_by_role("link", name="N2602-003")
    ).first.click()
    expect(page.locator(".timeline")).to_be_visible()
    assert overflow(page) <= 0


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_a_phone_has_a_bottom_bar_and_stacked_rows(director: Page, measured: Measured) -> None:
    page = director
    bar = page.get_by_role("navigation", name="Navigation rapide")
    expect(bar).to_be_visible()
    expect(page.get_by_role("navigation", name="Navigation principale")).to_be_hidden()
    bar.get_by_role("link", name="Signaux").click()
    expect(page).to_have_url(re.compile("/signaux/$"))
    page.goto(f"/{measured.slug}/faits/")
    expect(page.locator(".data-table thead th").first).not_to_be_in_viewport()
    first, second = (
        page.locator(".data-table tbody tr").nth(0),
        page.locator(".data-table tbody tr").nth(1),
    )
    above, below = first.bounding_box(), second.bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] >= above["y"] + above["height"]
    assert above["width"] > 300


def test_a_page_of_another_company_does_not_exist(
    director: Page, console: Console, measured: Measured
) -> None:
    console.expect("404")
    organised = organisation.company("autre")
    answer = director.goto(f"/{organised.slug}/")
    assert answer is not None
    assert answer.status == 404
    director.get_by_role("link", name="Revenir à l’accueil").click()
    expect(director).to_have_url(re.compile(f"/{measured.slug}/$"))
