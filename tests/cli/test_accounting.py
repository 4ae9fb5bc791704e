"""`timonerie accounting`: what it answers, with which exit code."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import books

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def company(run: Run) -> None:
    assert run("init", company="a", zone="UTC").code == 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / books.name()
    path.write_bytes(books.content(books.year()))
    return path


def test_a_file_is_read_and_said_in_json(run: Run, file: Path) -> None:
    answer = run("accounting", file, company="a", json=True)

    assert (answer.code, answer.json["status"], answer.json["lines"]) == (0, "read", 79)
    first = answer.json["providers"][0]
    assert (first["name"], first["spend"], first["state"]) == ("NOVA", 12_200_00, "to_ask")


def test_the_same_file_again_is_known(run: Run, file: Path) -> None:
    first = run("accounting", file, company="a", json=True)
    again = run("accounting", file, company="a", json=True)
    assert (again.code, again.json["status"]) == (0, "unchanged")
    assert again.json["counted_by"] == first.json["file"]


def test_it_speaks_to_people_too(run: Run, file: Path) -> None:
    answer = run("accounting", file, company="a")
    assert "79 lignes" in answer.out
    assert "12200.00 €" in answer.out.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_cannot_be_read_is_refused_with_line_and_remedy(run: Run, tmp_path: Path) -> None:
    path = tmp_path / books.name()
    path.write_bytes(b"JournalCode\tEcritureDate\nACH\t20250101\n")
    answer = run("accounting", path, company="a")
    assert answer.code == 2
    assert "FEC-01" in answer.err


def test_a_file_that_is_not_there_and_a_company_that_is_not(run: Run, tmp_path: Path) -> None:
    assert "n’existe pas" in run("accounting", tmp_path / "rien.txt", company="a").err
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    assert run("accounting", path, company="zzz").code == 2
