"""`timonerie cycles`: who holds the hand, what is late, what it goes with."""

import json

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.factories import accounts, organisation
from tests.factories import cycles as made
from tests.factories.cycles import on
from timonerie.domains.reporting.models import CycleRun
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    founded = organisation.company()
    with current.company(founded.pk):
        made.payroll(accounts.actor(founded), "Lyon", "Nantes")
    return founded


def test_it_says_who_holds_the_hand(run: Run, company: Company) -> None:
    with time_machine.travel(on(3, 24), tick=False):
        told = run("cycles", company=company.slug).out
    expected = "Paie du mois, Lyon, 2026-03-01 : Remise des variables (Lyon)"
    assert f"{expected}, en retard depuis le 20/03/2026" in told


def test_it_opens_what_has_begun_and_explains_as_json(run: Run, company: Company) -> None:
    with time_machine.travel(on(4, 2), tick=False):
        found = json.loads(
            run("cycles", company=company.slug, open=True, explain=True, json=True).out
        )
    assert found["opened"] == 2
    assert len(found["runs"]) == 4
    assert found["explained"][0]["title"].endswith("trop peu pour conclure")
    with current.company(company.pk):
        assert CycleRun.objects.count() == 4


def test_it_keeps_what_is_late(run: Run, company: Company) -> None:
    with time_machine.travel(on(3, 10), tick=False):
        assert run("cycles", company=company.slug, late=True).out == ""
