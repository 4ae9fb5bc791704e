"""`timonerie audit …`: checkpoints, verification, export, erasing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from tests.cli.conftest import Run
from timonerie.cli.audit import audit
from timonerie.domains.organisation.operations import people
from timonerie.foundations.accounts import actors
from timonerie.foundations.audit import trails
from timonerie.foundations.audit.models import Head
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow
EMAIL = "zoe@example.org"


@pytest.fixture
def company(run: Run) -> Company:
    """A company with a person."""
    run("init", company="a", zone="UTC")
    found = Company.objects.get(slug="a")
    with current.company(found.pk):
        people.create(
            by=actors.system(found), at=timezone.now(), name="Zoé Durand", email=EMAIL, unit=None
        )
    return found


def _ask(*words: str, code: int = 0) -> str:
    answer = CliRunner().invoke(audit, list(words))
    assert answer.exit_code == code, answer.output
    return answer.output


@pytest.mark.rule("AUD-04")
def test_a_trail_cut_after_a_checkpoint_is_said_with_its_number(
    company: Company, data_dir: Path
) -> None:
    assert "événement " in _ask("checkpoint")
    assert "intacte" in _ask("verify", "--company", "a")
    file = next((data_dir / "checkpoints").iterdir())
    point = json.loads(file.read_text())
    point["seq"] += 5
    file.write_text(json.dumps(point) + "\n")
    faults = json.loads(_ask("verify", "--json", code=1))["a"]
    assert [fault["seq"] for fault in faults] == [point["seq"]]
    assert "copie ancienne" in faults[0]["reason"]


def test_the_checkpoints_of_another_folder_are_compared(company: Company, tmp_path: Path) -> None:
    (tmp_path / f"{company.public_id}.jsonl").write_text("{}\n")
    assert "illisible" in _ask("verify", "--checkpoints", str(tmp_path), code=1)
    assert "intacte" in _ask("verify")


def test_an_altered_trail_is_said(company: Company) -> None:
    Head.objects.update(seq=99)
    assert "fin de chaîne manquante" in _ask("verify", code=1)


@pytest.mark.rule("AUD-05")
def test_what_is_exported_is_verified_by_the_program_given_with_it(
    company: Company, tmp_path: Path, data_dir: Path
) -> None:
    trail, program = tmp_path / "trail.jsonl", tmp_path / "verify.py"
    _ask("checkpoint")
    _ask("export", "--company", "a", "--output", str(trail))
    program.write_text(_ask("verifier"), encoding="utf-8")
    points = next((data_dir / "checkpoints").iterdir())
    command = [sys.executable, "-I", "-S", str(program), str(trail), str(points)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "points de contrôle\u00a0: 1" in done.stdout


def test_a_file_that_cannot_be_written_is_said(company: Company, tmp_path: Path) -> None:
    nowhere = tmp_path / "absent" / "trail.jsonl"
    assert "ne peut pas être écrit" in _ask(
        "export", "--company", "a", "--output", str(nowhere), code=2
    )


@pytest.mark.rule("AUD-06")
def test_a_person_is_erased_by_their_address(company: Company) -> None:
    assert "Zoé" in b"".join(trails.lines(company)).decode()
    assert _ask("erase", EMAIL, "--company", "a", "--yes").startswith("Valeurs effacées\u00a0: 1.")
    assert "Zoé" not in b"".join(trails.lines(company)).decode()
    assert "intacte" in _ask("verify")


def test_nobody_at_that_address_is_said(company: Company) -> None:
    assert "Personne ici" in _ask("erase", "x@example.org", "--company", "a", "--yes", code=2)


def test_erasing_asks_first(company: Company) -> None:
    assert "Zoé" in b"".join(trails.lines(company)).decode()
    answer = CliRunner().invoke(audit, ["erase", EMAIL, "--company", "a"], input="n\n")
    assert answer.exit_code == 1
    assert "Zoé" in b"".join(trails.lines(company)).decode()
