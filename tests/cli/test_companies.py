"""`timonerie company`: what is typed, and what it answers."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


@pytest.fixture
def company(emptied: None, run: Run) -> Company:
    run("init", company="acme", zone="UTC")
    return Company.objects.get()


def test_a_company_is_exported_then_removed(run: Run, company: Company, tmp_path: Path) -> None:
    told = run("company", "export", "acme", to=tmp_path / "acme.zip", json=True).json
    removed = run("company", "remove", "acme", confirm="acme")

    assert told["rows"] > 0
    assert removed.code == 0
    assert "retirée" in removed.out
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "--confirm acme"),
        ({"confirm": "autre"}, "--confirm acme"),
        ({"confirm": "acme"}, "pas d’export vérifié"),
    ],
)
def test_nothing_is_removed_by_mistake(
    run: Run, company: Company, options: dict[str, str], said: str
) -> None:
    answer = run("company", "remove", "acme", **options)

    assert answer.code == 2
    assert said in answer.err
    assert Company.objects.exists()


def test_an_export_never_takes_the_place_of_a_file(
    run: Run, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "acme.zip").write_text("à moi")

    answer = run("company", "export", "acme", to=tmp_path / "acme.zip")

    assert (answer.code, (tmp_path / "acme.zip").read_text()) == (2, "à moi")
