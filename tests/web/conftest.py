"""A company with figures, computed once for the tests of a module."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.factories import figures
from tests.factories.figures import Measured


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
