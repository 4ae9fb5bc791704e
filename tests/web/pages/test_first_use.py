"""An empty company is grey and inviting: files to bring, and what is known."""

from typing import Any

import pytest

from tests.factories import accounts, figures, organisation
from tests.factories.figures import LAST, NOW
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.operations import providers
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company("neuve")


def first_page(company: Company, role: Role = Role.DIRECTOR) -> Any:
    with current.company(company.pk):
        user = accounts.membership(company, role).user
    return browse(user).get(f"/{company.slug}/")


def test_an_empty_company_asks_for_its_files_and_shows_nothing_red(company: Company) -> None:
    page = first_page(company)
    assert page.context["may_drop"]
    assert {one.known.sentence for one in page.context["standing"]} == {""}
    assert "state-missed" not in page.content.decode()
    assert "state-missing" not in page.content.decode()


def test_what_is_known_already_is_said(company: Company) -> None:
    with current.company(company.pk):
        alice = accounts.actor(company)
        organisation.group(alice)
        providers.create(by=alice, at=NOW, name="Nova")
    known = {one.kind.code: one.known.sentence for one in first_page(company).context["standing"]}
    assert (known["unites"], known["prestataires"]) == ("3 sites", "1 prestataire")


def test_a_site_manager_is_asked_for_an_export(company: Company) -> None:
    page = first_page(company, Role.SITE_MANAGER)
    assert "may_drop" not in page.context or not page.context["may_drop"]


def test_who_may_bring_nothing_is_not_asked_to(company: Company) -> None:
    page = first_page(company, Role.AUDITOR)
    assert page.status_code == 200
    assert not page.context.get("may_drop")


def test_a_first_month_without_target_says_both(company: Company) -> None:
    with current.company(company.pk):
        alice = accounts.actor(company)
        organisation.group(alice)
        figures.bring(alice, figures.rows(months=(LAST,)))
        indicators.ensure_built_in(by=alice, at=NOW)
        results.refresh(at=NOW)
        Target.objects.all().delete()
    titles = [line.title for line in first_page(company).context["lines"]]
    assert "Aucune cible n’est fixée" in titles
    assert "Un seul mois est connu" in titles
