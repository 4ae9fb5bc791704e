"""`timonerie detect`: any CSV file, no company, one line per series."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from timonerie.cli.main import main


def run(file: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["detect", str(file), *options])


def told(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    """Two sites, 60 weeks; the errors of Lyon go from 2 to 8 % in the fifty-first."""
    file = tmp_path / "bulletins.csv"
    lines = ["semaine;site;erreurs;bulletins"]
    for week in range(60):
        day = f"{2025 + (week >= 52)}-W{week % 52 + 1:02}-1"
        monday = date.fromisoformat(day)
        lines += [f"{monday};Lyon;{(16 if week >= 50 else 4) + week % 2};200"]
        lines += [f"{monday};Nantes;{3 + week % 3};200"]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


COLUMNS = ("--time", "semaine", "--series", "site")
SHARES = (*COLUMNS, "--numerator", "erreurs", "--denominator", "bulletins")


def test_an_alarm_says_when_why_and_how_likely(weeks: Path) -> None:
    lyon, nantes = told(run(weeks, *SHARES, "--json"))

    assert nantes == {"series": "Nantes", "changes": [], "alarms": []}
    assert lyon["series"] == "Lyon"
    [alarm] = lyon["alarms"]
    assert alarm["index"] == 50
    assert alarm["rule"] == "level"
    assert 0 < alarm["chance"] < 0.1
    assert "Depuis la semaine du 15/12/2025" in alarm["sentence"]
    assert "8" in alarm["sentence"]


def test_changes_are_told_afterwards_when_asked(weeks: Path) -> None:
    lyon, nantes = told(run(weeks, *SHARES, "--retrospective", "--json"))

    assert lyon["changes"] == [50]
    assert nantes["changes"] == []


def test_the_direction_that_does_not_worry_is_silent(weeks: Path) -> None:
    lyon, _nantes = told(run(weeks, *SHARES, "--worse", "lower", "--json"))

    assert lyon["alarms"] == []


def test_it_is_read_without_json(weeks: Path) -> None:
    result = run(weeks, *SHARES)

    assert result.exit_code == 0
    assert "Nantes :\n  rien d’inhabituel." in result.output


def test_a_gap_is_a_missing_point_and_keeps_the_indexes(tmp_path: Path) -> None:
    file = tmp_path / "rangs.csv"
    rows = [f"{rank},{10 + rank % 3 + (40 if rank >= 80 else 0)}" for rank in range(1, 100)]
    file.write_text("\n".join(["rang,mesure", *rows[:20], *rows[25:]]), encoding="utf-8")

    [found] = told(run(file, "--time", "rang", "--value", "mesure", "--retrospective", "--json"))

    assert found["changes"] == [79]
    assert [alarm["index"] for alarm in found["alarms"]] == [79]


def test_a_short_history_is_too_early_to_say(tmp_path: Path) -> None:
    file = tmp_path / "court.csv"
    file.write_text("\n".join(["t,v", *(f"{rank},{rank}" for rank in range(11))]))

    assert "trop tôt pour le dire" in run(file, "--time", "t", "--value", "v").output


@pytest.mark.parametrize(
    ("cell", "column", "remedy"),
    [("hier;1", "t", "ni une date"), ("3;douze", "v", "pas un nombre"), ("3;inf", "v", "nombre")],
)
def test_a_faulty_cell_is_refused_with_its_line(
    tmp_path: Path, cell: str, column: str, remedy: str
) -> None:
    file = tmp_path / "faux.csv"
    file.write_text(f"t;v\n1;1\n2;2,5\n{cell}\n")

    result = run(file, "--time", "t", "--value", "v", "--json")

    assert result.exit_code == 2
    assert f"Ligne 4, colonne «\u00a0{column}\u00a0»" in result.stderr
    assert remedy in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--time", "t"),
        ("--time", "t", "--value", "v", "--numerator", "v"),
        ("--time", "t", "--numerator", "v"),
        ("--time", "absente", "--value", "v"),
        ("--time", "t", "--value", "v", "--budget", "0"),
    ],
)
def test_a_command_that_cannot_be_understood_ends_with_2(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    file = tmp_path / "f.csv"
    file.write_text("t;v\n1;1\n")

    assert run(file, *options).exit_code == 2


def test_a_file_that_is_not_there_is_said_in_french(tmp_path: Path) -> None:
    result = run(tmp_path / "absent.csv", "--time", "t", "--value", "v")

    assert result.exit_code == 2
    assert "n’existe pas. Vérifiez le chemin." in result.stderr
