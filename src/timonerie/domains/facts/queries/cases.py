"""The cases behind a figure, and one case with the rows that made it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from timonerie.domains.facts import store
from timonerie.domains.facts.models import FileKind
from timonerie.domains.facts.queries import live
from timonerie.domains.facts.rules.bounds import Part
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.sourcing.queries import activities as sourcing

PAGE = 50
READ = 10_000
"""Rows in memory while all are read."""


@dataclass(frozen=True)
class Selection:
    """Which cases: the dimensions, and the local dates of an anchor, `end` excluded."""

    units: tuple[int, ...] | None = None
    provider: int | None = None
    team: int | None = None
    activity: int | None = None
    source: int | None = None
    anchor: str | None = None
    start: date | None = None
    end: date | None = None

    def facts(self, *, open_on: date | None = None) -> ir.Table:
        """The facts selected, of the files that may hold some; `open_on` leaves out the files that
        have no case open on a day, not the cases."""
        day = None if self.anchor is None else f"{self.anchor}_on"
        part = Part(source=self.source, day=day, start=self.start, end=self.end, open_on=open_on)
        return self._narrow(live.table(part))

    def _narrow(self, facts: ir.Table) -> ir.Table:
        if self.units is not None:
            facts = facts.filter(facts.unit.isin(self.units))
        for name in ("provider", "team", "activity", "source"):
            wanted = getattr(self, name)
            if wanted is not None:
                facts = facts.filter(facts[name] == wanted)
        if self.anchor is not None:
            day = facts[f"{self.anchor}_on"]
            facts = facts.filter(day.notnull())
            if self.start is not None:
                facts = facts.filter(day >= ibis.date(self.start))
            if self.end is not None:
                facts = facts.filter(day < ibis.date(self.end))
        return facts


def within(facts: ir.Table, reach: Reach) -> ir.Table:
    """The facts that a reader may see; one without site, provider or activity is nobody's share."""
    if reach.unit_ids is not None:
        facts = facts.filter(facts.unit.isin(sorted(reach.unit_ids)))
    if reach.provider_ids is not None:
        facts = facts.filter(facts.provider.isin(sorted(reach.provider_ids)))
    if reach.function_ids is not None:
        activities = sourcing.activities_of(reach.function_ids)
        facts = facts.filter(facts.activity.isin(sorted(activities)))
    return facts


def page(
    facts: ir.Table,
    *,
    order: str,
    descending: bool,
    number: int,
    size: int = PAGE,
) -> Sequence[Mapping[str, Any]]:
    """The rows of a page of selected facts; pages count from 1; nulls come last."""
    rows = _ordered(facts, order, descending).limit(size, offset=(number - 1) * size)
    found: Sequence[Mapping[str, Any]] = rows.to_pyarrow().to_pylist()
    return found


def count(facts: ir.Table) -> int:
    return int(facts.count().to_pyarrow().as_py())


def every(facts: ir.Table, *, order: str, descending: bool) -> Iterator[Mapping[str, Any]]:
    """All the rows in their order, read little by little."""
    backend = live.connection()
    found = backend.con.sql(backend.compile(_ordered(facts, order, descending)))
    return (row for batch in found.to_arrow_reader(READ) for row in batch.to_pylist())


def _ordered(facts: ir.Table, order: str, descending: bool) -> ir.Table:
    """Equals stand in the order of the lines that made them: numbers are compared faster than the
    texts of case numbers, on millions of facts."""
    way = ibis.desc if descending else ibis.asc
    return facts.order_by([way(facts[order], nulls_first=False), way("batch"), way("line")])


def one(*, source: int, case: str, reach: Reach) -> Mapping[str, Any] | None:
    """The live fact of a case, or None when it is not there for this reader."""
    facts = within(live.table(Part(source=source, cases=(case,))), reach)
    rows = facts.filter(facts.source == source, facts["case"] == case).limit(1)
    found: list[Mapping[str, Any]] = rows.to_pyarrow().to_pylist()
    return found[0] if found else None


def starting_with(text: str, *, reach: Reach, most: int) -> list[Mapping[str, Any]]:
    """The first cases whose number begins like a text, whatever its capitals."""
    facts = within(live.table(Part(cases=(text, text.upper()))), reach)
    number = facts["case"]
    found = facts.filter(number.startswith(text) | number.startswith(text.upper()))
    found = found.select("case", "source").order_by("case").limit(most)
    rows: list[Mapping[str, Any]] = found.to_pyarrow().to_pylist()
    return rows


@dataclass(frozen=True)
class ReceivedRow:
    """A row as received: where it stood, and what it said."""

    batch: int
    line: int
    at: datetime | None
    values: Mapping[str, Any]


def rows_of(*, source: int, case: str, schema: pa.Schema) -> list[ReceivedRow]:
    """Every row received of a case, in the order of the batches and of their lines."""
    paths = live.paths(Part(source=source, cases=(case,)), kind=FileKind.EVENTS)
    table = store.read(paths, schema=schema, cases=pa.array([case]))
    rows = [
        ReceivedRow(
            batch=row.pop("batch"), line=row.pop("line"), at=row.get("event_at"), values=row
        )
        for row in table.to_pylist()
    ]
    return sorted(rows, key=lambda row: (row.batch, row.line))
