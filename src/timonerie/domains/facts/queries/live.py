"""The live facts of the current company, as the engine reads them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from timonerie.domains.facts import store
from timonerie.domains.facts.models import FactFile, FileKind, ImportBatch
from timonerie.domains.facts.rules.bounds import EVERYTHING, Bounds, Part
from timonerie.engine import facts
from timonerie.foundations.scope import current
from timonerie.foundations.scope.memory import once
from timonerie.foundations.scope.models import Company

MEMORY = "700MB"
VIEWS = 32
"""Tables kept ready in a thread."""

_local = threading.local()


def connection() -> Backend:
    """The DuckDB of this thread: in process and within a memory budget. Without its time-zone
    extension, which nothing here needs, it computes in UTC whatever the machine says."""
    found: Backend | None = getattr(_local, "connection", None)
    if found is None:
        found = Backend()
        found.do_connect(memory_limit=MEMORY, autoinstall_known_extensions=False)
        # A file never changes under its name: its footer is read once.
        found.raw_sql("SET parquet_metadata_cache = true")
        _local.connection = found
    return found


class LiveFile(NamedTuple):
    """What the manifest says of a live file."""

    name: str
    source: int
    rows: int
    bounds: Bounds


@once
def files(kind: FileKind) -> list[LiveFile]:
    """The live files of the current company."""
    rows = FactFile.objects.filter(kind=kind).live().order_by("pk")
    return [LiveFile(*row) for row in rows.values_list("name", "source_id", "rows", "bounds")]


def paths(part: Part = EVERYTHING, *, kind: FileKind = FileKind.CASES) -> list[Path]:
    """The files that may hold some of a part of the facts."""
    names = [
        one.name
        for one in files(kind)
        if part.source in (None, one.source) and part.may_be_in(one.bounds)
    ]
    return store.paths(Company.objects.get(pk=current.current_id()).public_id, names)


def table(part: Part = EVERYTHING) -> ir.Table:
    """One row a case (`engine.facts.SCHEMA`); a company without facts reads a typed empty table.
    Files that hold nothing of `part` are not opened; in the others it is still to be looked for."""
    found = tuple(map(str, paths(part)))
    if not found:
        return in_memory("no_facts", facts.empty())
    backend, known = connection(), _views()
    if found not in known:
        known[found] = backend.read_parquet(found)
        if len(known) > VIEWS:
            _paths, oldest = known.popitem(last=False)
            backend.raw_sql(f'DROP VIEW "{oldest.get_name()}"')
    known.move_to_end(found)
    return known[found]


def _views() -> OrderedDict[tuple[str, ...], ir.Table]:
    """The tables of this thread, by their files: opened once, they answer until they are old."""
    found: OrderedDict[tuple[str, ...], ir.Table] | None = getattr(_local, "views", None)
    if found is None:
        found = _local.views = OrderedDict()
    return found


def count() -> int:
    """How many live facts there are, without opening their files."""
    return sum(file.rows for file in files(FileKind.CASES))


def in_memory(name: str, rows: pa.Table) -> ir.Table:
    """A small table beside the facts, for a join; a later one of the same name replaces it."""
    backend = connection()
    backend.con.register(name, rows)
    return backend.table(name)


@dataclass(frozen=True, slots=True)
class Stream:
    """A combination that facts came for, and the day the first one was received."""

    source: int
    unit: int | None
    provider: int | None
    activity: int | None
    team: int | None
    first_date: date


def streams() -> list[Stream]:
    """Every combination of source and dimensions that the live facts hold."""
    live = table()
    found = (
        live.filter(live.received_on.notnull())
        .group_by(["source", "unit", "provider", "activity", "team"])
        .agg(first_date=live.received_on.min())
    )
    return [Stream(**row) for row in found.to_pyarrow().to_pylist()]


def delivered() -> dict[int, list[tuple[date, date]]]:
    """The days each source has delivered, one span per accepted batch."""
    spans: dict[int, list[tuple[date, date]]] = {}
    rows = ImportBatch.objects.accepted().filter(first_date__isnull=False)
    for source, first, last in rows.values_list("source_id", "first_date", "last_date"):
        if first is not None and last is not None:
            spans.setdefault(source, []).append((first, last))
    return spans


def horizon(*, before: date) -> date | None:
    """The last day on which something happened to a case, up to a day: beyond it, nothing has
    been received yet."""
    facts = table()
    days = [facts[f"{name}_on"] for name in ("received", "started", "delivered", "resolved")]
    last = facts.aggregate(
        [day.max(where=day <= before).name(f"day_{rank}") for rank, day in enumerate(days)]
    )
    found = [day for day in last.to_pyarrow().to_pylist()[0].values() if day is not None]
    return max(found, default=None)


def earliest() -> date | None:
    """The first day that a fact speaks of."""
    facts = table()
    days = [facts[f"{name}_on"] for name in ("received", "started", "delivered", "resolved")]
    first = facts.aggregate([day.min().name(f"day_{rank}") for rank, day in enumerate(days)])
    found = [day for day in first.to_pyarrow().to_pylist()[0].values() if day is not None]
    return min(found, default=None)
