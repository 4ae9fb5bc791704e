"""`timonerie workforce`: a payroll file is counted where it lies."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import dsn, organisation
from timonerie.foundations.scope.models import Company

GROUP = dsn.group()
MARCH = date(2025, 3, 1)


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "paie.dsn"
    path.write_bytes(GROUP.file(MARCH))
    return path


def test_a_file_is_counted_and_stays_where_it_is(run: Run, company: Company, file: Path) -> None:
    answer = run("workforce", file, company=company.slug, create_entities=True, json=True)

    assert (answer.code, answer.json["status"]) == (0, "accepted")
    heads = {
        siret: figures["heads"]
        for one in answer.json["declarations"]
        for siret, figures in one["workplaces"].items()
    }
    assert heads == {one.siret: GROUP.truth(one, MARCH).heads for one in dsn.PLACES}
    assert not any(canary in answer.out for canary in dsn.CANARIES)
    assert file.read_bytes() == GROUP.file(MARCH)


def test_the_same_file_again_changes_nothing(run: Run, company: Company, file: Path) -> None:
    run("workforce", file, company=company.slug, create_entities=True)

    again = run("workforce", file, company=company.slug)

    assert again.code == 0
    assert again.out.startswith("Ce fichier est déjà compté")


def test_a_refusal_says_the_line_and_what_to_do(run: Run, company: Company, file: Path) -> None:
    answer = run("workforce", file, company=company.slug)

    assert answer.code == 2
    assert answer.err.startswith("ligne 6")
    assert "DSN-05 Le SIREN 732829320" in answer.err


def test_a_file_that_is_not_there_is_said(run: Run, company: Company, tmp_path: Path) -> None:
    answer = run("workforce", tmp_path / "nulle-part.dsn", company=company.slug)

    assert answer.code == 2
    assert "n’existe pas" in answer.err
