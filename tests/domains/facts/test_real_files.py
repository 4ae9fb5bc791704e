"""Files of real systems, with the mappings of the guide: the figures published beside them.

Case, site and time figures are computed here from the folded cases with numpy alone.
"""

import csv
import gzip
import json
import random
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.domains.facts import files
from timonerie.domains.facts.enums import Offsets
from timonerie.domains.facts.rules.drafts import draft_of
from timonerie.domains.facts.rules.folding import Folded, fold
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.documents.connectors import open_file

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "mappings"
SERVICENOW = "servicenow_incidents/incident_event_log_first5998.csv"
CLOSED = "bpic2013_problems/BPIC13_closed_problems.xes.gz"
OPEN = "bpic2013_problems/BPIC13_open_problems.xes.gz"
BOSTON = "boston311_sample/boston311-100.csv"
GENERATED_COLUMNS = ["line"]


def _mapping(name: str, **changes: Any) -> Mapping:
    mapping = Mapping.from_toml((GUIDE / f"{name}.toml").read_text())
    return Mapping.from_dict(mapping.to_dict() | changes)


def _folded(path: Path, mapping: Mapping) -> Folded:
    reading = files.read(path, mapping)
    assert reading.rejects == []
    return fold(reading.events, mapping)


def _cases(path: Path, mapping: Mapping) -> pa.Table:
    return _folded(path, mapping).cases.drop_columns(GENERATED_COLUMNS)


def _expected(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / name).read_text())
    return found


def _hours(cases: pa.Table) -> dict[str, float]:
    """Elapsed hours from received to resolved, rounded as the figures published."""
    spans = pc.subtract(cases["resolved_at"], cases["received_at"]).drop_null()
    hours = spans.cast(pa.int64()).to_numpy() / 3.6e9
    if not len(hours):
        return {"n": 0}
    figures = {"median": np.median(hours), "p90": np.quantile(hours, 0.9), "mean": hours.mean()}
    return {"n": len(hours), **{key: round(float(value), 4) for key, value in figures.items()}}


def _share(column: pa.ChunkedArray) -> float:
    return round(float(pc.mean(column.cast(pa.int8())).as_py()), 6)


def _with(cases: pa.Table, column: str, value: str) -> pa.Table:
    return cases.filter(pc.equal(cases[column], value))


def test_servicenow_cases_match_the_published_figures(real_data: Path) -> None:
    expected = _expected(real_data, "servicenow_incidents/expected_dev5998.json")

    folded = _folded(real_data / SERVICENOW, _mapping("servicenow"))
    cases = folded.cases

    assert folded.ties == 0
    assert cases.num_rows == expected["cases"] == 890
    assert round(_share(cases["on_time"]), 5) == expected["share_made_sla"]
    assert pc.sum(pc.invert(cases["on_time"])).as_py() == expected["n_sla_missed"] == 395
    assert pc.sum(cases["reopened"]).as_py() == expected["n_reopened"] == 10
    assert _share(pc.greater(cases["rework"], 0)) == expected["share_reassigned"]
    assert _hours(cases) == expected["elapsed_h_to_resolved"]
    assert cases["team"].null_count == expected["cases_without_team"]
    assert cases["site"].null_count == expected["cases_without_site"]


@pytest.mark.parametrize(("group", "column"), [("by_team", "team"), ("by_site", "site")])
def test_servicenow_groups_match_the_published_figures(
    group: str, column: str, real_data: Path
) -> None:
    expected = _expected(real_data, "servicenow_incidents/expected_dev5998.json")[group]
    cases = _cases(real_data / SERVICENOW, _mapping("servicenow"))

    for name, figures in expected.items():
        members = _with(cases, column, name)
        assert members.num_rows == figures["cases"], name
        assert _hours(members) == figures["el_res_h"], name
        assert _share(members["on_time"]) == figures["sla_ok"], name
        assert _share(members["reopened"]) == figures["reopened"], name


def test_volvo_closed_problems_match_the_published_figures(real_data: Path) -> None:
    expected = _expected(real_data, "bpic2013_problems/expected_closed_problems.json")

    cases = _cases(real_data / CLOSED, _mapping("volvo"))

    assert cases.num_rows == expected["cases"] == 1487
    assert _share(cases["reopened"]) == expected["share_reopened"]
    assert _hours(cases) == expected["elapsed_h"]


@pytest.mark.parametrize(
    ("group", "column"), [("by_team", "team"), ("by_country", "site"), ("by_line", "provider")]
)
def test_volvo_groups_match_the_published_figures(group: str, column: str, real_data: Path) -> None:
    expected = _expected(real_data, "bpic2013_problems/expected_closed_problems.json")[group]
    cases = _cases(real_data / CLOSED, _mapping("volvo"))

    for name, figures in expected.items():
        members = _with(cases, column, name)
        assert members.num_rows == figures["cases"], name
        assert _hours(members) == figures["el_h"], name
        assert _share(members["reopened"]) == figures["reopened"], name


