"""Suspensions told by the states of events."""

from pathlib import Path
from typing import Any

import pytest

from tests.domains.facts import files
from timonerie.domains.facts.rules.folding import fold
from timonerie.domains.facts.rules.mapping import Mapping


def _pauses(folder: Path, log: str, **keys: Any) -> list[str]:
    """Pauses of the only case of a log "hour;state;resolved", as "9-11 12-13"."""
    settings = {
        "zone": "UTC",
        "kind": "events",
        "columns": {"case": "n", "resolved": "fini"},
        "fold": {"order": ["quand"]},
        "pause": [{"column": "état", "values": ["attente", "Suspendu"]}],
    }
    mapping = Mapping.from_dict(settings | keys)
    lines = ["n;quand;état;fini"]
    for line in log.split():
        hour, state, resolved = line.split(";")
        end = f"2026-01-05 {resolved}:00" if resolved else ""
        lines.append(f"A;2026-01-05 {hour}:00;{state};{end}")
    path = files.text_file(folder, "\n".join(lines))
    (case,) = fold(files.read(path, mapping).events, mapping).cases.to_pylist()
    return [f"{pause['start'].hour}-{pause['end'].hour}" for pause in case["pauses"]]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("08;ouvert; 09;attente; 11;ouvert; 12;clos;12", ["9-11"]),
        ("08;ouvert; 09;attente; 10;suspendu; 11;ouvert;", ["9-11"]),
        ("09;attente; 10;ouvert; 12;attente; 13;clos;", ["9-10", "12-13"]),
        ("08;ouvert; 09;attente;15", ["9-15"]),
        ("08;ouvert; 09;attente;", []),
        ("08;ouvert; 09;attente;07", []),
        ("08;ouvert; 09;clos;", []),
        ("09;ATTENTE; 11;clos;", ["9-11"]),
    ],
    ids=[
        "until the next event",
        "two states in a row are one pause",
        "two pauses",
        "the last one ends when resolved",
        "the last one of an open case is left out",
        "never backwards",
        "none",
        "whatever the case of the letters",
    ],
)
def test_suspending_state_lasts_until_the_next_event(
    log: str, expected: list[str], tmp_path: Path
) -> None:
    assert _pauses(tmp_path, log) == expected


def test_two_columns_may_suspend(tmp_path: Path) -> None:
    both = [
        {"column": "état", "values": ["attente"]},
        {"column": "fini", "values": ["2026-01-05 20:00"]},
    ]

    assert _pauses(tmp_path, "08;attente; 09;x;20 10;y;", pause=both) == ["8-10"]
