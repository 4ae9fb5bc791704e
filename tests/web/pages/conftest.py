from pathlib import Path

import pytest
from django.test import Client

from tests.factories import accounts
from tests.factories.figures import Measured
from timonerie.foundations.accounts.models import User


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ibis still calls DuckDB by a name that the latter wants changed: not ours to mend."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:fetch_arrow_table"))


@pytest.fixture
def browser(measured: Measured) -> Client:
    """Alice's browser; she directs."""
    return browse(accounts.user_of(measured.alice))


def browse(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
