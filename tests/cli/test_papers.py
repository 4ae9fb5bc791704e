"""`timonerie papers`: what it answers, with which exit code."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import papers
from tests.foundations.documents.papers import hostile
from timonerie.domains.contracts.models import ContractDocument
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def company(run: Run, data_dir: Path) -> None:
    assert run("init", company="a").code == 0


def written(folder: Path, data: bytes, name: str = "contrat.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def count() -> int:
    with current.company(Company.objects.get(slug="a").pk):
        return ContractDocument.objects.count()


def test_a_contract_is_read_and_its_clauses_said(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, papers.text_pdf())
    answer = run("papers", file, company="a", json=True)
    assert (answer.code, answer.err) == (0, "")
    [told] = answer.json
    assert (told["status"], told["is_contract"], told["unreadable"]) == ("read", True, [])
    assert all(one["found"] for one in told["clauses"])
    again = run("papers", file, company="a")
    assert "Préavis et forme de la dénonciation : page" in again.out
    assert count() == 1


def test_one_refused_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    bad = written(tmp_path, hostile.with_launch(), "piege.pdf")
    cut = written(tmp_path, papers.text_pdf()[:-40], "coupe.pdf")
    good = written(tmp_path, papers.text_pdf("minutes"), "reunion.pdf")
    answer = run("papers", bad, cut, good, company="a")
    assert answer.code == 2
    assert "piege.pdf : PDF-01" in answer.err
    assert "coupe.pdf : PDF-05" in answer.err
    assert "ne ressemble pas à un contrat" in answer.out


def test_a_file_that_is_not_there_is_said_and_nothing_is_done(run: Run, tmp_path: Path) -> None:
    good = written(tmp_path, papers.text_pdf())
    answer = run("papers", good, tmp_path / "absent.pdf", company="a")
    assert (answer.code, count()) == (2, 0)
    assert "n’existe pas" in answer.err
