"""Level: a rate, a count or a measure that is not where its past had it.

A series is watched once twelve of its periods are known. An alarm says when it is raised, how long
the window that raised it is, and how often chance alone would raise it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals import calibration, episodes, sums, windows
from timonerie.engine.signals.matrix import BoolArray, FloatArray, IntArray, Matrix
from timonerie.engine.signals.settings import Settings
from timonerie.engine.signals.sums import Sums
from timonerie.engine.signals.windows import Gaps

LEAST = 12
"""Periods known before a series is watched."""
_BLOCK = 512
_WORTH = 2.75
QUIET = 1.5
"""Evidence below which a period counts towards the end of an episode."""
_LONG, _FURTHER = 6, 1.5


@dataclass(frozen=True, slots=True)
class Alarms:
    """Parallel arrays, one entry per episode, in the order of the series and of time.

    `rows` series; `opened` period of the alarm; `closed` period when the series was back, or -1;
    `since` first period of the window that raised it; `higher` its direction; `rates` false alarms
    per series and year that would go as far, in that direction; `expected` and `seen` the levels
    before the window and in it; `drifts` whether the window moves further and further away.
    """

    rows: IntArray
    opened: IntArray
    closed: IntArray
    since: IntArray
    higher: BoolArray
    rates: FloatArray
    expected: FloatArray
    seen: FloatArray
    drifts: BoolArray


def detect(matrix: Matrix, settings: Settings) -> Alarms:
    """The episodes of every series of a matrix."""
    parts = list(_parts(matrix, settings)) or [_nothing()]
    return Alarms(*(np.concatenate([getattr(one, name) for one in parts]) for name in _FIELDS))


def is_too_early(matrix: Matrix) -> BoolArray:
    """Which series have too short a past to be watched."""
    return np.asarray(sums.of(matrix).known[:, -1] < LEAST)


_FIELDS = tuple(Alarms.__dataclass_fields__)


def _parts(matrix: Matrix, settings: Settings) -> Iterator[Alarms]:
    """Blocks of series, small enough to stay near the processor."""
    if not matrix.periods:
        return
    for first in range(0, matrix.series, _BLOCK):
        block = _block(matrix.of(slice(first, first + _BLOCK)), settings)
        yield Alarms(block.rows + first, *(getattr(block, name) for name in _FIELDS[1:]))


def _block(matrix: Matrix, settings: Settings) -> Alarms:
    running = sums.of(matrix)
    added = calibration.offset(
        budget=settings.budget,
        per_year=matrix.per_year,
        one_sided=settings.worse != "both",
    )
    sides = [1.0] * (settings.worse != "lower") + [-1.0] * (settings.worse != "higher")
    # Only the few series that raise an alarm are looked at closely enough to know when it is over.
    suspects = _suspects(running, sides, added)
    some = sums.of(matrix.of(suspects))
    found = windows.gaps(some, worth=QUIET)
    told = [_side(some, found, sign, added, matrix.per_year) for sign in sides]
    whole = Alarms(*(np.concatenate([getattr(one, name) for one in told]) for name in _FIELDS))
    order = np.lexsort((whole.opened, whole.rows))
    ordered = {name: getattr(whole, name)[order] for name in _FIELDS}
    return Alarms(**{**ordered, "rows": suspects[ordered["rows"]]})


def _suspects(running: Sums, sides: list[float], added: float) -> IntArray:
    """The series that raise an alarm."""
    found = windows.gaps(running, worth=max(QUIET, _WORTH + min(added, 0.0)))
    rows = [
        judged.rows[judged.over]
        for judged in (_judge(running, found, sign, added) for sign in sides)
    ]
    return np.unique(np.concatenate(rows))


@dataclass(frozen=True, slots=True)
class _Judged:
    """For each row and period with evidence in a direction: which window has the most, how much,
    how far above the limit, and whether that is an alarm."""

    rows: IntArray
    ends: IntArray
    window: IntArray
    evidence: FloatArray
    excess: FloatArray
    over: BoolArray


def _judge(running: Sums, found: Gaps, sign: float, added: float) -> _Judged:
    evidence = windows.evidence(sign * found.scores, found.lengths)
    excess = evidence - calibration.limits(found.past)
    window = _best(found, np.where(evidence > 0, excess, -np.inf))
    rows, ends = found.rows[window], found.ends[window]
    watched = sums.at(running.known, rows, ends - 1) >= LEAST
    over = (excess[window] >= added) & watched
    return _Judged(rows, ends, window, evidence[window], excess[window], over)


def _side(running: Sums, found: Gaps, sign: float, added: float, per_year: float) -> Alarms:
    """The episodes in one direction."""
    judged = _judge(running, found, sign, added)
    rows, ends, over = judged.rows, judged.ends, judged.over
    alarms = np.zeros(running.known.shape, bool)
    alarms[rows[over], ends[over]] = True
    quiet = np.ones(running.known.shape, bool)
    quiet[rows, ends] = judged.evidence < QUIET
    raised = episodes.episodes(alarms, quiet)
    place = np.zeros(running.known.shape, np.int64)
    place[rows, ends] = np.arange(rows.size)
    at = place[raised.rows, raised.opened]
    since = raised.opened - found.lengths[judged.window[at]] + 1
    return Alarms(
        rows=raised.rows,
        opened=raised.opened,
        closed=raised.closed,
        since=since,
        higher=np.full(raised.rows.size, sign > 0),
        rates=calibration.rates(judged.excess[at], per_year=per_year),
        expected=sums.level(running, raised.rows, None, since),
        seen=sums.level(running, raised.rows, since, raised.opened + 1),
        drifts=_drifts(running, raised.rows, since, raised.opened, sign),
    )


def _drifts(
    running: Sums, rows: IntArray, since: IntArray, opened: IntArray, sign: float
) -> BoolArray:
    """Whether the second half of a long window is a good part further from the past than the
    first: a level that moves, rather than one that moved."""
    middle = (since + opened + 1) // 2
    before = sums.level(running, rows, None, since)
    first = sign * (sums.level(running, rows, since, middle) - before)
    second = sign * (sums.level(running, rows, middle, opened + 1) - before)
    return (opened - since + 1 >= _LONG) & (second > _FURTHER * first)


def _nothing() -> Alarms:
    none = np.zeros(0)
    kept = {"rows": int, "opened": int, "closed": int, "since": int, "higher": bool, "drifts": bool}
    return Alarms(**{name: none.astype(kept.get(name, float)) for name in _FIELDS})


def _best(found: Gaps, excess: FloatArray) -> IntArray:
    """For each row and period with any evidence, the window that goes furthest over its limit."""
    some = np.nonzero(np.isfinite(excess))[0]
    order = some[np.lexsort((excess[some], found.ends[some], found.rows[some]))]
    rows, ends = found.rows[order], found.ends[order]
    last = np.ones(order.size, bool)
    last[:-1] = (rows[1:] != rows[:-1]) | (ends[1:] != ends[:-1])
    return order[last]
