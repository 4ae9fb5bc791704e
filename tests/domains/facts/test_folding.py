"""Events to cases: each rule on a small log, ties, and independence from order and cutting."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.facts import files
from timonerie.domains.facts.enums import CASE_FIELDS, FoldRule
from timonerie.domains.facts.rules.events import CASES, EVENTS
from timonerie.domains.facts.rules.folding import DEFAULT_RULES, fold, rules_of
from timonerie.domains.facts.rules.mapping import Mapping

LOG = """n;rang;site;vu;reprises;délai
A;2;Lyon;2026-01-02;1;oui
A;1;Brest;2026-01-03;0;oui
A;3;;2026-01-01;;non
B;1;;;;
"""


def _mapping(**fold_rules: Any) -> Mapping:
    return files.mapped(
        {"case": "n", "site": "site", "resolved": "vu", "rework": "reprises", "on_time": "délai"},
        kind="events",
        zone="UTC",
        fold={"order": ["rang"], **fold_rules},
    )


def _events(folder: Path, mapping: Mapping, log: str = LOG) -> pa.Table:
    return files.read(files.text_file(folder, log), mapping).events


@pytest.mark.parametrize(
    ("rule", "site", "resolved"),
    [
        ("first", "Brest", "2026-01-03"),
        ("last", None, "2026-01-01"),
        ("last_known", "Lyon", "2026-01-01"),
        ("max", "Lyon", "2026-01-03"),
        ("min", "Brest", "2026-01-01"),
    ],
)
def test_rule_picks_the_value_of_one_event(
    rule: str, site: str | None, resolved: str, tmp_path: Path
) -> None:
    mapping = _mapping(site=rule, resolved=rule)

    a, b = fold(_events(tmp_path, mapping), mapping).cases.to_pylist()

    assert (a["site"], f"{a['resolved_at']:%Y-%m-%d}") == (site, resolved)
    assert (b["site"], b["resolved_at"]) == (None, None)


def test_flag_rules_tell_once_raised_from_how_it_ended(tmp_path: Path) -> None:
    ended, raised = _mapping(on_time="last"), _mapping(on_time="any")
    events = _events(tmp_path, ended)

    assert fold(events, ended).cases["on_time"].to_pylist() == [False, None]
    assert fold(events, raised).cases["on_time"].to_pylist() == [True, None]


def test_case_carries_its_last_line_and_its_number_of_events(tmp_path: Path) -> None:
    folded = fold(_events(tmp_path, _mapping()), _mapping())

    assert folded.cases.select(["case", "line", "events"]).to_pylist() == [
        {"case": "A", "line": 4, "events": 3},
        {"case": "B", "line": 5, "events": 1},
    ]
    assert (folded.ties, folded.tied_cases) == (0, ())


def test_default_rules_cover_every_field() -> None:
    assert set(DEFAULT_RULES) == set(CASE_FIELDS)
    assert rules_of(_mapping(site="first")) == DEFAULT_RULES | {"site": FoldRule.FIRST}


def test_row_seen_twice_counts_once(tmp_path: Path) -> None:
    mapping = _mapping()
    twice = _events(tmp_path, mapping, LOG + LOG.partition("\n")[2])

    assert fold(twice, mapping).cases["events"].to_pylist() == [3, 1]


def test_no_event_gives_no_case() -> None:
    assert fold(EVENTS.empty_table(), _mapping()).cases.equals(CASES.empty_table())


def test_events_that_the_order_does_not_tell_apart_are_reported(tmp_path: Path) -> None:
    mapping = _mapping()
    tied = "n;rang;site;vu;reprises;délai\nA;1;Lyon;;;\nA;1;Brest;;;\nB;1;Lyon;;;\n"

    forward = fold(_events(tmp_path, mapping, tied), mapping)
    lines = tied.splitlines()
    backward = fold(_events(tmp_path, mapping, "\n".join([lines[0], *lines[:0:-1]])), mapping)

    assert (forward.ties, forward.tied_cases) == (1, ("A",))
    assert forward.cases["site"].equals(backward.cases["site"])


CASE_ROWS = files.mapped({"case": "n", "site": "site"})


def test_two_rows_for_one_case_without_an_order_are_reported(tmp_path: Path) -> None:
    events = _events(tmp_path, CASE_ROWS, "n;site\nA;Lyon\nA;Brest\nB;Lyon\nB;Lyon\n")

    folded = fold(events, CASE_ROWS)

    assert folded.cases.num_rows == 2
    assert folded.tied_cases == ("A",)


def _ranked(events: pa.Table, rank: int) -> pa.Table:
    return events.append_column("rank", pa.array([rank] * events.num_rows, pa.int64()))


def _batches(folder: Path, mapping: Mapping, *logs: str) -> pa.Table:
    tables = [_ranked(_events(folder, mapping, log), rank) for rank, log in enumerate(logs, 1)]
    return pa.concat_tables(tables)


def test_later_batch_wins_between_case_rows_even_when_it_goes_back(tmp_path: Path) -> None:
    logs = ["n;site\nA;Lyon\n", "n;site\nA;Brest\n", "n;site\nA;Lyon\n"]

    for count, expected in [(1, "Lyon"), (2, "Brest"), (3, "Lyon")]:
        folded = fold(_batches(tmp_path, CASE_ROWS, *logs[:count]), CASE_ROWS)

        assert folded.cases.select(["site", "rank"]).to_pylist() == [
            {"site": expected, "rank": count}
        ]
        assert folded.ties == 0


def test_event_seen_again_in_a_later_batch_keeps_its_first_rank(tmp_path: Path) -> None:
    mapping = _mapping()

    cases = fold(_batches(tmp_path, mapping, LOG, LOG), mapping).cases

    assert cases.select(["rank", "events"]).to_pylist() == [
        {"rank": 1, "events": 3},
        {"rank": 1, "events": 1},
    ]


def test_reopening_written_in_a_count_or_in_states_is_the_same(tmp_path: Path) -> None:
    log = "n;rang;état;fois\nA;1;ouvert;0\nA;2;Terminé;0\nA;3;ouvert;0\nB;1;terminé;0\nC;1;x;2\n"
    columns = {"case": "n", "reopened": "fois"}
    by_both = files.mapped(
        columns, fold={"order": ["rang"]}, reopen={"column": "état", "values": ["TERMINE"]}
    )
    by_count = files.mapped(columns, fold={"order": ["rang"]})

    assert fold(_events(tmp_path, by_both, log), by_both).cases["reopened"].to_pylist() == [
        True,
        False,
        True,
    ]
    assert fold(_events(tmp_path, by_count, log), by_count).cases["reopened"].to_pylist() == [
        False,
        False,
        True,
    ]


Event = tuple[str, int, str, int]
logs = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.integers(1, 3),
        st.sampled_from(["Lyon", "Brest", ""]),
        st.integers(1, 28),
    ),
    min_size=1,
    max_size=15,
)


def _table(log: Sequence[Event]) -> str:
    lines = [f"{case};{rank};{site};2026-01-{day:02};;" for case, rank, site, day in log]
    return "\n".join([LOG.partition("\n")[0], *lines])


def _told(events: pa.Table, mapping: Mapping) -> pa.Table:
    return fold(events, mapping).cases.drop_columns(["line"])


@pytest.mark.slow
@given(log=logs, seed=st.randoms(use_true_random=False), cut=st.integers(0, 15))
def test_order_and_cutting_of_a_log_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, log: list[Event], seed: random.Random, cut: int
) -> None:
    folder, mapping = tmp_path_factory.mktemp("log"), _mapping()
    shuffled = seed.sample(log, len(log))

    whole = _told(_events(folder, mapping, _table(log)), mapping)
    mixed = _told(_events(folder, mapping, _table(shuffled)), mapping)
    halves = [_events(folder, mapping, _table(part)) for part in (log[:cut], log[cut // 2 :])]

    assert mixed.equals(whole)
    assert _told(pa.concat_tables(halves), mapping).equals(whole)
    assert _told(pa.concat_tables(reversed(halves)), mapping).equals(whole)


@pytest.mark.slow
@given(log=logs)
def test_last_known_agrees_with_a_loop(
    tmp_path_factory: pytest.TempPathFactory, log: list[Event]
) -> None:
    folder, mapping = tmp_path_factory.mktemp("log"), _mapping(resolved="max")
    once = {(case, rank): (case, rank, site, day) for case, rank, site, day in log}
    cases = fold(_events(folder, mapping, _table(list(once.values()))), mapping).cases

    for told in cases.to_pylist():
        events = sorted(event for event in once.values() if event[0] == told["case"])
        sites = [site for _, _, site, _ in events if site]
        assert told["site"] == (sites[-1] if sites else None)
        assert told["resolved_at"].day == max(day for *_, day in events)
        assert told["events"] == len(events)
