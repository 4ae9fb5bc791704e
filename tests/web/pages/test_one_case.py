"""A case leads to what it names, as far as its reader goes, and is judged on its due date."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.facts import event
from tests.factories.figures import NOW, WRITTEN, Measured, bring
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import Source
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current


@pytest.fixture
def payslips(measured: Measured) -> Activity:
    """Nova makes the payslips of Lyon."""
    with current.company(measured.company.pk):
        found = activities.create(by=measured.alice, at=NOW, name="Bulletins")
        activities.assign(
            by=measured.alice,
            at=NOW,
            activity=found,
            unit=measured.group.lyon,
            provider=measured.nova,
            start_date=date(2025, 1, 1),
        )
    return found


def told(client: Client, measured: Measured, **said: str) -> dict[str, Any]:
    """What the page of a case brought in as `said` shows, by term."""
    with current.company(measured.company.pk):
        bring(measured.alice, [event("P-1", **said)], source="paie", name="paie.csv")
        source = Source.objects.get(name="paie").public_id
    page = client.get(f"/{measured.slug}/faits/{source}/P-1/")
    return {one["term"]: one for one in page.context["details"]}


def test_each_name_leads_to_its_page(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    shown = told(browser, measured, team="Paie Lyon", activity="Bulletins")
    addresses = [shown[term]["url"] for term in ("Site", "Prestataire", "Équipe", "Activité")]
    assert {browser.get(address).status_code for address in addresses} == {200}
    assert len(set(addresses)) == 4
    assert shown["Source"]["detail"] == "paie"


def test_nothing_leads_where_the_reader_may_not_go(measured: Measured, payslips: Activity) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    shown = told(client, measured, activity="Bulletins")
    assert shown["Activité"] == {
        "term": "Activité",
        "detail": "Bulletins",
        "url": "",
        "state": None,
    }
    linked = {one["url"] for one in shown.values() if one["url"]}
    assert {client.get(address).status_code for address in linked} == {200}


def test_a_team_out_of_reach_is_named_without_a_link(measured: Measured) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    shown = told(client, measured, team="Nantes")
    assert (shown["Équipe"]["detail"], shown["Équipe"]["url"]) == ("Nantes", "")
    assert shown["Site"]["url"]


@pytest.mark.parametrize(
    ("resolved", "verdict", "state"),
    [
        ("2026-01-07 08:00", "dans le délai", "met"),
        ("2026-01-09 11:10", "en retard de 51\u00a0h\u00a010", "missed"),
    ],
)
def test_a_closed_case_is_judged_on_its_due_date(
    browser: Client, measured: Measured, resolved: str, verdict: str, state: str
) -> None:
    shown = told(browser, measured, resolved=resolved, due="2026-01-07 08:00")
    said = shown["Respect de l’échéance"]
    assert (said["detail"], said["state"]) == (verdict, state)


def test_an_open_case_is_judged_once_its_due_date_has_passed(
    browser: Client, measured: Measured
) -> None:
    due = timezone.now() - timedelta(hours=3, minutes=10, seconds=1)
    shown = told(browser, measured, due=due.strftime("%Y-%m-%d %H:%M:%S"))
    said = shown["Respect de l’échéance"]
    assert (said["detail"], said["state"]) == (
        "échéance passée depuis 3\u00a0h\u00a010",
        "missed",
    )


@pytest.mark.parametrize("days", [None, 2])
def test_nothing_is_said_without_a_due_date_nor_before_it(
    browser: Client, measured: Measured, days: int | None
) -> None:
    due = "" if days is None else (timezone.now() + timedelta(days=days)).strftime(WRITTEN)
    assert "Respect de l’échéance" not in told(browser, measured, due=due)
