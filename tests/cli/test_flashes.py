"""`timonerie flashes`: the week of every site, in words and as JSON."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.factories import accounts, flashes, organisation
from tests.factories.organisation import NOW
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

SATURDAY = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def company(db: None) -> Company:
    founded = organisation.company()
    with current.company(founded.pk):
        alice = accounts.actor(founded)
        group = organisation.group(alice)
        said = flashes.said("Deux départs", alert="Four en panne", need="Un intérimaire")
        flashes.filed(alice, group.lyon, at=NOW, what=said)
    return founded


@time_machine.travel(SATURDAY, tick=False)
def test_it_names_who_said_nothing(run: Run, company: Company) -> None:
    told = run("flashes", company=company.slug).out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Semaine du 02/03/2026 : 1 site sur 3, silencieux : 2" in told
    assert "Lyon : Deux départs ; alerte : Four en panne" in told
    assert "Sans réponse : Lyon, « Un intérimaire »" in told
    kept = run("flashes", company=company.slug, silent=True).out
    kept = kept.replace("\N{NO-BREAK SPACE}", " ")
    assert "Nantes : silencieux" in kept
    assert "Lyon : Deux" not in kept


@time_machine.travel(SATURDAY, tick=False)
def test_it_answers_in_json(run: Run, company: Company) -> None:
    told = json.loads(run("flashes", company=company.slug, week="2026-03-04", json=True).out)
    assert (told["week"], told["asked"]) == ("2026-03-02", 3)
    states = {one["site"]: one["state"] for one in told["sites"]}
    assert states == {"Lyon": "filed", "Grenoble": "silent", "Nantes": "silent"}
