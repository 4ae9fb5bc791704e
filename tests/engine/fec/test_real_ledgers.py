"""Two real ledgers, against figures computed by others."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.engine.fec import ledgers
from timonerie.engine.fec import context, controls, entries, payment_delays, reading
from timonerie.engine.fec.shapes import Reading, Severity

NAMES = ("000000000FEC20231231.txt", "111111111FEC20221231.TXT")


@pytest.fixture(params=NAMES)
def real(request: pytest.FixtureRequest, real_data: Path) -> tuple[Reading, Mapping[str, Any]]:
    folder = real_data / "fec"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return reading.read(folder / request.param), expected[request.param]


Real = tuple[Reading, Mapping[str, Any]]


def euros(lines: pa.Table, name: str) -> float:
    return (pc.sum(lines.column(name)).as_py() or 0) / 100


def test_its_form_is_seen(real: Real) -> None:
    found, expected = real
    profile = found.profile

    assert profile.size == expected["bytes"]
    assert profile.separator == expected["separator"].lower()
    assert profile.header == tuple(expected["columns"])
    assert (profile.lines, profile.set_aside) == (expected["lines"], 0)
    assert profile.closing_separator == (str(len(profile.header) + 1) in expected["field_counts"])
    assert profile.entries == expected["entries_by_journal_num"]
    assert profile.entries_by_day == expected["entries_by_journal_num_date"]
    assert str(profile.first_date) == expected["ecriture_date_min"][:10]
    assert str(profile.last_date) == expected["ecriture_date_max"][:10]
    assert (profile.encoding == "utf-8") == (expected["encoding"] == "utf-8")


def test_its_totals_are_those_of_others(real: Real) -> None:
    lines, expected = real[0].lines, real[1]

    assert euros(lines, "debit") == expected["total_debit"]
    assert euros(lines, "credit") == expected["total_credit"]
    for journal, told in expected["by_journal"].items():
        kept = lines.filter(pc.equal(lines.column("journal"), journal))
        found = (kept.num_rows, euros(kept, "debit"), euros(kept, "credit"))
        assert found == (told["lines"], told["debit"], told["credit"])
        assert len(kept.column("entry").unique()) == told["entries"]
    for number, told in expected["by_class"].items():
        kept = lines.filter(pa.array(entries.on_accounts(lines, number)))
        assert (euros(kept, "debit"), euros(kept, "credit")) == (told["debit"], told["credit"])


def test_its_months_are_those_of_others(real: Real) -> None:
    found, expected = real
    months = context.by_month(found.lines).to_pylist()
    costs = {f"{one['month']:%Y%m}": one["costs"] / 100 for one in months if one["costs"]}

    assert costs == expected["class6_net_by_month"]
    result = sum(one["result"] or 0 for one in months) / 100
    assert result == expected["result_class7_minus_class6"]


def test_its_delays_are_those_of_others(real: Real) -> None:
    found, expected = real
    told = expected["supplier_401_credit_lines_lettered"]["days_entry_to_lettering"]
    overall = payment_delays.measure(found.lines).overall

    assert overall is not None
    assert overall.count == told["n"]
    assert overall.median == told["median"]
    assert overall.p90 == pytest.approx(told["p90"], abs=0.05)
    assert overall.mean == pytest.approx(told["mean"], abs=0.0001)


def test_its_blanks_are_counted_and_it_is_refused_by_no_control(real: Real) -> None:
    found, expected = real
    told = ledgers.findings(found)

    everything = [*controls.check(found.lines, found.profile), *found.findings]
    assert Severity.REFUSE not in {one.severity for one in everything}
    blank = told["FEC-05"].count if "FEC-05" in told else 0
    assert blank == expected["empty_valid_date"]
    assert not {"FEC-02", "FEC-14", "FEC-15", "FEC-16", "FEC-08", "FEC-09"} & set(told)
    assert ("FEC-23" in told) == (expected["entries_by_journal_num"] == len(expected["by_journal"]))


def test_no_cent_of_its_spend_is_lost_nor_counted_twice(real: Real) -> None:
    found, _ = real
    told = ledgers.everything(found)
    who = told["providers"]

    assert who.attributed + who.unattributed == ledgers.spent(found.lines)
    assert sum(one.spend for one in who.rows) == who.attributed
    assert {gap.code for gap in told["unmeasurable"]} == {"entry_delay", "after_closing"}
