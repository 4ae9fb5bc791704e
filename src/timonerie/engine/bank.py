"""Clocks that share one span, read for arrays of instants. `worktime` is its public face."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np

from timonerie.engine import pauses as suspensions
from timonerie.engine.lookup import Table, Workspace, table_for
from timonerie.engine.openings import Openings, SpanError
from timonerie.engine.pauses import Pauses
from timonerie.engine.zones import MISSING, Flags, Instants

_CHUNK: Final = 16_384  # rows read at a time: their buffers stay in the second-level cache


@dataclass(frozen=True, eq=False)
class Bank:
    """`index` says, row by row, which of `openings` to read; None where there is only one."""

    openings: tuple[Openings, ...]
    table: Table

    @classmethod
    def of(cls, openings: Sequence[Openings]) -> Self:
        return cls(tuple(openings), table_for(openings))

    def at(self, index: Instants | None, instants: Instants) -> Instants:
        return self._read(index, (instants,))

    def between(self, index: Instants | None, starts: Instants, ends: Instants) -> Instants:
        if starts.shape != ends.shape:
            raise ValueError(f"{starts.shape} starts for {ends.shape} ends")
        return self._read(index, (starts, ends))

    def suspended(
        self, index: Instants | None, pauses: Pauses, starts: Instants, ends: Instants
    ) -> Instants:
        def at(rows: Instants, instants: Instants) -> Instants:
            return self.at(None if index is None else index[rows], instants)

        return suspensions.measure(at, pauses, starts, ends)

    def add(self, index: Instants | None, starts: Instants, seconds: Instants) -> Instants:
        if ((seconds < 0) & (seconds != MISSING)).any():
            raise ValueError("a negative working delay")
        known = (starts != MISSING) & (seconds != MISSING)
        rows = np.zeros(len(starts), np.int64) if index is None else index
        closes, worked, bounds = self._closings
        wanted = self.at(index, starts) + seconds
        wanted = np.where(known, wanted + worked[bounds[rows]], 0)
        place = np.searchsorted(worked[1:], wanted, side="left")
        if (known & (seconds > 0) & (place >= bounds[rows + 1])).any():
            raise SpanError("a working delay runs past the span: compile a later last date")
        place = np.minimum(place, len(closes) - 1)
        reached = closes[place] - (worked[1:][place] - wanted) if len(closes) else starts
        return np.where(known, np.where(seconds > 0, reached, starts), MISSING)

    @cached_property
    def _closings(self) -> tuple[Instants, Instants, Instants]:
        """All closes end to end, working seconds up to each (a 0 in front), bounds by calendar."""
        counts = [len(one.closes) for one in self.openings]
        stretches = np.concatenate([one.closes - one.opens for one in self.openings])
        return (
            np.concatenate([one.closes for one in self.openings]),
            np.concatenate(([0], np.cumsum(stretches))).astype(np.int64),
            np.cumsum([0, *counts], dtype=np.int64),
        )

    def _read(self, index: Instants | None, sides: tuple[Instants, ...]) -> Instants:
        """W of the one side given, or W(second) - W(first)."""
        count = len(sides[0])
        self._check(index, count)
        out = np.empty(count, np.int64)
        work = Workspace(len(sides) * min(count, _CHUNK))
        for start in range(0, count, _CHUNK):
            piece = slice(start, min(start + _CHUNK, count))
            size = piece.stop - start
            unknown = self._load(work, index, tuple(side[piece] for side in sides), piece)
            worked = self.table.read(len(sides) * size, work)
            if len(sides) == 1:
                out[piece] = worked
            else:
                np.subtract(worked[size:], worked[:size], out=out[piece])
            if unknown is not None:
                out[piece][unknown] = MISSING
        return out

    def _load(
        self, work: Workspace, index: Instants | None, sides: tuple[Instants, ...], piece: slice
    ) -> Flags | None:
        """Fills the workspace. Returns the rows where an instant is missing, None where none is."""
        origin, length = self.openings[0].origin, self.openings[0].length
        size = len(sides[0])
        for number, side in enumerate(sides):
            part = slice(number * size, (number + 1) * size)
            np.subtract(side, origin, out=work.offsets[part])
            if index is not None:
                work.rows[part] = index[piece]
        offsets = work.offsets[: len(sides) * size]
        if offsets.view(np.uint64).max() < length:  # as unsigned, an early instant is a huge one
            return None
        missing = [side == MISSING for side in sides]
        offsets[np.concatenate(missing)] = 0
        if offsets.view(np.uint64).max() >= length:
            raise SpanError(
                f"an instant is out of the compiled span: {origin} to {origin + length} excluded,"
                " epoch seconds"
            )
        unknown: Flags = np.logical_or.reduce(missing)
        return unknown

    def _check(self, index: Instants | None, count: int) -> None:
        if index is None or not count:
            return
        if len(index) != count:
            raise ValueError(f"{len(index)} calendar indexes for {count} rows")
        if index.min() < 0 or index.max() >= len(self.openings):
            raise IndexError(f"a calendar index is out of 0 to {len(self.openings) - 1}")
