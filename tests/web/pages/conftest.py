from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.factories import accounts, figures
from tests.factories.figures import Measured
from timonerie.foundations.accounts.models import User


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ibis still calls DuckDB by a name that the latter wants changed: not ours to mend."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:fetch_arrow_table"))


@dataclass(frozen=True)
class Built:
    measured: Measured
    folder: Path


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Built]:
    """Figures take seconds to compute: they stand in a transaction around the whole module, and
    each test runs in a savepoint of it."""
    folder = tmp_path_factory.mktemp("figures")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DATA_DIR=folder):
            yield Built(figures.measured(), folder)
        transaction.set_rollback(True)


@pytest.fixture
def measured(built: Built, db: None, data_dir: Path, settings: Settings) -> Measured:
    """Four months of figures of three sites, seen from no company in particular."""
    settings.DATA_DIR = built.folder
    return built.measured


@pytest.fixture
def browser(measured: Measured) -> Client:
    """Alice's browser; she directs."""
    return browse(accounts.user_of(measured.alice))


def browse(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
