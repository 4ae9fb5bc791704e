"""A small group with figures, and one browser per kind of reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import accounts, facts, organisation
from tests.factories.facts import event
from tests.factories.organisation import Group
from tests.factories.recorded import recorded
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


@dataclass(frozen=True)
class Told:
    """A company and its director, two providers beside the sites, cases and what they make."""

    company: Company
    alice: Actor
    group: Group


@recorded
def _told() -> Told:
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.actor(company)
        group = _group(alice)
        _bring(alice)
        indicators.ensure_built_in(by=alice, at=facts.NOW)
        results.refresh(at=facts.NOW)
    return Told(company, alice, group)


def _group(by: Actor) -> Group:
    for name in ("Nova", "Orion"):
        providers.create(by=by, at=facts.NOW, name=name)
    return organisation.group(by)


def _bring(by: Actor) -> None:
    """Two cases at Lyon, one of each provider, and one at Nantes."""
    rows = [
        event("A", resolved="2026-01-06 10:00", site="Lyon", provider="Nova"),
        event("B", resolved="2026-01-07 10:00", site="Lyon", provider="Orion"),
        event("C", resolved="2026-01-07 10:00", site="Nantes", provider="Orion"),
    ]
    facts.bring(by, rows)


@pytest.fixture
def told(request: pytest.FixtureRequest, db: None) -> Told | None:
    """What a test that reads figures begins from, whole: figures take seconds to compute."""
    return _told() if "figures" in request.fixturenames else None


@pytest.fixture
def company(told: Told | None) -> Company:
    return told.company if told else organisation.company()


@pytest.fixture
def alice(company: Company, told: Told | None) -> Iterator[Actor]:
    """The director; the company is entered for what a test prepares."""
    with current.company(company.pk):
        yield told.alice if told else accounts.actor(company)


@pytest.fixture
def group(alice: Actor, told: Told | None) -> Group:
    """Two providers beside the sites: Nova and Orion."""
    return told.group if told else _group(alice)


@pytest.fixture
def cases(alice: Actor, group: Group, told: Told | None) -> None:
    if not told:
        _bring(alice)


@pytest.fixture
def figures(cases: None) -> None:
    """What the cases make."""


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
