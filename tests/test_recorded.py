"""A world put back is the one that was made, row for row and file for file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from tests.factories import figures, organisation
from tests.factories.dumps import dump
from tests.factories.recorded import recorded
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.django_db


def _then_gone(made: Callable[[], Company], folder: Path) -> tuple[Company, str, list[str]]:
    """What it answers, and what stands then; nothing of it is left."""
    point = transaction.savepoint()
    company = made()
    files = sorted(path.name for path in folder.rglob("*") if path.is_file())
    stood = dump()
    transaction.savepoint_rollback(point)
    shutil.rmtree(folder)
    folder.mkdir()
    return company, stood, files


def test_it_is_made_once_and_put_back_the_same(data_dir: Path) -> None:
    made = []

    @recorded
    def small(*, slug: str) -> Company:
        made.append(slug)
        (data_dir / f"{slug}.txt").write_text("un fichier")
        return organisation.company(slug)

    once = _then_gone(lambda: small(slug="une"), data_dir)
    again = _then_gone(lambda: small(slug="une"), data_dir)
    other = _then_gone(lambda: small(slug="autre"), data_dir)

    assert once == again
    assert made == ["une", "autre"]
    assert (once[2], other[2]) == (["une.txt"], ["autre.txt"])


def test_a_whole_company_with_figures_comes_back(data_dir: Path) -> None:
    assert _then_gone(lambda: figures.measured().company, data_dir) == _then_gone(
        lambda: figures.measured().company, data_dir
    )


def test_beside_another_world_it_is_made_anew(data_dir: Path) -> None:
    @recorded
    def small(*, slug: str) -> Company:
        return organisation.company(slug)

    _then_gone(lambda: small(slug="une"), data_dir)
    organisation.company("autre", name="Autre")

    assert small(slug="une").name == "Ateliers Brévent"
    assert Company.objects.count() == 2
