"""Rows to events: types, hashes that agree between formats, columns decided as a whole."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.domains.facts import files
from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.events import EVENTS
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.documents.connectors import FileRefused, open_file

WHOLE = files.mapped(
    {
        "case": "n",
        "received": "reçu",
        "resolved": "fini",
        "team": "équipe",
        "quantity": "qté",
        "amount": "montant",
        "rework": "reprises",
        "on_time": "délai",
        "cause": "cause",
    },
    kind="events",
    constants={"provider": "Acme", "currency": "eur"},
    fold={"order": ["maj", "rang"]},
    pause=[{"column": "état", "values": ["attente"]}],
)
HEADER: list[Any] = [
    "n", "reçu", "fini", "équipe", "qté", "montant", "reprises", "délai", "cause", "maj", "rang",
    "état",
]  # fmt: skip


def _at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - as in a cell


TABLE: list[list[Any]] = [
    ["A1", _at(2026, 1, 5, 9), _at(2026, 1, 6, 10, 30), "Nord", 3, 1234.5, 0, "oui", "client",
     _at(2026, 1, 5, 9), 1, "ouvert"],
    ["A1", _at(2026, 1, 5, 9), _at(2026, 1, 6, 10, 30), "Nord", 3, 1234.5, 1, "non", "",
     _at(2026, 1, 6, 10, 30), 2, "attente"],
    ["A2", _at(2026, 1, 7, 8, 15), "", "Sud", "", "", "", "", "prestataire",
     _at(2026, 1, 31, 9), 1, "attente"],
]  # fmt: skip


def _french(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    return str(cell).replace(".", ",")


def _csv(folder: Path, name: str = "envoi.csv") -> Path:
    lines = [HEADER, *([_french(cell) for cell in row] for row in TABLE)]
    return files.text_file(folder, "\n".join(";".join(line) for line in lines), name)


def test_row_becomes_a_typed_event(tmp_path: Path) -> None:
    first, _, last = files.read(_csv(tmp_path), WHOLE).events.to_pylist()

    assert first | {"row_hash": None} == {
        "case": "A1",
        "row_hash": None,
        "line": 2,
        "event_at": datetime(2026, 1, 5, 8, tzinfo=UTC),
        "sort_keys": ["2101767600000000000", "110000000000000001000000"],
        "received_at": datetime(2026, 1, 5, 8, tzinfo=UTC),
        "started_at": None,
        "delivered_at": None,
        "resolved_at": datetime(2026, 1, 6, 9, 30, tzinfo=UTC),
        "due_at": None,
        "site": None,
        "provider": "Acme",
        "team": "Nord",
        "activity": None,
        "quantity": 3.0,
        "amount": Decimal("1234.50"),
        "currency": "EUR",
        "error": None,
        "cause": "client",
        "rework": 0,
        "reopened": None,
        "on_time": True,
        "pause_values": ["ouvert"],
        "reopen_value": None,
    }
    assert (last["resolved_at"], last["on_time"], last["amount"]) == (None, None, None)


def test_same_rows_in_a_workbook_have_the_same_hashes(tmp_path: Path) -> None:
    text = files.read(_csv(tmp_path), WHOLE)
    book = files.read(files.workbook(tmp_path, [HEADER, *TABLE]), WHOLE)

    assert book.events.equals(text.events)
    assert book.content == text.content


def test_shuffled_rows_and_columns_have_the_same_content(tmp_path: Path) -> None:
    order = random.Random(5).sample(range(len(HEADER)), len(HEADER))
    shuffled = [[row[at] for at in order] for row in [HEADER, *reversed(TABLE)]]
    path = files.text_file(
        tmp_path, "\n".join("|".join(_french(cell) for cell in row) for row in shuffled), "b.csv"
    )

    assert files.read(path, WHOLE).content == files.read(_csv(tmp_path), WHOLE).content


def test_any_change_of_a_mapped_value_changes_the_hash(tmp_path: Path) -> None:
    seen = {files.read(_csv(tmp_path), WHOLE).content}
    for old, new in [("oui", "non"), ("attente", "close"), ("06/01", "07/01"), ("3;", "4;")]:
        changed = files.text_file(tmp_path, _csv(tmp_path).read_text().replace(old, new), "c.csv")
        seen.add(files.read(changed, WHOLE).content)

    assert len(seen) == 5


def test_change_of_a_column_that_is_not_mapped_changes_nothing(tmp_path: Path) -> None:
    text = _csv(tmp_path).read_text()
    noted = "\n".join(f"{line};note {rank}" for rank, line in enumerate(text.splitlines()))

    assert files.read(files.text_file(tmp_path, noted, "d.csv"), WHOLE).content == (
        files.read(_csv(tmp_path), WHOLE).content
    )


def test_events_survive_parquet(tmp_path: Path) -> None:
    events = files.read(_csv(tmp_path), WHOLE).events
    pq.write_table(events, tmp_path / "events.parquet")

    assert pq.read_table(tmp_path / "events.parquet").equals(events)
    assert events.schema.equals(EVENTS)


def test_slices_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = files.read(_csv(tmp_path), WHOLE).events
    monkeypatch.setattr(rows, "SLICE", 1)

    assert files.read(_csv(tmp_path), WHOLE).events.equals(whole)


def test_progress_counts_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "SLICE", 2)
    told: list[int] = []

    rows.read(open_file(_csv(tmp_path), "envoi.csv"), WHOLE, progress=told.append)

    assert told == [2, 3]


def test_limit_reads_the_first_rows_only(tmp_path: Path) -> None:
    reading = rows.read(open_file(_csv(tmp_path), "envoi.csv"), WHOLE, limit=2)

    assert reading.events["line"].to_pylist() == [2, 3]


def _received(folder: Path, table: str, **keys: object) -> list[object]:
    mapping = Mapping.from_dict(
        {"zone": "UTC", "columns": {"case": "n", "received": "reçu", "due": "limite"}} | keys
    )
    reading = files.read(files.text_file(folder, table), mapping)
    assert not reading.rejects
    return [f"{day:%Y-%m-%d}" for day in reading.events["received_at"].to_pylist()]


def test_one_day_above_twelve_decides_for_its_whole_column(tmp_path: Path) -> None:
    assert _received(tmp_path, "n;reçu;limite\nA;01/02/2026;\nB;31/01/2026;\n") == [
        "2026-02-01",
        "2026-01-31",
    ]
    assert _received(tmp_path, "n;reçu;limite\nA;01/02/2026;\nB;01/31/2026;\n") == [
        "2026-01-02",
        "2026-01-31",
    ]


def test_column_without_evidence_follows_the_other_columns(tmp_path: Path) -> None:
    assert _received(tmp_path, "n;reçu;limite\nA;01/02/2026;01/31/2026\n") == ["2026-01-02"]


def test_file_without_any_evidence_is_read_day_first_with_a_notice(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n;reçu\nA;01/02/2026\n")

    reading = files.read(path, files.mapped({"case": "n", "received": "reçu"}))

    assert reading.events["received_at"].to_pylist() == [datetime(2026, 1, 31, 23, tzinfo=UTC)]
    assert [(n.code, n.column) for n in reading.notices] == [("DAT-06", "reçu")]


def test_announced_format_needs_no_evidence(tmp_path: Path) -> None:
    table = "n;reçu;limite\nA;01/02/2026;\n"

    assert _received(tmp_path, table, dates=["%m/%d/%Y"]) == ["2026-01-02"]


def test_words_for_nothing_are_missing(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n;reçu;site\nA;?; \nB; ? ;N/A\n")
    mapping = files.mapped({"case": "n", "received": "reçu", "site": "site"}, missing=["?", "N/A"])

    events = files.read(path, mapping).events

    assert events["received_at"].null_count == events["site"].null_count == 2


def test_constants_are_typed_as_their_field(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n\nA\n")
    mapping = files.mapped({"case": "n"}, constants={"due": "2026-01-31", "error": "non"})

    (event,) = files.read(path, mapping).events.to_pylist()

    assert (event["due_at"], event["error"]) == (datetime(2026, 1, 30, 23, tzinfo=UTC), False)


def test_doubts_are_counted_over_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "SLICE", 1)
    path = files.text_file(tmp_path, "n;site\nA;L\u200byon\nB;L\u200byon\nC;\u200b\n")

    reading = files.read(path, files.mapped({"case": "n", "site": "site"}))

    assert [(notice.line, notice.count) for notice in reading.notices] == [(2, 2)]
    assert reading.events["site"].to_pylist() == ["Lyon", "Lyon", None]


def test_mapping_announces_how_to_open_the_file(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n|site;\nA|Lyon;\n")
    mapping = files.mapped({"case": "n", "site": "site;"}, delimiter="|")

    events = files.read(path, mapping, mapping.options).events

    assert events["site"].to_pylist() == ["Lyon;"]


def test_constant_that_its_field_cannot_hold_is_refused(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n;x\nA;1\n")

    with pytest.raises(FileRefused, match="MAP-03"):
        files.read(path, files.mapped({"case": "n"}, constants={"amount": "beaucoup"}))


def test_two_columns_near_the_name_wanted_are_not_chosen_between(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n;Reçu;RECU\nA;1;2\n")

    with pytest.raises(FileRefused, match="MAP-01"):
        files.read(path, files.mapped({"case": "n", "received": "recu"}))


def test_event_is_at_the_first_instant_of_its_order(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n;rang;a;b\nA;1;;2026-01-05\nB;2;2026-01-06;2026-01-07\n")
    mapping = files.mapped({"case": "n"}, fold={"order": ["rang", "a", "b"]}, zone="UTC")

    assert files.read(path, mapping).events["event_at"].cast(pa.date32()).to_pylist() == [
        datetime(2026, 1, 5, tzinfo=UTC).date(),
        datetime(2026, 1, 6, tzinfo=UTC).date(),
    ]


def test_event_has_its_own_column_when_the_mapping_names_one(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "n;rang;quand\nA;2026-01-01;2026-01-05\n")
    mapping = files.mapped({"case": "n", "event": "quand"}, fold={"order": ["rang"]}, zone="UTC")

    assert files.read(path, mapping).events["event_at"].to_pylist() == [
        datetime(2026, 1, 5, tzinfo=UTC)
    ]


def test_file_with_a_header_alone_has_no_event(tmp_path: Path) -> None:
    reading = files.read(files.text_file(tmp_path, ";".join(HEADER)), WHOLE)

    assert (reading.rows, reading.events.num_rows, reading.events.schema) == (0, 0, EVENTS)
