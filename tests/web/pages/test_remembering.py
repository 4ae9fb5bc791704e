"""A page opens as its reader left it."""

import pytest
from django.test import Client

from tests.factories import accounts
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.foundations.accounts.models import PageChoice


@pytest.fixture
def page(measured: Measured) -> str:
    return f"/{measured.slug}/indicateurs/"


@pytest.fixture
def facts(measured: Measured) -> str:
    return f"/{measured.slug}/faits/"


def test_the_page_opens_with_the_last_order_and_columns(browser: Client, page: str) -> None:
    browser.get(f"{page}?tri=-valeur&colonnes=valeur,etat&mois=2026-02")
    assert browser.get(page).headers["Location"] == f"{page}?tri=-valeur&colonnes=valeur,etat"


def test_the_month_asked_for_stands_beside_what_was_kept(browser: Client, page: str) -> None:
    browser.get(f"{page}?tri=-valeur")
    answer = browser.get(f"{page}?mois=2026-01")
    assert answer.headers["Location"] == f"{page}?mois=2026-01&tri=-valeur"


def test_the_page_number_and_the_month_are_not_kept(browser: Client, facts: str) -> None:
    browser.get(f"{facts}?mois=2026-02&page=2")
    assert not PageChoice.objects.exists()


@pytest.mark.parametrize("gesture", ["reinitialiser=1", "choix=1"])
def test_a_reader_may_start_again(browser: Client, page: str, gesture: str) -> None:
    browser.get(f"{page}?tri=-valeur")
    browser.get(f"{page}?{gesture}")
    assert browser.get(page).status_code == 200


def test_the_cases_of_a_figure_change_nothing_kept(browser: Client, facts: str) -> None:
    browser.get(f"{facts}?tri=dossier")
    browser.get(f"{facts}?indicateur=sla_met&tri=compte")
    assert browser.get(facts).headers["Location"] == f"{facts}?tri=dossier"


def test_what_names_nothing_any_more_is_dropped(
    browser: Client, measured: Measured, facts: str
) -> None:
    browser.get(f"{facts}?tri=dossier")
    PageChoice.objects.update(query="prestataire=parti")
    answer = browser.get(facts, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1] == (facts, 302)


def test_a_stranger_address_that_names_nothing_stays_unknown(browser: Client, facts: str) -> None:
    assert browser.get(f"{facts}?prestataire=parti").status_code == 404


def test_each_reader_keeps_their_own(browser: Client, measured: Measured, page: str) -> None:
    browser.get(f"{page}?tri=-valeur")
    other = accounts.user_of(accounts.actor(company=measured.company))
    assert browse(other).get(page).status_code == 200
