"""A company, its director and its group, entered for the whole test. A domain may say its own."""

from collections.abc import Iterator

import pytest

from tests.factories import accounts, clear, organisation
from tests.factories.organisation import Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    """A company just founded, entered for the whole test."""
    founded = organisation.company()
    with current.company(founded.pk):
        yield founded
        assert clear.faults() == [], "the trail names somebody in clear"


@pytest.fixture
def alice(company: Company) -> Actor:
    """The director of the company."""
    return accounts.actor(company)


@pytest.fixture
def group(alice: Actor) -> Group:
    return organisation.group(alice)
