"""From a region to its sites and teams, from a provider to its activities, and back."""

from datetime import date

import pytest
from django.test import Client

from tests.factories.facts import event
from tests.factories.figures import NOW, Measured, bring
from tests.web.pages.conftest import browse
from timonerie.domains.performance.operations import results
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture
def payslips(measured: Measured) -> Activity:
    """Nova makes the payslips of Lyon; two cases of February say so."""
    with current.company(measured.company.pk):
        rows = [
            event(
                f"P-{rank}",
                received="2026-02-03 08:00",
                resolved="2026-02-04 08:00",
                due="2026-02-05 08:00",
                activity="Bulletins",
            )
            for rank in range(2)
        ]
        activity = activities.create(by=measured.alice, at=NOW, name="Bulletins")
        bring(measured.alice, rows, name="bulletins.csv")
        activities.assign(
            by=measured.alice,
            at=NOW,
            activity=activity,
            unit=measured.group.lyon,
            provider=measured.nova,
            start_date=date(2025, 1, 1),
        )
        results.refresh(at=NOW)
    return activity


def labels(client: Client, address: str) -> list[str]:
    return [str(one["label"]) for one in client.get(address).context["breadcrumbs"]]


def test_the_way_down_follows_the_tree(browser: Client, measured: Measured) -> None:
    group, slug = measured.group, measured.slug
    assert labels(browser, f"/{slug}/sites/{group.lyon.public_id}/") == ["Sites", "Est", "Lyon"]
    team = f"/{slug}/equipes/{group.payroll_team.public_id}/"
    assert labels(browser, team) == ["Sites", "Est", "Lyon", "Paie Lyon"]


def test_the_way_down_names_no_place_out_of_reach(measured: Measured) -> None:
    team = measured.group.payroll_team
    client = browse(measured.member(Role.TEAM_MANAGER, unit=team))
    address = f"/{measured.slug}/equipes/{team.public_id}/"
    assert labels(client, address) == ["Sites", "Paie Lyon"]


def test_a_region_lists_its_sites_and_what_to_decide_there(
    browser: Client, measured: Measured
) -> None:
    page = browser.get(f"/{measured.slug}/regions/{measured.group.west.public_id}/?mois=2026-02")
    assert [one.name for one in page.context["places"]] == ["Nantes"]
    assert [line.title[:4] for line in page.context["lines"]] != ["Nova"]


def test_a_site_leads_to_its_activities_and_teams(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    page = browser.get(f"/{measured.slug}/sites/{measured.group.lyon.public_id}/")
    assert [one["activity"] for one in page.context["serving"]] == [payslips]
    assert [one.name for one in page.context["teams"]] == ["Paie Lyon"]


def test_an_activity_leads_to_who_serves_it_and_where(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    page = browser.get(f"/{measured.slug}/activites/{payslips.public_id}/?mois=2026-02")
    assert [row.label for row in page.context["heat_map"].rows] == ["Nova"]
    body = page.content.decode()
    assert f"/{measured.slug}/sites/{measured.group.lyon.public_id}/" in body
    with current.company(measured.company.pk):
        nova = measured.nova
    back = browser.get(f"/{measured.slug}/prestataires/{nova.public_id}/")
    assert [one["activity"] for one in back.context["serving"]] == [payslips]


def test_who_reaches_one_site_sees_no_total_of_an_activity(
    measured: Measured, payslips: Activity
) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    page = client.get(f"/{measured.slug}/activites/{payslips.public_id}/")
    assert page.status_code == 200
    assert page.context["cards"] == []