def test_dropping_offsets_reads_the_clock_as_written(real_data: Path) -> None:
    written = _mapping("volvo", offsets=Offsets.DROP.value, zone="UTC")
    with gzip.open(real_data / CLOSED, "rt", encoding="utf-8") as file:
        text = file.read().partition("<trace>")[2].partition("</trace>")[0]
    clocks = re.findall(r'time:timestamp" value="([-0-9T:]{19})', text)
    case = re.findall(r'concept:name" value="([^"]+)"', text)[0]

    first = _with(_cases(real_data / CLOSED, written), "case", case).to_pylist()[0]

    told = [first[key].replace(tzinfo=None) for key in ("received_at", "resolved_at")]
    assert told == [datetime.fromisoformat(clock) for clock in (min(clocks), max(clocks))]


def test_volvo_open_problems_have_a_mapping_of_their_own(real_data: Path) -> None:
    cases = _cases(real_data / OPEN, _mapping("volvo_open"))

    assert cases.num_rows == 819
    assert cases["resolved_at"].null_count == 819
    assert set(cases["site"].unique().to_pylist()) >= {"se", "us", "in"}
    assert "A2_2" in cases["team"].unique().to_pylist()


def test_boston_requests_match_the_published_figures(real_data: Path) -> None:
    expected = _expected(real_data, "boston311_sample/expected.json")
    cases = _cases(real_data / BOSTON, _mapping("boston311"))

    assert cases.num_rows == expected["cases"]
    assert pc.sum(cases["on_time"]).as_py() == expected["ontime"]["ONTIME"]
    assert len(cases["due_at"]) - cases["due_at"].null_count == expected["with_target"]
    assert _hours(cases) == expected["elapsed_h"]
    for name, figures in expected["by_department"].items():
        members = _with(cases, "provider", name)
        assert (members.num_rows, _hours(members)) == (figures["cases"], figures["el_h"]), name
        assert _share(members["on_time"]) == figures["ok"], name


def test_boston_dates_in_french_order_give_the_same_cases(real_data: Path) -> None:
    mapping = _mapping("boston311")

    french = _cases(real_data / "boston311_sample/boston311-dmy-100.csv", mapping)

    assert french.equals(_cases(real_data / BOSTON, mapping))


def test_boston_duplicates_count_once(real_data: Path) -> None:
    path = real_data / "boston311_sample/boston311-100-20dupes-random.csv"

    folded = _folded(path, _mapping("boston311"))

    assert (folded.cases.num_rows, folded.ties) == (80, 0)


def _servicenow_rows(real_data: Path) -> tuple[list[str], list[list[str]]]:
    with (real_data / SERVICENOW).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def _write(path: Path, table: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    return path


def _as_cells(header: list[str], rows: list[list[str]]) -> list[list[Any]]:
    """The rows as a spreadsheet holds them: real dates, real numbers."""
    dated = {at for at, name in enumerate(header) if name.endswith("_at")}
    read: Callable[[str], Any] = lambda text: (  # noqa: E731 - a local conversion
        datetime.strptime(text, "%d-%m-%Y %H:%M") if text != "?" else ""  # noqa: DTZ007
    )
    return [
        [read(cell) if at in dated else int(cell) if cell.isdigit() else cell for at, cell in
         enumerate(row)]
        for row in rows
    ]  # fmt: skip


def test_servicenow_shuffled_split_or_as_a_workbook_gives_the_same_cases(
    real_data: Path, tmp_path: Path
) -> None:
    mapping = _mapping("servicenow")
    header, rows = _servicenow_rows(real_data)
    whole = _cases(real_data / SERVICENOW, mapping)
    random.Random(7).shuffle(rows)

    shuffled = _write(tmp_path / "shuffled.csv", [header, *rows])
    halves = [
        files.read(
            _write(tmp_path / f"{start}.csv", [header, *rows[start : start + 3500]]), mapping
        )
        for start in (0, 2498)
    ]
    book = files.workbook(tmp_path, [header, *_as_cells(header, rows)])

    assert _cases(shuffled, mapping).equals(whole)
    events = pa.concat_tables([half.events for half in halves])
    assert fold(events, mapping).cases.drop_columns(GENERATED_COLUMNS).equals(whole)
    as_book = _mapping("servicenow", format="xlsx")
    assert _cases(book, as_book).equals(whole)
    assert files.read(book, as_book).content == files.read(shuffled, mapping).content


def test_draft_for_a_real_log_needs_only_its_zone(real_data: Path) -> None:
    path = real_data / SERVICENOW
    drafted = draft_of(open_file(path, path.name)).mapping(zone="UTC")

    cases = _cases(path, drafted)

    assert cases.num_rows == 890
    assert _hours(cases)["median"] == 54.4667
    assert pc.sum(cases["reopened"]).as_py() == 10
