"""Files of facts, brought in the way the doors do."""

import csv
import io
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from timonerie.domains.facts.models import FactFile, ImportBatch
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.queries import live
from timonerie.domains.facts.rules.comparing import ORIGIN
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.accounts.actors import Actor

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEADER = ("case", "updated", "received", "resolved", "due", "site", "provider", "team", "activity")
Row = Sequence[str]


def log(**changes: Any) -> Mapping:
    """A log of events in UTC: the last known value of each field stands."""
    columns = {name: name for name in HEADER if name != "updated"}
    data = {
        "zone": "UTC",
        "kind": "events",
        "columns": columns,
        "fold": {"order": ["updated"], "due": "last_known"},
    }
    return Mapping.from_dict(data | changes)


def whole_cases(**changes: Any) -> Mapping:
    """One row a case, without an order: the file accepted last says how a case is."""
    columns = {name: name for name in HEADER if name != "updated"}
    return Mapping.from_dict({"zone": "UTC", "kind": "cases", "columns": columns} | changes)


def event(
    case: str,
    updated: str = "2026-01-05 08:00",
    *,
    received: str = "2026-01-05 08:00",
    resolved: str = "",
    due: str = "",
    site: str = "Lyon",
    provider: str = "Nova",
    team: str = "",
    activity: str = "",
) -> Row:
    """One row of HEADER."""
    return (case, updated, received, resolved, due, site, provider, team, activity)


def content(rows: Sequence[Row], header: Sequence[str] = HEADER) -> bytes:
    """A CSV of these rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *rows])
    return text.getvalue().encode()


def read(
    by: Actor,
    rows: Sequence[Row] | bytes,
    *,
    mapping: Mapping | None = None,
    source: str = "outil",
    name: str = "envoi.csv",
    at: datetime = NOW,
) -> ImportBatch:
    """A file received and read, not accepted."""
    data = rows if isinstance(rows, bytes) else content(rows)
    origin = sources.ensure(by=by, at=at, name=source)
    batch = batches.receive(by=by, at=at, source=origin, chunks=[data], file_name=name)
    batches.read(by=by, at=at, batch=batch, mapping=mapping or log())
    return batch


def bring(
    by: Actor,
    rows: Sequence[Row] | bytes,
    *,
    accept_rejects: bool = False,
    at: datetime = NOW,
    **given: Any,
) -> ImportBatch:
    """A file received, read and accepted."""
    batch = read(by, rows, at=at, **given)
    return batches.accept(by=by, at=at, batch=batch, accept_rejects=accept_rejects)


def undo(by: Actor, batch: ImportBatch, *, at: datetime = NOW) -> ImportBatch:
    return batches.undo(by=by, at=at, batch=batch)


def facts() -> pa.Table:
    """The live facts in the order of their cases, without where they came from."""
    table = live.table().to_pyarrow().drop_columns(list(ORIGIN))
    return table.sort_by([("source", "ascending"), ("case", "ascending")])


def told() -> dict[str, AnyMapping[str, Any]]:
    """The live facts by case; a case that stood twice would fail here."""
    rows = facts().to_pylist()
    found = {row["case"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def live_names() -> set[str]:
    """Names of the live files."""
    return set(FactFile.objects.live().values_list("name", flat=True))
