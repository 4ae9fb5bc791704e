"""`timonerie terms`: one contract file, no company, no database."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

CONTRACT = """\
start = 2023-02-01
firm = "36 months"
renewal = "tacit"
renewal_length = "12 months"
notice = "3 months"
preparation = "6 weeks"
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "contrat.toml"
    file.write_text(CONTRACT, encoding="utf-8")
    return file


def test_the_terms_go_up_to_the_one_after_the_current_one(run: Run, contract: Path) -> None:
    told = run("terms", contract, on="2026-11-02", json=True).json

    assert list(told) == ["terms", "current", "status", "sentences"]
    assert (told["current"], told["status"]) == (1, "renewed")
    assert told["terms"] == [
        {"start": "2023-02-01", "end": "2026-01-31",
         "notice_by": "2025-10-31", "decide_by": "2025-09-19"},
        {"start": "2026-02-01", "end": "2027-01-31",
         "notice_by": "2026-10-31", "decide_by": "2026-09-19"},
        {"start": "2027-02-01", "end": "2028-01-31",
         "notice_by": "2027-10-31", "decide_by": "2027-09-19"},
    ]  # fmt: skip
    assert any("31 octobre 2026" in sentence for sentence in told["sentences"])


def test_without_json_a_person_reads_it(run: Run, contract: Path) -> None:
    told = run("terms", contract, on="2026-11-02").out

    assert "Au 02/11/2026\u00a0: reconduit." in told
    assert "  > 01/02/2026  31/01/2027  31/10/2026  19/09/2026" in told


def test_what_has_no_end_shows_none(run: Run, contract: Path) -> None:
    contract.write_text('start = 2020-01-01\nnotice = "3 months"\n', encoding="utf-8")

    [term] = run("terms", contract, on="2026-11-02", json=True).json["terms"]

    assert term == {"start": "2020-01-01", "end": None, "notice_by": None, "decide_by": None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            CONTRACT.replace("36 months", "36 moths"),
            "ligne 2, «\u00a0firm\u00a0»\u00a0: «\u00a036 moths\u00a0»",
        ),
        (CONTRACT + "start = 2024-01-01\n", "ligne 7, "),
        (CONTRACT.replace("2023-02-01", "9990-01-01"), "dépasse l’an 9999"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(
    run: Run, contract: Path, text: str, told: str
) -> None:
    contract.write_text(text, encoding="utf-8")

    answer = run("terms", contract, on="9999-06-01", json=True)

    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""


def test_a_file_that_is_not_there_and_a_day_that_is_none_are_refused(
    run: Run, contract: Path, tmp_path: Path
) -> None:
    assert run("terms", tmp_path / "absent.toml").code == 2
    assert run("terms", contract, on="31/12/2026").code == 2


def test_no_instance_is_opened(contract: Path, tmp_path: Path) -> None:
    """In a process of its own, without settings: nothing is written where it runs."""
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    command = [sys.executable, "-m", "timonerie.cli", "terms", str(contract), "--on", "2026-11-02"]
    env = {"PYTHONPATH": str(ROOT / "src")}

    told = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)

    assert "31 octobre 2026" in told.stdout.decode()
    assert list(folder.iterdir()) == []
