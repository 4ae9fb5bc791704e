"""What a family of signals finds, in one shape for all of them."""

import warnings
from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals import level
from timonerie.engine.signals.matrix import BoolArray, Matrix
from timonerie.engine.signals.settings import Settings

STILL = -1


@dataclass(frozen=True, slots=True)
class Finding:
    """An episode of one series, in places of its matrix.

    `opened` is the period at whose end it could be told, `since` the first that belongs to it,
    `closed` the one that showed that it was over, or `STILL`. `rate` is how many false alarms per
    series and year would go as far, None where chance is not the question. `expected` and `seen`
    are in the unit of the matrix: a share from 0 to 1, a count per base, a value.
    """

    row: int
    opened: int
    since: int
    closed: int
    higher: bool
    rate: float | None
    expected: float
    seen: float
    drifts: bool = False


def of_level(matrix: Matrix, settings: Settings) -> list[Finding]:
    """The episodes of the level detector."""
    with warnings.catch_warnings():
        # A series may begin later than the others of its matrix.
        warnings.filterwarnings("ignore", "All-NaN slice", RuntimeWarning)
        found = level.detect(matrix, settings)
    return [
        Finding(
            row=int(found.rows[at]),
            opened=int(found.opened[at]),
            since=int(found.since[at]),
            closed=int(found.closed[at]),
            higher=bool(found.higher[at]),
            rate=float(found.rates[at]),
            expected=float(found.expected[at]),
            seen=float(found.seen[at]),
            drifts=bool(found.drifts[at]),
        )
        for at in range(found.rows.size)
    ]


def runs(flags: BoolArray) -> list[tuple[int, int, int]]:
    """(row, first, last) of every stretch of true periods, in the order of the rows and of time."""
    edges = np.diff(np.pad(flags.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, firsts = np.nonzero(edges == 1)
    _rows, after = np.nonzero(edges == -1)
    return list(zip(rows.tolist(), firsts.tolist(), (after - 1).tolist(), strict=True))


def last_known(flags: BoolArray, row: int, last: int) -> int:
    """`last` of a run as a closing: the period after it, or `STILL` where it lasts to the end."""
    return STILL if last == flags.shape[1] - 1 else last + 1
