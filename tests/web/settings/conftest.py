from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.factories import accounts, clear, organisation
from tests.factories.organisation import Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

SignIn = Callable[[Role], Client]


@pytest.fixture
def company(db: None) -> Iterator[Company]:
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
def sign_in(company: Company) -> SignIn:
    """A browser where somebody of that role is signed in."""

    def signed(role: Role) -> Client:
        client = Client()
        membership = accounts.membership(company, role)
        client.force_login(membership.user)
        return client

    return signed


@pytest.fixture
def browser(alice: Actor) -> Client:
    """Alice's browser."""
    client = Client()
    client.force_login(accounts.user_of(alice))
    return client
