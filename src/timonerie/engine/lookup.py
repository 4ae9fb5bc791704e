"""Working clocks as tables: working seconds since the origin, read for arrays of instants.

The clock W(t) of a calendar is piecewise linear. In a bucket of time where the site is open
throughout or closed throughout, W(t) = base + t * open, so reading it is one division and one
gather. Three tables of one shape, from the fastest to the most general:

- `DenseTable`: one calendar, one entry per bucket of the whole span;
- `DayTable`: many calendars. A year has few different days: an entry per calendar and day names
  its pattern, so that 200 calendars stay in the processor's cache;
- `SearchTable`: any stretches, by binary search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from timonerie.engine.openings import Openings
from timonerie.engine.zones import DAY, Flags, Instants

SMALLEST_BUCKET: Final = 60
_DENSE_ENTRIES: Final = 1 << 20  # 4 MB; 30 years of quarter-hours
_DENSE_SECONDS: Final = 1 << 30  # 34 years: twice that still fits 32 bits
_PATTERN_BITS: Final = 26  # position of a pattern, under the working seconds, in one integer
_PATTERN_MASK: Final = (1 << _PATTERN_BITS) - 1


class Workspace:
    """Buffers that stay in the cache while an array is read piece by piece."""

    def __init__(self, size: int) -> None:
        self.offsets = np.empty(size, np.int64)
        self.rows = np.zeros(size, np.int64)
        self.spare = np.empty(size, np.int64)
        self.more = np.empty(size, np.int64)
        self.entry = np.empty(size, np.int32)
        self.is_open = np.empty(size, np.int32)
        self.seconds = np.empty(size, np.int32)
        self.result = np.empty(size, np.int64)


class Table(Protocol):
    def read(self, size: int, work: Workspace) -> Instants | NDArray[np.int32]:
        """W for the first `size` of `work.offsets` (seconds since the origin, all in the span).

        Each is read on the calendar of `work.rows`, left as it is; the rest of the workspace may be
        overwritten, and a part of it returned.
        """


def bucket_of(openings: Sequence[Openings]) -> int:
    """The widest bucket, in seconds, inside which no calendar opens or closes. Divides a day."""
    edges = [side - one.origin for one in openings for side in (one.opens, one.closes)]
    return int(np.gcd.reduce(np.concatenate(edges), initial=DAY))


def _open_buckets(one: Openings, bucket: int) -> Flags:
    turns = np.zeros(one.length // bucket + 1, np.int8)
    turns[(one.opens - one.origin) // bucket] += 1
    turns[(one.closes - one.origin) // bucket] -= 1
    return np.cumsum(turns[:-1], dtype=np.int8).astype(np.bool_)


def _packed(is_open: Flags, bucket: int) -> Instants:
    """Rows of buckets -> twice (W at the bucket's start, less open * start), plus open.

    `W = (packed >> 1) + (packed & 1) * seconds since the start of the row`.
    """
    worked = np.cumsum(is_open, axis=-1, dtype=np.int64) - is_open
    starts = np.arange(is_open.shape[-1])
    return 2 * bucket * (worked - is_open * starts) + is_open


def _quotient(values: Instants, divisor: int, out: Instants) -> None:
    """Whole division of values that are never negative: unsigned, it takes a third less time."""
    np.floor_divide(values.view(np.uint64), np.uint64(divisor), out=out.view(np.uint64))


@dataclass(frozen=True, slots=True, eq=False)
class DenseTable:
    bucket: int
    entries: NDArray[np.int32]

    @classmethod
    def of(cls, one: Openings, bucket: int) -> Self:
        return cls(bucket, _packed(_open_buckets(one, bucket), bucket).astype(np.int32))

    def read(self, size: int, work: Workspace) -> NDArray[np.int32]:
        offsets, spare = work.offsets[:size], work.spare[:size]
        entry, is_open = work.entry[:size], work.is_open[:size]
        seconds = work.seconds[:size]
        _quotient(offsets, self.bucket, spare)
        self.entries.take(spare, out=entry, mode="clip")
        np.copyto(seconds, offsets, casting="unsafe")
        np.bitwise_and(entry, 1, out=is_open)
        np.multiply(is_open, seconds, out=seconds)
        np.right_shift(entry, 1, out=entry)
        np.add(entry, seconds, out=entry)
        return entry


@dataclass(frozen=True, slots=True, eq=False)
class DayTable:
    """`days`: W at midnight UTC and the pattern's position, packed; `patterns`: the days' buckets,
    packed as in `DenseTable`, every different day kept once whatever the calendar."""

    bucket: int
    day_count: int
    days: Instants
    patterns: NDArray[np.int32]

    @classmethod
    def of(cls, openings: Sequence[Openings], bucket: int) -> Self:
        """All `openings` share one origin and one length."""
        width = DAY // bucket
        known: dict[bytes, int] = {}
        patterns: list[Flags] = []
        days = [_days(one, bucket, known, patterns) for one in openings]
        return cls(
            bucket,
            openings[0].length // DAY,
            np.concatenate(days),
            _packed(np.array(patterns).reshape(-1, width), bucket).astype(np.int32).ravel(),
        )

    def read(self, size: int, work: Workspace) -> Instants:
        offsets, rows, spare = work.offsets[:size], work.rows[:size], work.spare[:size]
        position, pattern = work.more[:size], work.entry[:size]
        result = work.result[:size]
        _quotient(offsets, DAY, spare)
        np.multiply(rows, self.day_count, out=position)
        np.add(position, spare, out=position)
        np.multiply(spare, DAY, out=spare)
        np.subtract(offsets, spare, out=offsets)  # now seconds since midnight UTC
        self.days.take(position, out=result, mode="clip")
        np.bitwise_and(result, _PATTERN_MASK, out=position)
        _quotient(offsets, self.bucket, spare)
        np.add(position, spare, out=position)
        self.patterns.take(position, out=pattern, mode="clip")
        np.right_shift(result, _PATTERN_BITS, out=result)
        np.right_shift(pattern, 1, out=spare)
        np.add(result, spare, out=result)
        np.bitwise_and(pattern, 1, out=spare)
        np.multiply(spare, offsets, out=spare)
        np.add(result, spare, out=result)
        return result


def _days(one: Openings, bucket: int, known: dict[bytes, int], patterns: list[Flags]) -> Instants:
    """The packed days of one calendar; patterns seen for the first time are added to both lists."""
    width = DAY // bucket
    by_day = _open_buckets(one, bucket).reshape(-1, width)
    positions = np.empty(len(by_day), np.int64)
    for day, key in enumerate(_keys(by_day)):
        found = known.setdefault(key, len(patterns))
        if found == len(patterns):
            patterns.append(by_day[day])
        positions[day] = found * width
    worked = by_day.sum(axis=1, dtype=np.int64) * bucket
    packed: Instants = ((np.cumsum(worked) - worked) << _PATTERN_BITS) | positions
    return packed


def _keys(by_day: Flags) -> list[bytes]:
    packed = np.packbits(by_day, axis=1)
    whole, width = packed.tobytes(), packed.shape[1]
    return [whole[start : start + width] for start in range(0, len(whole), width)]


@dataclass(frozen=True, slots=True, eq=False)
class SearchTable:
    """The stretches of all calendars end to end: calendar i is shifted by i * length."""

    length: int
    opens: Instants
    closes: Instants
    worked: Instants  # at each close, less what earlier calendars worked; one 0 in front of each
    totals: Instants

    @classmethod
    def of(cls, openings: Sequence[Openings]) -> Self:
        length = openings[0].length
        shifts = [number * length - one.origin for number, one in enumerate(openings)]
        before = np.array([0, *(int(one.before[-1]) for one in openings)])
        joined = np.concatenate([one.closes - one.opens for one in openings])
        return cls(
            length,
            np.concatenate([o.opens + s for o, s in zip(openings, shifts, strict=True)]),
            np.concatenate([o.closes + s for o, s in zip(openings, shifts, strict=True)]),
            np.concatenate(([0], np.cumsum(joined))),
            np.cumsum(before),
        )

    def read(self, size: int, work: Workspace) -> Instants:
        rows = work.rows[:size]
        keys = work.offsets[:size] + rows * self.length
        opened = np.searchsorted(self.opens, keys, side="right")
        still_open = np.maximum(np.append(self.closes, 0)[opened - 1] - keys, 0)
        still_open[opened == 0] = 0
        worked: Instants = self.worked[opened] - still_open - self.totals[rows]
        return worked


def table_for(openings: Sequence[Openings]) -> Table:
    """The fastest table that is exact for these calendars (one origin and length for all)."""
    bucket = bucket_of(openings)
    if bucket < SMALLEST_BUCKET:
        return SearchTable.of(openings)
    length = openings[0].length
    if len(openings) == 1 and length < _DENSE_SECONDS and length // bucket <= _DENSE_ENTRIES:
        return DenseTable.of(openings[0], bucket)
    return DayTable.of(openings, bucket)
