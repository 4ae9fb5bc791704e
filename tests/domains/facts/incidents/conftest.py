from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.factories import accounts, clear, organisation
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
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


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


@pytest.fixture
def clarte(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Clarté")


@pytest.fixture
def payslips(alice: Actor) -> Activity:
    return activities.create(by=alice, at=NOW, name="Bulletins")


class Narrowed:
    """Somebody whose mandate names a unit, a provider or a function."""

    def __init__(self, alice: Actor, company: Company) -> None:
        self.grant = partial(mandates.grant, by=alice, at=NOW, start_date=accounts.LONG_AGO)
        self.company = company

    def __call__(self, role: Role, *, name: str = "Bob", **parts: Any) -> Actor:
        actor = accounts.actor(self.company, role, name=name)
        self.grant(membership=accounts.membership_of(actor), **parts)
        return actor


@pytest.fixture
def narrowed(alice: Actor, company: Company) -> Narrowed:
    return Narrowed(alice, company)
