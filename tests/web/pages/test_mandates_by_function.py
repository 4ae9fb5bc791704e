"""Who is narrowed to some functions sees the cases and the figures of these functions, alone."""

from dataclasses import dataclass

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories import accounts, figures, organisation
from tests.factories.facts import event
from tests.factories.figures import FIRST, NOW
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.models import BusinessFunction
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.operations import indicators, results
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

#: Per activity: its function, and its cases in February.
CASES = {"Bulletins": ("payroll", 3), "Factures": ("accounting", 5), "Courrier": (None, 7)}


@dataclass(frozen=True)
class Firm:
    company: Company
    alice: Actor

    def executive(self, *codes: str) -> Membership:
        """Somebody whose mandates name these functions."""
        membership = accounts.membership(self.company, Role.EXECUTIVE, name="Bruno Petit")
        for code in codes:
            function = BusinessFunction.objects.get(code=code)
            mandates.grant(
                by=self.alice, at=NOW, membership=membership, start_date=FIRST, function=function
            )
        return membership


@pytest.fixture
def firm(db: None) -> Firm:
    company = organisation.company()
    alice = accounts.actor(company)
    with current.company(company.pk):
        organisation.group(alice)
        for name, (code, _cases) in CASES.items():
            function = code and BusinessFunction.objects.get(code=code)
            activities.create(by=alice, at=NOW, name=name, function=function or None)
        rows = [
            event(
                f"{name[0]}{rank}",
                received="2026-02-03 08:00",
                resolved="2026-02-04 08:00",
                site="Lyon",
                activity=name,
            )
            for name, (_code, cases) in CASES.items()
            for rank in range(cases)
        ]
        figures.bring(alice, rows)
        indicators.ensure_built_in(by=alice, at=NOW)
        results.refresh(at=NOW)
    return Firm(company, alice)


def cases(client: Client, firm: Firm) -> str:
    """How many requests of the month the list of indicators tells."""
    answer = client.get(f"/{firm.company.slug}/chiffre/cases/?mois=2026-02")
    assert answer.status_code == 200
    value: str = answer.context["value"]
    return value


def listed(client: Client, firm: Firm) -> set[str]:
    page = client.get(f"/{firm.company.slug}/faits/").content.decode()
    return {name for name in ("B0", "F0", "C0") if f">{name}<" in page.replace("\n", "")}


@pytest.mark.rule("AUT-08")
def test_figures_and_cases_are_those_of_the_functions_of_the_mandates(firm: Firm) -> None:
    with current.company(firm.company.pk):
        payroll, both = firm.executive("payroll"), firm.executive("payroll", "accounting")
        results.refresh(at=NOW)
    director = browse(accounts.user_of(firm.alice))
    one, two = browse(payroll.user), browse(both.user)
    assert [cases(client, firm) for client in (director, one, two)] == ["15", "3", "8"]
    assert listed(director, firm) == {"B0", "F0", "C0"}
    assert listed(one, firm) == {"B0"}
    assert listed(two, firm) == {"B0", "F0"}


def test_a_case_of_another_function_does_not_exist(firm: Firm) -> None:
    with current.company(firm.company.pk):
        payroll = firm.executive("payroll")
    client = browse(payroll.user)
    page = browse(accounts.user_of(firm.alice)).get(f"/{firm.company.slug}/faits/")
    addresses = {row.cells[0].text: row.cells[0].url for row in page.context["table"].rows}
    assert client.get(addresses["B0"]).status_code == 200
    assert client.get(addresses["F0"]).status_code == 404
    assert client.get(addresses["C0"]).status_code == 404


def test_before_its_figures_are_computed_a_new_mandate_shows_none(firm: Firm) -> None:
    with current.company(firm.company.pk):
        payroll = firm.executive("payroll")
    page = browse(payroll.user).get(f"/{firm.company.slug}/indicateurs/").content.decode()
    assert ">15<" not in page
    with current.company(firm.company.pk):
        assert not results.up_to_date(on=NOW.date())


def test_giving_a_mandate_asks_for_its_figures(
    firm: Firm, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with current.company(firm.company.pk):
        membership = accounts.membership(firm.company, Role.EXECUTIVE)
        function = BusinessFunction.objects.get(code="accounting")
    client = browse(accounts.user_of(firm.alice))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            f"/{firm.company.slug}/reglages/acces/{membership.public_id}/mandat/",
            {"function": function.public_id, "start_date": "2026-01-01"},
        )
    assert answer.status_code == 302
    assert cases(browse(membership.user), firm) == "5"


def test_an_activity_that_changes_its_function_takes_its_figures_along(firm: Firm) -> None:
    with current.company(firm.company.pk):
        payroll = firm.executive("payroll")
        results.refresh(at=NOW)
        mail = Activity.objects.get(name="Courrier")
        activities.update(
            by=firm.alice,
            at=NOW,
            activity=mail,
            version=mail.version,
            name="Courrier",
            code="Courrier",
            accountable=None,
            criticality=2,
            function=BusinessFunction.objects.get(code="payroll"),
        )
        results.refresh(at=NOW)
    assert cases(browse(payroll.user), firm) == "10"


def test_a_company_without_such_mandates_keeps_no_figures_apart(firm: Firm) -> None:
    with current.company(firm.company.pk):
        assert not Series.objects.exclude(perimeter="").exists()
