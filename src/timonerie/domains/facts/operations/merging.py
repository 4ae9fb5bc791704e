"""What a batch does to the live facts, prepared outside any transaction.

Rows are kept as received; the cases that the batch touches are folded again from every row known
of them, and the files that held their former state are written again without it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.domains.facts import assembly, store
from timonerie.domains.facts.assembly import Timelines
from timonerie.domains.facts.enums import Kind
from timonerie.domains.facts.models import (
    FactFile,
    FileKind,
    ImportBatch,
    MappingVersion,
    Source,
)
from timonerie.domains.facts.operations import commits, measuring, naming
from timonerie.domains.facts.operations.commits import FileChange
from timonerie.domains.facts.operations.measuring import Closing
from timonerie.domains.facts.rules.comparing import compare, days_of
from timonerie.domains.facts.rules.events import EVENTS
from timonerie.domains.facts.rules.folding import fold
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.organisation.queries import calendars
from timonerie.engine import facts
from timonerie.foundations.accounts.actors import Actor

RECEIVED = EVENTS.append(pa.field("batch", pa.int64())).append(pa.field("rank", pa.int64()))
"""Rows as kept: what was read, the batch that brought it, and its rank in the source."""

FILES_KEPT = 24
"""Live files of a source past which they are written again as one."""

Report = Callable[[float, str], None]
Share = tuple[Mapping, pa.Table]
"""Rows of whole cases, and how they are folded."""


@dataclass
class Merge:
    """A prepared change: its files are on disk, and not named yet."""

    change: FileChange = field(default_factory=FileChange)
    cases: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    ties: int = 0

    @property
    def moves_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Context:
    """For whom and on what a merge works."""

    by: Actor
    at: datetime
    company: UUID
    source: Source
    mapping: Mapping
    closings: Sequence[Closing] = ()
    report: Report = lambda progress, step: None


def add(context: Context, batch: ImportBatch, events: pa.Table, *, rank: int) -> Merge:
    """Prepare the arrival of a batch's rows."""
    count = events.num_rows
    rows = events.append_column("batch", pa.repeat(pa.scalar(batch.pk, pa.int64()), count))
    rows = rows.append_column("rank", pa.repeat(pa.scalar(rank, pa.int64()), count)).cast(RECEIVED)
    touched = rows["case"].unique()
    earlier = _received(context, touched, but=None)
    merge = _merge(context, touched, [(context.mapping, pa.concat_tables([earlier, rows]))])
    merge.change.added.append(commits.write(context.company, rows, kind=FileKind.EVENTS))
    return merge


def remove(context: Context, batch: ImportBatch) -> Merge:
    """Prepare the departure of a batch: its cases become what the other batches say of them."""
    leaving = list(FactFile.objects.filter(batch=batch, kind=FileKind.EVENTS).live())
    files = store.paths(context.company, [file.name for file in leaving])
    touched = store.read(files, schema=RECEIVED)["case"].unique()
    left = _received(context, touched, but=batch)
    merge = _merge(context, touched, _by_mapping(context, left))
    merge.change.retired.extend(leaving)
    return merge


def _received(context: Context, cases: pa.Array, *, but: ImportBatch | None) -> pa.Table:
    """Every row known of some cases, those of one batch left out."""
    files = FactFile.objects.filter(source=context.source, kind=FileKind.EVENTS).live()
    if but is not None:
        files = files.exclude(batch=but)
    paths = store.paths(context.company, [file.name for file in files.order_by("pk")])
    return store.read(paths, schema=RECEIVED, cases=cases)


def _by_mapping(context: Context, rows: pa.Table) -> list[Share]:
    """Each case goes with the mapping of the batch that spoke of it last."""
    if rows.num_rows == 0:
        return []
    latest = _latest(rows)
    ranks: dict[int, list[int]] = {}
    spoke = set(latest.to_pylist())
    for one in ImportBatch.objects.filter(source=context.source, rank__in=spoke):
        assert one.mapping_id is not None
        assert one.rank is not None
        ranks.setdefault(one.mapping_id, []).append(one.rank)
    documents = MappingVersion.objects.in_bulk(ranks)
    return [
        (Mapping.from_dict(documents[pk].document), rows.filter(pc.is_in(latest, pa.array(mine))))
        for pk, mine in ranks.items()
    ]


