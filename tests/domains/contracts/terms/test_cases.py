"""Contracts worked out by hand, one at a time: what runs, when it ends, by when to leave it."""

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.rules import clause_files
from timonerie.domains.contracts.rules.terms import Timeline, timeline

CASES = [
    case
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
DATES = ("start", "end", "notice_by", "decide_by")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_contract_has_the_dates_worked_out_by_hand(case: dict[str, Any]) -> None:
    expected = case["expected"]

    found = timeline(clause_files.from_table(case["contract"]), on=case["on"])

    assert found.status == expected["status"]
    assert "term" in expected or found.current == expected["current"]
    assert expected.get("terms", len(found.terms)) == len(found.terms)
    assert _dates(found, expected) == _told(expected)
    _assert_says(" ".join(sentences.sentences(found)), expected)


def test_there_are_enough_cases_to_believe_in() -> None:
    names = {case["name"] for case in CASES}

    assert len(names) == len(CASES) >= 60


def _dates(found: Timeline, expected: dict[str, Any]) -> dict[str, Any]:
    rank = expected.get("term", found.current)
    assert rank is not None
    term = asdict(found.terms[rank])
    return {
        name: term[name] for name in DATES if name in expected or name in expected.get("no", [])
    }


def _told(expected: dict[str, Any]) -> dict[str, Any]:
    known = {name: expected[name] for name in DATES if name in expected}
    return {**known, **dict.fromkeys(expected.get("no", []))}


def _assert_says(text: str, expected: dict[str, Any]) -> None:
    assert expected.get("says", "") in text
    if "silent" in expected:
        assert expected["silent"] not in text
