"""`timonerie worktime`, as typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timonerie.cli.worktime import worktime
from timonerie.engine import csv_blocks

CALENDAR = """
zone = "Europe/Paris"
country = "FR"
[[week]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "09:00"
close = "12:30"
[[week]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "14:00"
close = "18:00"
"""
HEADER = "id,opened,closed,pauses"
CASE = "1,2026-11-23T16:40,2026-11-25T09:20,2026-11-24T10:00/2026-11-24T11:00"


def run(folder: Path, text: str | bytes, *more: str, calendar: str = CALENDAR) -> Result:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "in.csv").write_bytes(content)
    (folder / "calendar.toml").write_text(calendar, encoding="utf-8")
    return CliRunner().invoke(worktime, [
        str(folder / "in.csv"), "--calendar", str(folder / "calendar.toml"), "--start", "opened",
        "--end", "closed", "--out", str(folder / "out.csv"), *more,
    ])  # fmt: skip


def test_the_column_is_added_and_rows_and_columns_keep_their_order(tmp_path: Path) -> None:
    text = f'{HEADER}\n2,2026-11-24T10:00,,\n\n{CASE}\n0,,"24/11/2026 10:00","a"\n'

    result = run(tmp_path, text)

    assert result.exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == [
        f"{HEADER},working_seconds",
        "2,2026-11-24T10:00,,,",
        f"{CASE},33000",
        "0,,24/11/2026 10:00,a,",
    ]


@pytest.mark.parametrize(
    ("pauses", "seconds"),
    [
        ("", 33_000),
        ("2026-11-24T10:00/2026-11-24T11:00", 29_400),
        ("2026-11-24T10:00/2026-11-24T11:00;2026-11-24T10:30/2026-11-24T11:00;", 29_400),
        ("24/11/2026 10:00/24/11/2026 11:00", 29_400),
        ("2026-11-24T10:00/24/11/2026 11:00", 29_400),
        ("2026-11-25T09:00/", 31_800),
        ("24/11/2026 10:00/", 8_400),
    ],
)
def test_suspensions_are_taken_off(tmp_path: Path, pauses: str, seconds: int) -> None:
    row = CASE.rsplit(",", 1)[0]

    result = run(tmp_path, f"{HEADER}\n{row},{pauses}\n", "--suspended", "pauses")

    assert result.exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").endswith(f",{seconds}\n")


def test_the_summary_is_json_when_asked(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n{CASE}\n2,,,\n", "--json")

    found = json.loads(result.stdout)
    assert (found["rows"], found["missing"], found["working_seconds"]) == (2, 1, 33_000)
    assert found["warnings"] == []


def test_an_hour_that_exists_twice_is_the_first_and_is_said(tmp_path: Path) -> None:
    week = 'zone = "Europe/Paris"\n[[week]]\ndays = ["sun"]\nopen = "00:00"\nclose = "24:00"'

    result = run(tmp_path, f"{HEADER}\n1,2026-10-25T02:30,2026-10-25T03:00,\n", calendar=week)

    assert result.exit_code == 0
    assert "Ligne 2" in result.stderr
    assert "deux fois" in result.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").endswith(",5400\n")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,2026-11-25T09:20,2026-11-23T16:40,", "la fin précède le début"),
        ("1,2026-03-29T02:30,2026-03-29T12:00,", "n’existe pas"),
        ("1,hier,2026-03-29T12:00,", "« hier »"),
        ("1,2026-03-29,2026-03-29T12:00,", "n’est pas une date avec son heure"),
        ("1,2026-03-29T12:00,3026-03-29T12:00,", "1900 à 2100"),
        ("1,2026-03-29T12:00,2026-03-30T12:00", "3 colonnes au lieu de 4"),
        ('1,2026-03-29T12:00,2026-03-30T12:00,"', "guillemets"),
        ("1,2026-03-29T12:00,2026-03-30T12:00,nope", "début/fin;début/fin"),
        ("1,2026-03-29T12:00,2026-03-30T12:00,/2026-03-30T12:00", "début/fin;début/fin"),
        ("1,2026-03-29T12:00,2026-03-30T12:00,2026-03-30T12:00/2026-03-29T12:00", "suspension"),
        ("1,2026-03-29T12:00,2026-03-30T12:00,2026-03-29T13:00/x", "« x »"),
    ],
)
def test_a_faulty_line_refuses_the_file_and_is_named(tmp_path: Path, row: str, said: str) -> None:
    result = run(tmp_path, f'{HEADER}\n"two\nlines",,,\n{row}\n', "--suspended", "pauses")

    assert result.exit_code == 2
    assert "Ligne 4" in result.stderr
    assert said in result.stderr.replace("\u00a0", " ")
    assert list(tmp_path.glob("out*")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "en-tête"),
        ("id,opened\n", "closed"),
        ("opened,closed,closed\n", "plusieurs fois"),
        ("opened,closed,working_seconds\n", "working_seconds"),
        (b"opened,closed\n\x81\xff,\n", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    result = run(tmp_path, text)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_writing_of_the_file_is_kept(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["opened", "closed", "né"], ["2026-11-24T10:00", "2026-11-24T11:00", "été"]]
    text = "".join(delimiter.join(row) + "\n" for row in rows)

    run(tmp_path, text.encode(encoding))

    expected = [[*rows[0], "working_seconds"], [*rows[1], "3600"]]
    found = (tmp_path / "out.csv").read_bytes().decode(encoding)
    assert [line.split(delimiter) for line in found.splitlines()] == expected


def test_blocks_further_apart_than_the_clock_are_measured_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK_ROWS", 1)
    days = ["2026-11-24", "2021-11-23", "2024-11-25"]
    rows = "".join(f"1,{day}T10:00,{day}T11:00,\n" for day in days)

    run(tmp_path, f"{HEADER}\n{rows}2,,,\n")

    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.rsplit(",", 1)[1] for line in lines] == ["3600", "3600", "3600", ""]


def test_many_faults_are_counted_and_the_first_ones_listed(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n" + "1,x,,\n" * 25)

    assert result.stderr.count("Ligne") == 20
    assert "5 de plus" in result.stderr


@pytest.mark.parametrize("name", ["in.csv", "calendar.toml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    run(tmp_path, f"{HEADER}\n")
    (tmp_path / name).unlink()

    result = CliRunner().invoke(worktime, [
        str(tmp_path / "in.csv"), "--calendar", str(tmp_path / "calendar.toml"), "--start",
        "opened", "--end", "closed", "--out", str(tmp_path / "out.csv"),
    ])  # fmt: skip

    assert result.exit_code == 2
    assert name in result.stderr
    assert "n’existe pas" in result.stderr


def test_a_faulty_calendar_is_explained(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n", calendar=CALENDAR.replace('"12:30"', '"25:30"'))

    assert result.exit_code == 2
    assert "week[1].close" in result.stderr


def test_a_target_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n", "--out", str(tmp_path / "absent" / "out.csv"))

    assert result.exit_code == 2
    assert "absent" in result.stderr
