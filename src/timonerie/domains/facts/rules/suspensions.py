"""Suspensions and reopenings that the states of a case's events tell."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.domains.facts.rules.events import PAUSE
from timonerie.domains.facts.rules.groups import Groups
from timonerie.domains.facts.rules.mapping import Mapping, States
from timonerie.domains.facts.rules.values import folded_word

Interval = tuple[int, int]
_MISSING = np.iinfo(np.int64).min


def pauses(
    ordered: pa.Table, mapping: Mapping, groups: Groups, resolved_at: pa.ChunkedArray
) -> pa.Array:
    """Per group, the intervals spent suspended, merged, as ``list<struct<start, end>>``; null where
    the mapping reads no suspension.

    An event in a suspending state suspends the case until its next event that has an instant.
    The last one lasts until the case is resolved; without that, it is left out, as is any
    interval that does not advance.
    """
    if not mapping.pauses:
        return pa.nulls(groups.count, pa.list_(PAUSE))
    found: list[list[Interval]] = [[] for _ in range(groups.count)]
    rows = np.flatnonzero(_suspending(ordered, mapping))
    if len(rows):
        instants, ends = _microseconds(ordered["event_at"]), groups.ends()
        resolved = _microseconds(resolved_at)
        of_rows = np.searchsorted(groups.starts, rows, "right") - 1
        for row, group in zip(rows.tolist(), of_rows.tolist(), strict=True):
            start = int(instants[row])
            end = _next_instant(instants[row + 1 : ends[group]], default=int(resolved[group]))
            if start != _MISSING and end > start:
                _extend(found[group], (start, end))
    return _as_lists(found)


def reopened(ordered: pa.Table, done: States, groups: Groups) -> pa.Array:
    """Per group, whether an event outside the ``done`` states follows one inside them."""
    inside = _in_states(ordered["reopen_value"], done.values)
    left = np.zeros(groups.rows, dtype=bool)
    left[1:] = inside[:-1] & ~inside[1:]
    left[groups.starts] = False
    return pa.array(groups.any(left))


def _suspending(ordered: pa.Table, mapping: Mapping) -> npt.NDArray[np.bool_]:
    suspending = np.zeros(ordered.num_rows, dtype=bool)
    for place, states in enumerate(mapping.pauses):
        values = pc.list_element(ordered["pause_values"], place)
        suspending |= _in_states(values, states.values)
    return suspending


def _in_states(column: pa.ChunkedArray, words: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which values are among the words, accents, case and punctuation aside."""
    wanted = {folded_word(word) for word in words}
    known = [text for text in column.unique().to_pylist() if text is not None]
    matching = [text for text in known if folded_word(text) in wanted]
    inside = pc.is_in(column, pa.array(matching, pa.string()))
    return np.asarray(inside, dtype=np.bool_)


def _next_instant(later: npt.NDArray[np.int64], *, default: int) -> int:
    known = later[later != _MISSING]
    return int(known[0]) if len(known) else default


def _extend(intervals: list[Interval], interval: Interval) -> None:
    """Add an interval to a list in order, as part of the last one when they touch."""
    if intervals and interval[0] <= intervals[-1][1]:
        start, end = intervals[-1]
        intervals[-1] = (min(start, interval[0]), max(end, interval[1]))
    else:
        intervals.append(interval)


def _microseconds(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    return np.asarray(column.cast(pa.int64()).fill_null(_MISSING), dtype=np.int64)


def _as_lists(found: list[list[Interval]]) -> pa.Array:
    offsets = np.zeros(len(found) + 1, dtype=np.int32)
    offsets[1:] = np.cumsum([len(intervals) for intervals in found])
    flat = [interval for intervals in found for interval in intervals]
    bounds = [
        pa.array([bound[i] for bound in flat], pa.int64()).cast(PAUSE[i].type) for i in (0, 1)
    ]
    structs = pa.StructArray.from_arrays(bounds, fields=list(PAUSE))
    return pa.ListArray.from_arrays(pa.array(offsets), structs)
