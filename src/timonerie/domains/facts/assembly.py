"""From folded cases, whose sites and providers are words, to live facts: ids, local dates and
working time beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.domains.organisation.queries.calendars import InForce
from timonerie.engine import facts
from timonerie.engine.worktime import MISSING, Clocks, Pauses, span_of

Ids = npt.NDArray[np.int64]
INSTANTS = ("received", "started", "delivered", "resolved", "due")
COPIED = ("quantity", "amount", "currency", "error", "cause", "rework", "reopened", "on_time")
DIMENSIONS = {"unit": "site", "provider": "provider", "team": "team", "activity": "activity"}
MICROSECONDS = 1_000_000
PIECE = 200_000
"""Rows assembled at a time: the arrays of one piece stay well under 100 MB."""


@dataclass(frozen=True)
class Names:
    """What the words of a source's files stand for: one {text: id} per dimension."""

    unit: Mapping[str, int]
    provider: Mapping[str, int]
    team: Mapping[str, int]
    activity: Mapping[str, int]

    def ids(self, dimension: str, texts: pa.ChunkedArray) -> pa.Array:
        known: Mapping[str, int] = getattr(self, dimension)
        encoded = texts.combine_chunks().dictionary_encode()
        ids = pa.array([known.get(text) for text in encoded.dictionary.to_pylist()], pa.int64())
        return ids.take(encoded.indices)


@dataclass(frozen=True)
class Timelines:
    """The calendars of every unit, by effect date; under None, those of a fact without a site."""

    by_unit: Mapping[int | None, Sequence[InForce]]

    def of(self, unit: int | None) -> Sequence[InForce]:
        return self.by_unit.get(unit) or self.by_unit[None]


@dataclass(frozen=True)
class Frozen:
    """A closed period, `end` excluded, and the calendars as they were known at its closing."""

    start: date
    end: date
    timelines: Timelines


def assemble(
    folded: pa.Table,
    *,
    source: int,
    names: Names,
    timelines: Timelines,
    frozen: Sequence[Frozen] = (),
) -> pa.Table:
    """Live facts of folded cases, in the order of the resolution date.

    Args:
        folded: one row a case, as `rules.folding` gives it, with the `batch` of its last row.

    Returns:
        A table of `engine.facts.SCHEMA`.
    """
    pieces = [
        measure(
            _named(folded.slice(start, PIECE), source, names), timelines=timelines, frozen=frozen
        )
        for start in range(0, folded.num_rows, PIECE)
    ]
    if not pieces:
        return facts.empty()
    return pa.concat_tables(pieces).sort_by([("resolved_on", "ascending"), ("case", "ascending")])


def measure(table: pa.Table, *, timelines: Timelines, frozen: Sequence[Frozen] = ()) -> pa.Table:
    """The same facts, with their local dates and working time on the calendars in force.

    A case resolved in a frozen period is measured on the calendars of its closing: a correction of
    the opening hours never rewrites it.
    """
    measured = _measured(table, timelines)
    for period in frozen:
        closed = _resolved_in(measured, period)
        if pc.any(closed).as_py():
            kept = measured.filter(pc.invert(closed))
            refrozen = _measured(measured.filter(closed), period.timelines)
            measured = pa.concat_tables([kept, refrozen])
    return measured


def _resolved_in(table: pa.Table, period: Frozen) -> pa.ChunkedArray:
    day = table["resolved_on"]
    inside = pc.and_(pc.greater_equal(day, period.start), pc.less(day, period.end))
    return inside.fill_null(False)


def _named(folded: pa.Table, source: int, names: Names) -> pa.Table:
    """Folded cases with ids in place of words; dates and times are still to measure."""
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        "source": pa.repeat(pa.scalar(source, pa.int64()), folded.num_rows),
        "case": folded["case"],
        "batch": folded["batch"],
        "line": folded["line"],
        "pauses": folded["pauses"],
    }
    for dimension, field in DIMENSIONS.items():
        columns[dimension] = names.ids(dimension, folded[field])
    columns |= {f"{name}_at": folded[f"{name}_at"] for name in INSTANTS}
    columns |= {name: folded[name] for name in COPIED}
    return facts.conform(pa.table(columns))


def _measured(table: pa.Table, timelines: Timelines) -> pa.Table:
    placed = _place(table["unit"], table["received_at"], timelines)
    columns = {name: table[name] for name in table.column_names}
    columns |= {f"{name}_on": placed.local_dates(table[f"{name}_at"]) for name in INSTANTS}
    columns |= _worked(table, placed)
    columns["calendar"] = pa.array(placed.version_ids[placed.index])
    return facts.conform(pa.table(columns))