def _merge(context: Context, touched: pa.Array, shares: Iterable[Share]) -> Merge:
    context.report(0.4, "dossiers")
    merge = Merge(cases=len(touched))
    folded = [_fold(context, mapping, rows, merge) for mapping, rows in shares]
    now = pa.concat_tables([facts.empty(), *folded])
    context.report(0.7, "comparaison")
    held = [file for file in _live(context.source) if _holds(context, file, touched)]
    paths = store.paths(context.company, [file.name for file in held])
    before = store.read(paths, schema=facts.SCHEMA, cases=touched)
    moved = _count(merge, before, now)
    if moved is None:
        return merge
    merge.change.first_date, merge.change.last_date = days_of(moved)
    _replace_files(context, merge, held, touched, now)
    return merge


def _fold(context: Context, mapping: Mapping, rows: pa.Table, merge: Merge) -> pa.Table:
    """The touched cases as they now are, working time included."""
    if mapping.kind == Kind.CASES and not mapping.order:
        rows = _last_batch_only(rows)
    numbered = rows.set_column(
        rows.schema.get_field_index("line"), "line", pa.array(np.arange(rows.num_rows, dtype="i4"))
    )
    folded = fold(numbered.select(EVENTS.names), mapping)
    merge.ties += folded.ties
    last = folded.cases["line"]
    cases = folded.cases.set_column(
        folded.cases.schema.get_field_index("line"), "line", rows["line"].take(last)
    ).append_column("batch", rows["batch"].take(last))
    context.report(0.5, "temps de travail")
    names = naming.resolve(
        by=context.by,
        at=context.at,
        source=context.source,
        words=naming.words_of(cases),
        unknown=mapping.unknown,
    )
    assembled = assembly.assemble(
        cases,
        source=context.source.pk,
        names=names,
        timelines=Timelines(calendars.timelines(known_at=context.at)),
        frozen=measuring.frozen(context.closings),
    )
    return _with_provider(assembled, context.source.provider_id)


def _with_provider(table: pa.Table, provider: int | None) -> pa.Table:
    """A file that names no provider comes from that of its source."""
    if provider is None:
        return table
    at = table.schema.get_field_index("provider")
    return table.set_column(at, facts.SCHEMA.field(at), table["provider"].fill_null(provider))


def _last_batch_only(rows: pa.Table) -> pa.Table:
    """Rows that are whole cases and carry no order: the batch accepted last says how they are."""
    return rows.filter(pc.equal(rows["rank"].combine_chunks(), _latest(rows)))


def _latest(rows: pa.Table) -> pa.Array:
    """For each row, the highest rank among the rows of its case."""
    highest = rows.group_by("case").aggregate([("rank", "max")])
    at = pc.index_in(rows["case"], value_set=highest["case"].combine_chunks()).combine_chunks()
    return highest["rank_max"].combine_chunks().take(at)


def _live(source: Source) -> list[FactFile]:
    return list(FactFile.objects.filter(source=source, kind=FileKind.CASES).live().order_by("pk"))


def _holds(context: Context, file: FactFile, cases: pa.Array) -> bool:
    return store.holds_any(store.paths(context.company, [file.name])[0], cases)


def _count(merge: Merge, before: pa.Table, now: pa.Table) -> pa.Table | None:
    """Count what is new, changed, gone or the same; returns the facts that moved, old and new, or
    None when nothing did."""
    compared = compare(before, now)
    merge.added = compared.new.num_rows
    merge.changed = compared.changed_now.num_rows
    merge.same = now.num_rows - merge.added - merge.changed
    merge.removed = compared.gone.num_rows
    moved = pa.concat_tables(
        [compared.new, compared.changed_now, compared.changed_before, compared.gone]
    )
    return moved if moved.num_rows else None


def _replace_files(
    context: Context, merge: Merge, held: list[FactFile], touched: pa.Array, now: pa.Table
) -> None:
    """Write the touched cases in a file of their own, and their former files without them."""
    live = _live(context.source)
    rewritten = live if len(live) >= FILES_KEPT else held
    merge.change.retired.extend(rewritten)
    rests = [
        store.without(path, touched, schema=facts.SCHEMA)
        for path in store.paths(context.company, [file.name for file in rewritten])
    ]
    tables = [pa.concat_tables([now, *rests])] if len(live) >= FILES_KEPT else [now, *rests]
    for table in tables:
        if table.num_rows:
            ordered = table.sort_by([("resolved_on", "ascending"), ("case", "ascending")])
            merge.change.added.append(commits.write(context.company, ordered, kind=FileKind.CASES))
