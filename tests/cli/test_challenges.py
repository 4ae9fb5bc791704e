"""`timonerie challenges` and `timonerie chronology`: what they answer, with which exit code."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import challenges as factory
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


def test_challenges_and_the_chronology_of_a_provider(
    run: Run, data_dir: Path, tmp_path: Path
) -> None:
    assert run("init", company="a").code == 0
    assert "Aucun recadrage" in run("challenges", company="a").out
    company = Company.objects.get(slug="a")
    with current.company(company.pk):
        by = actors.system(company)
        factory.sent(by, factory.taken(by))
    [told] = run("challenges", company="a", json=True).json
    assert (told["provider"], told["facts"], told["rung"]) == ("Nova", 3, "request")
    assert "réponse attendue le" in run("challenges", company="a").out
    assert "Marche prise\u00a0: demande écrite" in run("chronology", "nova", company="a").out
    sheet, paper = tmp_path / "nova.csv", tmp_path / "nova.pdf"
    assert run("chronology", "Nova", company="a", to=str(sheet)).code == 0
    assert sheet.read_text(encoding="utf-8-sig").count("Délais tenus") == 3
    assert run("chronology", "Nova", company="a", to=str(paper)).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert run("chronology", "Nova", company="a", to="nova.doc").code == 2
    assert run("chronology", "Personne", company="a").code == 2
