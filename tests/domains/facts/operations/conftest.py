from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import accounts, organisation
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ibis still calls DuckDB by a name that the latter wants changed: not ours to mend."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:fetch_arrow_table"))


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    """A company just founded, entered for the whole test."""
    founded = organisation.company()
    with current.company(founded.pk):
        yield founded


@pytest.fixture
def alice(company: Company) -> Actor:
    """The director of the company."""
    return accounts.actor(company)
