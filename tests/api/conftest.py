"""A small group with figures, and one browser per kind of reader."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import accounts, facts, organisation
from tests.factories.facts import event
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

Readers = dict[str, Client]
Get = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ibis still calls DuckDB by a name that the latter wants changed: not ours to mend."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:fetch_arrow_table"))


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def alice(company: Company) -> Iterator[Actor]:
    """The director; the company is entered for what a test prepares."""
    with current.company(company.pk):
        yield accounts.actor(company)


@pytest.fixture
def group(alice: Actor) -> Group:
    """Two providers beside the sites: Nova and Orion."""
    for name in ("Nova", "Orion"):
        providers.create(by=alice, at=facts.NOW, name=name)
    return organisation.group(alice)


@pytest.fixture
def cases(alice: Actor, group: Group) -> None:
    """Two cases at Lyon, one of each provider, and one at Nantes."""
    rows = [
        event("A", resolved="2026-01-06 10:00", site="Lyon", provider="Nova"),
        event("B", resolved="2026-01-07 10:00", site="Lyon", provider="Orion"),
        event("C", resolved="2026-01-07 10:00", site="Nantes", provider="Orion"),
    ]
    facts.bring(alice, rows)


@pytest.fixture
def figures(alice: Actor, cases: None) -> None:
    """What the cases make."""
    indicators.ensure_built_in(by=alice, at=facts.NOW)
    results.refresh(at=facts.NOW)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(accounts.user_of(actor))
    return client


@pytest.fixture
def readers(company: Company, alice: Actor, group: Group) -> Readers:
    """The director, the manager of Lyon, somebody of Nova, an auditor, somebody of another
    company, and nobody."""
    manager = accounts.actor(company, Role.SITE_MANAGER, name="Bob")
    supplier = accounts.actor(company, Role.PROVIDER, name="Carol")
    grant = partial(mandates.grant, by=alice, at=facts.NOW, start_date=accounts.LONG_AGO)
    nova = Provider.objects.get(name="Nova")
    grant(membership=accounts.membership_of(manager), unit=group.lyon)
    grant(membership=accounts.membership_of(supplier), provider=nova)
    stranger = accounts.actor(organisation.company("autre", name="Autre"))
    return {
        "director": browser(alice),
        "site manager": browser(manager),
        "provider": browser(supplier),
        "auditor": browser(accounts.actor(company, Role.AUDITOR, name="Dan")),
        "stranger": browser(stranger),
        "nobody": Client(),
    }


@pytest.fixture
def get(company: Company, readers: Readers) -> Get:
    """What a reader reads at an address inside the company."""

    def read(reader: str, address: str, *, status: int = 200) -> Any:
        response = readers[reader].get(f"/api/{company.slug}/{address}")
        assert response.status_code == status, response.content
        return response.json()

    return read


def names(page: Any, key: str = "name") -> set[str]:
    return {item[key] for item in page["items"]}
