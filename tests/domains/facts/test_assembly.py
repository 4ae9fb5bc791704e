"""From folded cases to live facts: ids, local dates at the site, working time in force."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from timonerie.domains.facts import assembly
from timonerie.domains.facts.assembly import Names, Timelines
from timonerie.domains.facts.rules.events import CASES
from timonerie.domains.organisation.queries.calendars import InForce
from timonerie.engine import facts
from timonerie.engine.calendars import Calendar
from timonerie.engine.worktime import Clocks

DAYS = ["mon", "tue", "wed", "thu", "fri"]
HOUR = 3600
NAMES = Names(unit={"Lyon": 1, "Saint-Denis": 2}, provider={"Nova": 7}, team={}, activity={})


def _hours(zone: str, opening: str, close: str) -> Calendar:
    week = [{"days": DAYS, "open": opening, "close": close}]
    return Calendar.from_dict({"zone": zone, "holidays": False, "week": week})


GROUP = [InForce(10, date(2000, 1, 1), _hours("Europe/Paris", "09:00", "17:00"))]
REUNION = [InForce(20, date(2000, 1, 1), _hours("Indian/Reunion", "08:00", "18:00"))]
CHANGED = [*GROUP, InForce(11, date(2026, 2, 1), _hours("Europe/Paris", "09:00", "13:00"))]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _folded(*rows: Mapping[str, Any]) -> pa.Table:
    filled = [
        {"case": str(rank), "line": rank, "events": 1, "pauses": [], **row}
        for rank, row in enumerate(rows)
    ]
    table = pa.Table.from_pylist(filled, schema=CASES)
    return table.append_column("batch", pa.array([1] * len(rows), pa.int64()))


def _assembled(
    *rows: Mapping[str, Any], by_unit: Mapping[int | None, list[InForce]] | None = None
) -> list[dict[str, Any]]:
    timelines = Timelines({None: GROUP, **(by_unit or {})})
    table = assembly.assemble(_folded(*rows), source=3, names=NAMES, timelines=timelines)
    assert table.schema.equals(facts.SCHEMA)
    found: list[dict[str, Any]] = sorted(table.to_pylist(), key=lambda row: row["case"])
    return found


def test_no_case_gives_the_empty_typed_table() -> None:
    assert _assembled() == []


def test_words_become_ids_and_unknown_ones_nothing() -> None:
    (fact,) = _assembled({"site": "Lyon", "provider": "Nova", "team": "Inconnue"})

    ids = [fact[name] for name in ("source", "unit", "provider", "team", "activity")]
    assert ids == [3, 1, 7, None, None]


def test_the_local_date_is_that_of_the_site() -> None:
    late = {"received_at": _at("2026-01-05 20:30")}

    paris, reunion = _assembled(late, {**late, "site": "Saint-Denis"}, by_unit={2: REUNION})

    assert [fact["received_on"] for fact in (paris, reunion)] == [
        date(2026, 1, 5),
        date(2026, 1, 6),
    ]


def test_each_site_is_measured_on_its_own_hours() -> None:
    day = {"received_at": _at("2026-01-05 00:00"), "resolved_at": _at("2026-01-05 23:00")}

    paris, reunion = _assembled(day, {**day, "site": "Saint-Denis"}, by_unit={2: REUNION})

    assert (paris["worked_to_resolve"], paris["calendar"]) == (8 * HOUR, 10)
    assert (reunion["worked_to_resolve"], reunion["calendar"]) == (10 * HOUR, 20)


@pytest.mark.parametrize(
    ("day", "hours", "version"),
    [("1999-01-04", 8, 10), ("2026-01-30", 8, 10), ("2026-02-02", 4, 11)],
)
def test_hours_are_those_in_force_when_the_case_came(day: str, hours: int, version: int) -> None:
    row = {"received_at": _at(f"{day} 00:30"), "resolved_at": _at(f"{day} 22:00")}

    (fact,) = _assembled(row, by_unit={None: CHANGED})

    assert (fact["worked_to_resolve"], fact["calendar"]) == (hours * HOUR, version)


def test_suspensions_are_the_time_of_the_client() -> None:
    pause = {"start": _at("2026-01-05 09:00"), "end": _at("2026-01-05 11:00")}
    row = {
        "received_at": _at("2026-01-05 08:00"),
        "started_at": _at("2026-01-05 08:30"),
        "delivered_at": _at("2026-01-05 12:00"),
        "resolved_at": _at("2026-01-05 13:00"),
        "pauses": [pause],
    }

    (fact,) = _assembled(row)

    measured = [fact[f"worked_to_{name}"] / HOUR for name in ("start", "deliver", "resolve")]
    assert measured == [0.5, 2, 3]
    assert fact["worked_suspended"] == 2 * HOUR


def test_the_time_of_the_client_is_unknown_where_no_suspension_is_written() -> None:
    row = {"received_at": _at("2026-01-05 08:00"), "resolved_at": _at("2026-01-05 13:00")}

    none, unknown = _assembled({**row, "pauses": []}, {**row, "pauses": None})

    assert none["worked_suspended"] == 0
    assert unknown["worked_suspended"] is None
    assert none["worked_to_resolve"] == unknown["worked_to_resolve"]


def test_a_missing_instant_leaves_its_measures_empty() -> None:
    unresolved, unreceived = _assembled(
        {"received_at": _at("2026-01-05 08:00")}, {"resolved_at": _at("2026-01-05 08:00")}
    )

    assert unresolved["worked_to_resolve"] is None
    assert unreceived["worked_to_resolve"] is None


def test_an_end_before_the_beginning_is_not_measured() -> None:
    row = {"received_at": _at("2026-01-05 12:00"), "resolved_at": _at("2026-01-05 08:00")}

    (fact,) = _assembled(row)

    assert fact["worked_to_resolve"] is None


def test_a_due_date_in_another_century_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    spans: list[tuple[date, date]] = []
    compile_ = Clocks.compile

    def recorded(calendars: Any, first: date, last: date) -> Any:
        spans.append((first, last))
        return compile_(calendars, first, last)

    monkeypatch.setattr(Clocks, "compile", recorded)
    row = {"received_at": _at("2026-01-05 08:00"), "due_at": _at("2199-12-31 08:00")}

    (fact,) = _assembled(row)

    assert fact["due_on"] == date(2199, 12, 31)
    assert spans == [(date(2026, 1, 5), date(2026, 1, 5))]


def test_pieces_are_assembled_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [{"received_at": _at(f"2026-01-{day:02} 08:00")} for day in range(1, 10)]
    whole = _assembled(*days)

    monkeypatch.setattr(assembly, "PIECE", 2)

    assert _assembled(*days) == whole
