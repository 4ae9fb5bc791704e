from collections.abc import Iterator

import pytest

from tests.factories import accounts, organisation
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    """A company just founded, not entered."""
    return organisation.company()


@pytest.fixture
def alice(company: Company) -> Iterator[Actor]:
    """Its director, the company entered for the whole test."""
    with current.company(company.pk):
        yield accounts.actor(company)
