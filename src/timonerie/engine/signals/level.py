"""Level: a rate, a count or a measure that is not where its past had it.

A series is watched once twelve of its periods are known. An alarm says when it is raised, how long
the window that raised it is, and how often chance alone would raise it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from timonerie.engine.signals import calibration, episodes, sums, windows
from timonerie.engine.signals.calibration import Limits
from timonerie.engine.signals.matrix import BoolArray, FloatArray, IntArray, Matrix
from timonerie.engine.signals.settings import Settings
from timonerie.engine.signals.sums import Sums
from timonerie.engine.signals.windows import Gaps

LEAST = 12
"""Periods known before a series is watched."""
_BLOCK = 512
_WORTH = 2.6
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
    """The episodes of every series of a matrix, in blocks that stay near the processor."""
    added = calibration.offset(
        budget=settings.budget,
        per_year=matrix.per_year,
        one_sided=settings.worse != "both",
    )
    sides = [1.0] * (settings.worse != "lower") + [-1.0] * (settings.worse != "higher")
    blocks = (np.arange(first, min(first + _BLOCK, matrix.series)) for first in _firsts(matrix))
    # Only the few series that raise an alarm are looked at closely enough to know when it is over.
    found = [rows[_suspects(matrix.of(rows), sides, added)] for rows in blocks]
    suspects = np.concatenate([np.zeros(0, np.int64), *found])
    some = matrix.of(suspects)
    parts = [_block(some, slice(first, first + _BLOCK), sides, added) for first in _firsts(some)]
    told = _joined(parts or [_nothing()])
    return replace(told, rows=suspects[told.rows])


def is_too_early(matrix: Matrix) -> BoolArray:
    """Which series have too short a past to be watched."""
    return np.asarray(sums.of(matrix).known[-1] < LEAST)


_FIELDS = tuple(Alarms.__dataclass_fields__)


def _firsts(matrix: Matrix) -> range:
    return range(0, matrix.series if matrix.periods else 0, _BLOCK)


def _joined(parts: Sequence[Alarms]) -> Alarms:
    return Alarms(*(np.concatenate([getattr(one, name) for one in parts]) for name in _FIELDS))


def _worth(added: float) -> float:
    """Evidence below which nothing is an alarm, whatever its past."""
    return max(_WORTH + added, 0.5)


def _suspects(matrix: Matrix, sides: Sequence[float], added: float) -> IntArray:
    """The series that raise an alarm."""
    running = sums.of(matrix)
    found = windows.gaps(running, worth=_worth(added))
    sign = np.sign(found.scores)
    scores = np.where(np.isin(sign, sides), np.abs(found.scores), 0.0)
    limits = calibration.limits(found.noise).at(found.past, sign)
    excess = windows.evidence(scores, found.lengths) - limits
    over = (excess >= added) & _is_watched(running, found.places)
    raised = np.zeros(matrix.series, bool)
    raised[found.places[over] % matrix.series] = True
    return np.flatnonzero(raised)


def _is_watched(running: Sums, places: IntArray) -> BoolArray:
    return sums.at(running.known, places - running.series) >= LEAST


def _block(matrix: Matrix, part: slice, sides: Sequence[float], added: float) -> Alarms:
    """The episodes of a block of suspects, in the order of the series and of time."""
    running = sums.of(matrix.of(part))
    found = windows.gaps(running, worth=min(QUIET, _worth(added)))
    limits = calibration.limits(found.noise)
    told = [_side(running, found, limits, sign, added, matrix.per_year) for sign in sides]
    whole = _joined(told)
    order = np.lexsort((whole.opened, whole.rows))
    ordered = Alarms(*(getattr(whole, name)[order] for name in _FIELDS))
    return replace(ordered, rows=ordered.rows + part.start)


def _side(
    running: Sums, found: Gaps, limits: Limits, sign: float, added: float, per_year: float
) -> Alarms:
    """The episodes in one direction."""
    evidence = windows.evidence(sign * found.scores, found.lengths)
    excess = evidence - limits.at(found.past, sign)
    # At each place with evidence in this direction, the window that is furthest over its limit.
    window = np.full(running.amount.size, -1)
    some = np.flatnonzero(evidence > 0)
    some = some[np.argsort(excess[some], kind="stable")]
    window[found.places[some]] = some
    best = window[window >= 0]
    places = found.places[best]
    over = (excess[best] >= added) & _is_watched(running, places)
    alarms, quiet = np.zeros(window.size, bool), np.ones(window.size, bool)
    alarms[places[over]] = True
    quiet[places] = evidence[best] < QUIET
    raised = episodes.episodes(*(one.reshape(running.amount.shape) for one in (alarms, quiet)))
    at = window[running.places(raised.rows, raised.opened)]
    since = raised.opened - found.lengths[at] + 1
    return Alarms(
        rows=raised.rows,
        opened=raised.opened,
        closed=raised.closed,
        since=since,
        higher=np.full(raised.rows.size, sign > 0),
        rates=calibration.rates(excess[at], per_year=per_year),
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
