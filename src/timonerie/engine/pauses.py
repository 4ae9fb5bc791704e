"""Suspensions of many cases at once: waiting on the customer, on the site, on a third party."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from timonerie.engine.zones import MISSING, Instants


@dataclass(frozen=True, slots=True, eq=False)
class Pauses:
    """Ragged rows: row i has pauses `offsets[i]` to `offsets[i + 1]` (excluded), as in Arrow.

    Instants are UTC epoch seconds, in any order, overlapping or not. An `ends` that is MISSING is a
    pause still running. Raises ValueError when a start is missing or a pause ends before it starts.
    """

    offsets: Instants
    starts: Instants
    ends: Instants

    def __post_init__(self) -> None:
        if (self.starts == MISSING).any():
            raise ValueError("a pause without a start")
        if ((self.ends != MISSING) & (self.ends < self.starts)).any():
            raise ValueError("a pause ends before it starts")

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[tuple[int, int]]]) -> Self:
        """From one list of (start, end) per row."""
        lists = list(rows)
        pairs = np.array([pair for row in lists for pair in row], np.int64).reshape(-1, 2)
        offsets = np.cumsum([0, *(len(row) for row in lists)], dtype=np.int64)
        return cls(offsets, pairs[:, 0].copy(), pairs[:, 1].copy())


def measure(
    at: Callable[[Instants, Instants], Instants], pauses: Pauses, starts: Instants, ends: Instants
) -> Instants:
    """Working seconds suspended between `starts` and `ends`, one per row; MISSING where one is.

    `at(rows, instants)` reads the clock of each row. Pauses are clipped to the row's interval and
    counted once where they overlap: the clock never goes backwards, so the union is taken on it.
    """
    rows = np.repeat(np.arange(len(starts)), np.diff(pauses.offsets))
    known = (starts != MISSING) & (ends != MISSING)
    begins = np.maximum(pauses.starts, starts[rows])
    stops = np.where(pauses.ends == MISSING, ends[rows], np.minimum(pauses.ends, ends[rows]))
    kept = known[rows] & (stops > begins)
    rows, begins, stops = rows[kept], begins[kept], stops[kept]
    order = np.lexsort((begins, rows))
    rows, begins, stops = rows[order], begins[order], stops[order]
    from_, to = at(rows, begins), at(rows, stops)
    reached = _highest_before(rows, to)
    fresh = np.maximum(to - np.maximum(from_, reached), 0)
    # bincount adds floats: exact up to 2**53 seconds
    total = np.bincount(rows, weights=fresh, minlength=len(starts)).astype(np.int64)
    return np.where(known, total, MISSING)


def _highest_before(rows: Instants, to: Instants) -> Instants:
    """For each pause, how far the earlier ones of its row already went on the clock (else 0)."""
    step = int(to.max(initial=0)) + 1
    lifted = np.maximum.accumulate(to + rows * step)  # a row's lift puts it above all earlier rows
    first = np.diff(rows, prepend=-1) != 0
    previous = np.concatenate(([0], lifted[:-1]))[: len(rows)] - rows * step
    return np.where(first, 0, previous)
