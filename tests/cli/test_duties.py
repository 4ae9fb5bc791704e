"""`timonerie duties`: what the providers owe, in words and as JSON."""

import json

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.factories import accounts, duties, organisation
from tests.factories.organisation import NOW
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    founded = organisation.company()
    with current.company(founded.pk):
        alice = accounts.actor(founded)
        duties.checked(alice, duties.provider(alice))
        duties.link(alice, duties.provider(alice, "Clarté"))
    return founded


@time_machine.travel(NOW, tick=False)
def test_it_says_where_each_document_stands(run: Run, company: Company) -> None:
    told = run("duties", company=company.slug).out
    assert "Nova Paie : Attestation de vigilance URSSAF, à jour, 31/07/2026" in told


@time_machine.travel(NOW, tick=False)
def test_it_keeps_what_is_late_as_json(run: Run, company: Company) -> None:
    [one] = json.loads(run("duties", company=company.slug, late=True, json=True).out)
    assert (one["provider"], one["kind"], one["state"]) == ("Clarté", "VIGILANCE", "missing")