@dataclass(frozen=True)
class _Placed:
    """The calendar version of each row: `index` points into `versions`."""

    versions: list[InForce]
    index: Ids

    @property
    def version_ids(self) -> Ids:
        return np.array([version.version_id for version in self.versions], dtype=np.int64)

    def local_dates(self, instants: pa.ChunkedArray) -> pa.Array:
        """Local date of each instant, in the zone of its row's calendar."""
        zones = [version.calendar.zone for version in self.versions]
        found = pa.nulls(len(self.index), pa.date32())
        row_zones = np.array([zones.index(zone) for zone in zones])[self.index]
        for zone in dict.fromkeys(zones):
            here = pa.array(row_zones == zones.index(zone))
            local = pc.local_timestamp(instants.combine_chunks().cast(pa.timestamp("us", tz=zone)))
            found = pc.if_else(here, local.cast(pa.date32(), safe=False), found)
        return found


def _place(units: pa.ChunkedArray, received: pa.ChunkedArray, timelines: Timelines) -> _Placed:
    """Choose, for each row, the version in force at its site on the day it was received (UTC)."""
    days = received.combine_chunks().cast(pa.date32(), safe=False)
    numbers = days.cast(pa.int32()).fill_null(np.iinfo(np.int32).max).to_numpy(zero_copy_only=False)
    versions: dict[int, tuple[int, InForce]] = {}
    index = np.zeros(len(numbers), dtype=np.int64)
    keys = units.fill_null(-1).to_numpy()
    for key in np.unique(keys):
        timeline = timelines.of(None if key == -1 else int(key))
        places = [versions.setdefault(one.version_id, (len(versions), one))[0] for one in timeline]
        starts = [(one.start_date - date(1970, 1, 1)).days for one in timeline]
        rows = keys == key
        in_force = np.searchsorted(starts, numbers[rows], side="right") - 1
        index[rows] = np.array(places)[np.maximum(in_force, 0)]
    return _Placed([one for _place, one in versions.values()], index)


def _worked(folded: pa.Table, placed: _Placed) -> dict[str, pa.Array]:
    """Working seconds from reception to each later instant, suspensions apart."""
    # The due date is left out: it may stand a century away, and the clocks span what they measure.
    seconds = {name: epoch_seconds(folded[f"{name}_at"]) for name in INSTANTS if name != "due"}
    pauses = pauses_of(folded["pauses"])
    clocks = Clocks.compile(
        [version.calendar for version in placed.versions],
        *span_of(*seconds.values(), pauses.starts, pauses.ends),
    )
    columns = {}
    for name, end in (
        ("worked_to_start", "started"),
        ("worked_to_deliver", "delivered"),
        ("worked_to_resolve", "resolved"),
    ):
        ends = seconds[end]
        ordered = (ends == MISSING) | (ends >= seconds["received"])
        ends = np.where(ordered, ends, MISSING)
        sides = clocks.both_sides(placed.index, pauses, seconds["received"], ends)
        columns[name] = _nullable(sides.provider)
        if end == "resolved":
            # Nobody knows how long the client was waited for where no suspension is written.
            unknown = folded["pauses"].combine_chunks().is_null()
            columns["worked_suspended"] = pc.if_else(unknown, None, _nullable(sides.client))
    return columns


def epoch_seconds(instants: pa.ChunkedArray) -> Ids:
    """UTC epoch seconds, `MISSING` where null."""
    whole = instants.combine_chunks().cast(pa.int64()).to_numpy(zero_copy_only=False)
    known = instants.combine_chunks().is_valid().to_numpy(zero_copy_only=False)
    found = np.full(len(known), MISSING, dtype=np.int64)
    found[known] = whole[known].astype(np.int64) // MICROSECONDS
    return found


def pauses_of(column: pa.ChunkedArray) -> Pauses:
    """The suspensions of each row, as the clocks read them."""
    lists = column.combine_chunks()
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy()
    flat = lists.flatten()
    starts = epoch_seconds(pa.chunked_array([pc.struct_field(flat, "start")]))
    ends = epoch_seconds(pa.chunked_array([pc.struct_field(flat, "end")]))
    return Pauses(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), starts, ends)


def _nullable(seconds: Ids) -> pa.Array:
    return pa.array(seconds, mask=seconds == MISSING)
