"""What is absent is said: no figure at all, a file that did not come, another month."""

import pytest
from django.test import Client

from tests.factories import accounts, figures, organisation
from tests.factories.figures import LAST, MONTHS, NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

PAGES = ["", "prestataires/", "sites/", "indicateurs/", "faits/", "donnees/"]


@pytest.fixture
def partial(db: None) -> Measured:
    """Nantes has a source of its own, silent in February."""
    company = organisation.company(slug="autre")
    with current.company(company.pk):
        alice = accounts.actor(company)
        group = organisation.group(alice)
        everything = figures.rows()
        nantes = [row for row in everything if "Nantes" in row]
        figures.bring(alice, [row for row in everything if row not in nantes])
        sent = [row for row in nantes if f"{LAST:%y%m}" not in row[0]]
        figures.bring(alice, sent, source="nantes", name="nantes.csv")
        indicators.ensure_built_in(by=alice, at=NOW)
        results.refresh(at=NOW)
    return Measured(company, alice, group)


@pytest.mark.parametrize("path", PAGES)
def test_a_company_without_a_figure_says_how_to_begin(db: None, path: str) -> None:
    company = organisation.company(slug="autre")
    with current.company(company.pk):
        alice = accounts.actor(company)
    page = browse(accounts.user_of(alice)).get(f"/{company.slug}/{path}")
    assert page.status_code == 200
    assert "empty" in page.content.decode()


def test_a_file_that_did_not_come_is_missing_and_not_zero(partial: Measured) -> None:
    browser = browse(accounts.user_of(partial.alice))
    rows = {
        row.label: row for row in browser.get(f"/{partial.slug}/sites/").context["heat_map"].rows
    }
    assert {cell.text for cell in rows["Nantes"].cells} <= {"donnée manquante", "sans objet"}
    assert rows["Nantes"].cells[0].text == "donnée manquante"
    assert "donnée manquante" not in {cell.text for cell in rows["Lyon"].cells}


def test_coverage_and_decisions_say_who_is_missing(partial: Measured) -> None:
    page = browse(accounts.user_of(partial.alice)).get(f"/{partial.slug}/")
    assert page.context["coverage"].text == "2 sites sur 3"
    missing = next(line for line in page.context["lines"] if line.state == "missing")
    assert missing.title.startswith("Nantes")
    assert missing.since == "ce mois-ci seulement"


def test_the_site_of_the_missing_file_says_so(partial: Measured) -> None:
    browser = browse(accounts.user_of(partial.alice))
    page = browser.get(f"/{partial.slug}/sites/{partial.group.nantes.public_id}/")
    assert page.status_code == 200
    assert "donnée manquante" in page.content.decode()


def test_the_last_month_with_figures_comes_first(browser: Client, measured: Measured) -> None:
    assert browser.get(f"/{measured.slug}/").context["month"] == "février 2026"


def test_another_month_shows_its_own_figures(browser: Client, measured: Measured) -> None:
    def cell(month: str) -> str:
        page = browser.get(f"/{measured.slug}/sites/?mois={month}")
        lyon = next(row for row in page.context["heat_map"].rows if row.label == "Lyon")
        return str(lyon.cells[0].text)

    assert cell("2026-01") == "100,0\u00a0%"
    assert cell("2026-02") == "50,0\u00a0%"


def test_the_switch_keeps_the_other_filters(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/?tri=nom")
    assert page.context["period"]["previous_url"] == "?tri=nom&mois=2026-01"


@pytest.mark.parametrize("query", ["mois=jamais", "mois=2026-1"])
def test_an_address_that_names_no_month_is_not_found(
    browser: Client, measured: Measured, query: str
) -> None:
    assert browser.get(f"/{measured.slug}/?{query}").status_code == 404


def test_a_month_without_figures_says_it(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/sites/{measured.group.lyon.public_id}/?mois=2024-01")
    assert page.status_code == 200
    assert "Rien" in page.content.decode()


def test_what_goes_well_is_said_when_nothing_presses(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/?mois={MONTHS[2]:%Y-%m}")
    assert [line.title for line in page.context["lines"]] == [
        "3 mois peuvent être clôturés, jusqu’à février 2026"
    ]
    assert page.context["good_news"][0].since == "conforme depuis 3 mois"
