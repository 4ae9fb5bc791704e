"""From scores to episodes: one entry each, opened once, closed when the series is back."""

from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals.matrix import BoolArray, IntArray

CALM = 4
"""Periods in a row without evidence after which an episode is over."""


@dataclass(frozen=True, slots=True)
class Episodes:
    """Parallel arrays: row, period of the opening, and period of the closing or -1."""

    rows: IntArray
    opened: IntArray
    closed: IntArray


def episodes(alarms: BoolArray, quiet: BoolArray) -> Episodes:
    """Episodes of each series, in the order of the series and of time.

    `alarms` and `quiet` are in shape (periods, series). An alarm opens an episode where none is
    open; it is over after `CALM` quiet periods in a row, with no alarm among them.
    """
    periods, series = alarms.shape
    opened_at = np.full(series, -1)
    calm = np.zeros(series, np.int64)
    found: list[tuple[IntArray, IntArray, IntArray]] = []
    for period in range(periods):
        now = alarms[period]
        opened_at = np.where((opened_at < 0) & now, period, opened_at)
        calm = np.where(quiet[period] & ~now, calm + 1, 0)
        over = np.nonzero((opened_at >= 0) & (calm >= CALM))[0]
        if over.size:
            found.append((over, opened_at[over], np.full(over.size, period)))
            opened_at[over] = -1
    still = np.nonzero(opened_at >= 0)[0]
    found.append((still, opened_at[still], np.full(still.size, -1)))
    rows, opened, closed = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((opened, rows))
    return Episodes(rows[order], opened[order], closed[order])
