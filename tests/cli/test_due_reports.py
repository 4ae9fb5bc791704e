"""`timonerie reports`: what is owed, in words and as JSON; periods opened on the way."""

import json

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.factories import accounts, organisation, reports
from tests.factories.organisation import NOW
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    founded = organisation.company()
    with current.company(founded.pk):
        alice = accounts.actor(founded)
        reports.expected(alice, reports.contract(alice))
    return founded


@time_machine.travel(NOW, tick=False)
def test_it_opens_the_periods_then_says_them(run: Run, company: Company) -> None:
    assert "Aucun rapport" in run("reports", company=company.slug).out
    told = run("reports", company=company.slug, open=True).out
    assert "Nova Paie : Rapport d’activité, février 2026, à venir (06/03/2026)" in told


def test_it_keeps_what_is_late_as_json(run: Run, company: Company) -> None:
    with time_machine.travel(NOW, tick=False):
        run("reports", company=company.slug, open=True)
    with time_machine.travel(reports.instant(2026, 3, 20), tick=False):
        [one] = json.loads(run("reports", company=company.slug, late=True, json=True).out)
    assert (one["owed_by"], one["state"], one["days_late"]) == ("Nova Paie", "late", 10)
