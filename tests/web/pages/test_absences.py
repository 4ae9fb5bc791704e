"""An empty list says the truth to its reader: nothing is known yet, or it is not theirs to see."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import accounts, organisation
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web.pages.absences import Absence

pytestmark = pytest.mark.slow

IMPORT = reverse("import-new", args=["autre"])


@pytest.fixture
def empty(db: None) -> Company:
    return organisation.company("autre")


def signed_in(company: Company, role: Role) -> Client:
    with current.company(company.pk):
        return browse(accounts.membership(company, role).user)


def absence(client: Client, slug: str, path: str) -> Absence:
    page = client.get(f"/{slug}/{path}")
    found = page.context["absence"]
    assert isinstance(found, Absence)
    text = page.content.decode()
    assert found.title in text
    assert all(f'href="{url}"' in text for url in (found.url, found.other_url) if url)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "sites/",
        "prestataires/",
        "sites/comparer/",
        "prestataires/comparer/",
        "indicateurs/",
        "faits/",
    ],
)
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.EXECUTIVE])
def test_an_empty_company_offers_a_first_file(empty: Company, role: Role, path: str) -> None:
    assert absence(signed_in(empty, role), empty.slug, path).url == IMPORT


def test_who_may_describe_the_organisation_is_led_there(empty: Company) -> None:
    settings = reverse("settings-units", args=[empty.slug])
    director = absence(signed_in(empty, Role.DIRECTOR), empty.slug, "sites/")
    executive = absence(signed_in(empty, Role.EXECUTIVE), empty.slug, "sites/")
    assert (director.other_url, executive.other_url) == (settings, "")


@pytest.mark.parametrize("path", ["prestataires/", "indicateurs/", "prestataires/comparer/"])
def test_who_may_import_nothing_is_not_asked_to(empty: Company, path: str) -> None:
    found = absence(signed_in(empty, Role.TEAM_MANAGER), empty.slug, path)
    assert (found.url, found.other_url) == ("", "")
    assert "Importez" not in found.text


def test_a_site_manager_is_not_told_that_nobody_brought_a_file(measured: Measured) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert "hors de votre périmètre" in absence(client, measured.slug, "donnees/").text


def test_a_provider_is_told_which_files_are_theirs_to_see(measured: Measured) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    assert "sources rattachées" in absence(client, measured.slug, "donnees/").text


def test_a_team_manager_is_led_from_the_sites_to_their_team(measured: Measured) -> None:
    team = measured.group.payroll_team
    client = browse(measured.member(Role.TEAM_MANAGER, unit=team))
    found = absence(client, measured.slug, "sites/")
    assert found.title == "Aucun site n’est dans votre périmètre"
    assert found.url == reverse("team", args=[measured.slug, team.public_id])
    assert found.action == "Voir Paie Lyon"


def test_a_site_manager_without_a_mandate_is_led_home(measured: Measured) -> None:
    found = absence(browse(measured.member(Role.SITE_MANAGER)), measured.slug, "sites/")
    assert found.url == reverse("today", args=[measured.slug])


def test_a_provider_without_a_mandate_is_told_that_none_is_theirs(measured: Measured) -> None:
    found = absence(browse(measured.member(Role.PROVIDER)), measured.slug, "prestataires/")
    assert found.title == "Aucun prestataire n’est dans votre périmètre"


def test_facts_ask_to_take_a_filter_away_only_when_there_is_one(
    browser: Client, measured: Measured
) -> None:
    filtered = absence(browser, measured.slug, "faits/?mois=2020-01")
    team = browse(measured.member(Role.TEAM_MANAGER, unit=measured.group.payroll_team))
    assert filtered.text.startswith("Retirez un filtre")
    assert absence(team, measured.slug, "faits/").title == "Aucun dossier dans votre périmètre"


def test_the_settings_warn_of_no_site_only_who_would_see_one(measured: Measured) -> None:
    warning = "Aucun site pour l’instant"
    team = browse(measured.member(Role.TEAM_MANAGER, unit=measured.group.payroll_team))
    assert warning not in team.get(f"/{measured.slug}/reglages/").content.decode()


def test_the_settings_of_an_empty_company_warn_of_no_site(empty: Company) -> None:
    page = signed_in(empty, Role.DIRECTOR).get(f"/{empty.slug}/reglages/")
    assert "Aucun site pour l’instant" in page.content.decode()
