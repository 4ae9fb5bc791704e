"""Real files from the command line to the figures published beside them, to the second decimal."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

# What they read is files and DuckDB: the server that keeps the rest changes nothing in it.
pytestmark = [pytest.mark.real_data, pytest.mark.slow, pytest.mark.engine("sqlite")]

GUIDE = ROOT / "docs" / "guide" / "mappings"
SERVICENOW = "servicenow_incidents/incident_event_log_first5998.csv"
CLOSED = "bpic2013_problems/BPIC13_closed_problems.xes.gz"
BOSTON = "boston311_sample/boston311-100.csv"
EXPECTED = {
    SERVICENOW: "servicenow_incidents/expected_dev5998.json",
    CLOSED: "bpic2013_problems/expected_closed_problems.json",
    BOSTON: "boston311_sample/expected.json",
}
WEEK = """
zone = "UTC"
{holidays}
[[week]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "08:00"
close = "18:00"
"""
PLAIN = WEEK.format(holidays="holidays = false")
FRENCH = WEEK.format(holidays='country = "FR"\nholidays = true')
ELAPSED, WORKED = "time_to_resolved", "working_time_to_resolved"
Figures = dict[str, dict[str, Any]]


def _expected(folder: Path, file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / EXPECTED[file]).read_text())
    return found


def _bring(run: Run, folder: Path, file: str, mapping: Path, week: str, tmp_path: Path) -> Any:
    calendar = tmp_path / "calendar.toml"
    calendar.write_text(week)
    assert run("init", company="a", calendar=calendar).code == 0
    answer = run("import", folder / file, company="a", source="s", mapping=mapping, json=True)
    assert answer.code == 0, answer.err
    return answer.json


def _figures(run: Run, by: str | None = None, **options: object) -> dict[str | None, Figures]:
    """Figures by group, then by code."""
    rows = run("indicators", company="a", by=by, json=True, **options).json
    found: dict[str | None, Figures] = {}
    for row in rows:
        assert row["period"] == "all"
        found.setdefault(row["by"].get(by) if by else None, {})[row["indicator"]] = row
    return found


def _check_time(figures: Figures, name: str, expected: dict[str, float]) -> None:
    for kind in ("median", "p90", "mean"):
        figure = figures[f"{name}_{kind}"]
        assert figure["n"] == expected["n"]
        if expected["n"]:
            assert figure["value"] == pytest.approx(expected[kind], abs=0.005)
        else:
            assert figure["value"] is None


def _ratio(figures: Figures, code: str, expected: float) -> None:
    assert figures[code]["value"] == pytest.approx(expected, abs=0.00001)


def test_servicenow_as_a_whole(run: Run, real_data: Path, tmp_path: Path) -> None:
    expected = _expected(real_data, SERVICENOW)
    answer = _bring(run, real_data, SERVICENOW, GUIDE / "servicenow.toml", PLAIN, tmp_path)

    assert (answer["rows"], answer["cases"], answer["added"]) == (5998, 890, 890)
    assert answer["rejects"] == []
    figures = _figures(run)[None]
    assert (figures["cases"]["n"], figures["cases"]["value"]) == (890, 890)
    _ratio(figures, "sla_met", expected["share_made_sla"])
    assert 890 - figures["sla_met"]["numerator"] == expected["n_sla_missed"]
    _ratio(figures, "reopened", expected["share_reopened"])
    _ratio(figures, "reworked", expected["share_reassigned"])
    _check_time(figures, ELAPSED, expected["elapsed_h_to_resolved"])
    _check_time(figures, WORKED, expected["wh1_h_to_resolved"])


def test_servicenow_with_french_holidays(run: Run, real_data: Path, tmp_path: Path) -> None:
    _bring(run, real_data, SERVICENOW, GUIDE / "servicenow.toml", FRENCH, tmp_path)

    expected = _expected(real_data, SERVICENOW)["wh2_h_to_resolved"]
    _check_time(_figures(run)[None], WORKED, expected)


def test_servicenow_by_team_and_by_site(run: Run, real_data: Path, tmp_path: Path) -> None:
    _bring(run, real_data, SERVICENOW, GUIDE / "servicenow.toml", PLAIN, tmp_path)

    for by in ("team", "site"):
        found = _figures(run, by)
        for name, group in _expected(real_data, SERVICENOW)[f"by_{by}"].items():
            figures = found[name]
            assert figures["cases"]["value"] == group["cases"]
            _ratio(figures, "sla_met", group["sla_ok"])
            _ratio(figures, "reopened", group["reopened"])
            _ratio(figures, "reworked", group["reassigned"])
            _check_time(figures, ELAPSED, group["el_res_h"])
            _check_time(figures, WORKED, group["wh1_res_h"])


def test_servicenow_backlog_at_four_instants(run: Run, real_data: Path, tmp_path: Path) -> None:
    _bring(run, real_data, SERVICENOW, GUIDE / "servicenow.toml", PLAIN, tmp_path)

    backlog = _expected(real_data, SERVICENOW)["backlog"]
    found = {}
    for instant in backlog:
        figures = _figures(run, only="backlog", at=instant.replace(" ", "T"))
        found[instant] = figures[None]["backlog"]["value"]
    assert found == {instant: counts["not_resolved"] for instant, counts in backlog.items()}
    assert list(found.values()) == [215, 87, 61, 39]


def test_volvo_closed_problems(run: Run, real_data: Path, tmp_path: Path) -> None:
    expected = _expected(real_data, CLOSED)
    _bring(run, real_data, CLOSED, GUIDE / "volvo.toml", PLAIN, tmp_path)

    whole = _figures(run)[None]
    assert whole["cases"]["value"] == 1487
    _ratio(whole, "reopened", expected["share_reopened"])
    _check_time(whole, ELAPSED, expected["elapsed_h"])
    for by, groups in (("team", "by_team"), ("site", "by_country"), ("provider", "by_line")):
        found = _figures(run, by)
        for name, group in expected[groups].items():
            assert found[name]["cases"]["value"] == group["cases"]
            _ratio(found[name], "reopened", group["reopened"])
            _check_time(found[name], ELAPSED, group["el_h"])


def test_volvo_working_hours_on_the_clock_as_written(
    run: Run, real_data: Path, tmp_path: Path
) -> None:
    expected = _expected(real_data, CLOSED)
    mapping = tmp_path / "volvo.toml"
    written = (GUIDE / "volvo.toml").read_text(encoding="utf-8")
    written = written.replace('offsets = "keep"', 'offsets = "drop"')
    mapping.write_text(written.replace('zone = "Europe/Stockholm"', 'zone = "UTC"'))
    _bring(run, real_data, CLOSED, mapping, PLAIN, tmp_path)

    _check_time(_figures(run)[None], WORKED, expected["wh1_h"])
    for by, groups in (("team", "by_team"), ("site", "by_country")):
        found = _figures(run, by)
        for name, group in expected[groups].items():
            _check_time(found[name], WORKED, group["wh1_h"])


def test_boston_requests(run: Run, real_data: Path, tmp_path: Path) -> None:
    expected = _expected(real_data, BOSTON)
    _bring(run, real_data, BOSTON, GUIDE / "boston311.toml", PLAIN, tmp_path)

    whole = _figures(run)[None]
    assert whole["sla_met"]["numerator"] == expected["ontime"]["ONTIME"]
    assert whole["sla_met"]["n"] == expected["rows"]
    _check_time(whole, ELAPSED, expected["elapsed_h"])
    _check_time(whole, WORKED, expected["wh1_h"])
    for by, groups in (("provider", "by_department"), ("site", "by_neighborhood")):
        found = _figures(run, by)
        for name, group in expected[groups].items():
            assert found[name]["cases"]["value"] == group["cases"]
            _ratio(found[name], "sla_met", group["ok"])
            _check_time(found[name], ELAPSED, group["el_h"])


def test_boston_spellings_and_duplicates_are_the_same_requests(
    run: Run, real_data: Path, tmp_path: Path
) -> None:
    _bring(run, real_data, BOSTON, GUIDE / "boston311.toml", PLAIN, tmp_path)
    others = ("boston311-dmy-100.csv", "boston311-100-20dupes-random.csv")

    answers = [_again(run, real_data / "boston311_sample" / name) for name in others]

    assert answers[0]["status"] == "unchanged"
    assert (answers[1]["added"], answers[1]["changed"], answers[1]["same"]) == (0, 0, 80)
    assert _figures(run)[None]["cases"]["value"] == 100


@pytest.mark.parametrize("parts", [("first", "second"), ("second", "first")])
def test_servicenow_in_two_files_gives_the_figures_of_one(
    run: Run, real_data: Path, tmp_path: Path, parts: Iterable[str]
) -> None:
    lines = (real_data / SERVICENOW).read_text(encoding="utf-8").splitlines(keepends=True)
    halves = {"first": lines[1:3100], "second": lines[2900:]}
    calendar = tmp_path / "calendar.toml"
    calendar.write_text(PLAIN)
    run("init", company="a", calendar=calendar)
    for part in parts:
        file = tmp_path / f"{part}.csv"
        file.write_text(lines[0] + "".join(halves[part]), encoding="utf-8")
        mapping = GUIDE / "servicenow.toml"
        run("import", file, company="a", source="s", mapping=mapping)

    again = _again(run, real_data / SERVICENOW)

    assert (again["added"], again["changed"], again["same"]) == (0, 0, 890)
    expected = _expected(real_data, SERVICENOW)
    figures = _figures(run)[None]
    _ratio(figures, "sla_met", expected["share_made_sla"])
    _check_time(figures, WORKED, expected["wh1_h_to_resolved"])


def _again(run: Run, file: Path) -> Any:
    return run("import", file, company="a", source="s", json=True).json
