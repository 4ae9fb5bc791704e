from datetime import UTC, datetime

import pytest

from tests.factories import accounts, facts, organisation
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CANARY = "Canari Zéphyrin"


@pytest.fixture
def company(emptied: None) -> Company:
    """A company with a director, a file received and its facts, all of it named after a canary."""
    founded = organisation.company(name=CANARY)
    with current.company(founded.pk):
        director = accounts.actor(founded)
        organisation.group(director)
        rows = [facts.event(f"{CANARY} {rank}", provider=CANARY) for rank in range(3)]
        facts.bring(director, rows, at=NOW)
        facts.read(director, [facts.event(f"{CANARY} attend")], name="attend.csv")
    return founded


@pytest.fixture
def other(emptied: None) -> Company:
    """Another company of the instance."""
    founded = organisation.company("voisine", name="Voisine SAS")
    with current.company(founded.pk):
        facts.bring(accounts.actor(founded), [facts.event("A")], at=NOW)
    return founded


@pytest.fixture
def by(company: Company) -> Actor:
    return actors.system(company)
