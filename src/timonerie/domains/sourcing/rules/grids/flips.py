"""What would change a verdict: the nearest weight and the nearest note of each criterion.

For one criterion of weight w and note n, the others adding up to a weight B and to A of notes times
weights, a score is 25 (A + w n) / (B + w). It goes one way only when w moves, between 25 A / B at
w = 0 and 25 n far away, and equals a threshold t at w = (t B - 25 A) / (25 n - t).
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import ge, lt
from typing import Literal

from timonerie.domains.sourcing.enums import Reading, Verdict, Veto
from timonerie.domains.sourcing.rules.grids import bands, scoring
from timonerie.domains.sourcing.rules.grids.bands import Bands
from timonerie.domains.sourcing.rules.grids.scoring import DIGITS, PER_NOTE, as_score
from timonerie.domains.sourcing.rules.grids.shapes import HEAVIEST, TOP, Criterion, Grid, Scores


@dataclass(frozen=True)
class Flip:
    """One change, everything else as it is, and the verdict that comes of it.

    Of a note, `after` is a whole note and `relative` the change over the four notes of the scale.
    Of a weight, `after` is where the verdict changes, or just beyond when a score has to fall
    under its threshold, and `relative` the change over the weight (infinite from a weight of zero).
    """

    kind: Literal["weight", "note"]
    criterion: Criterion
    before: float
    after: float
    verdict: Verdict
    relative: float


@dataclass(frozen=True)
class _Stand:
    """Where an activity stands: its notes, its score and the bands this falls in."""

    known: list[tuple[Criterion, float]]
    score: float
    bands: Bands[Verdict]

    def others(self, apart: Criterion) -> tuple[float, float]:
        """Notes times weights, and weights, of all criteria but one."""
        rest = [(one.weight, note) for one, note in self.known if one != apart]
        return math.fsum(w * note for w, note in rest), math.fsum(w for w, _ in rest)


def flips(
    grid: Grid, scores: Scores, vetoes: Collection[Veto] = (), is_retained: bool | None = None
) -> list[Flip]:
    """For each criterion, the smallest change of its weight and the smallest of its note that
    change the verdict, the smallest first; empty where none does, as under a veto."""
    score = scoring.score(grid, Reading.KEEP, scores)
    if vetoes or score is None:
        return []
    known = scoring.scored(grid, Reading.KEEP, scores)
    stand = _Stand(known, score, bands.verdicts(grid, is_retained=is_retained))
    found = [flip for one, note in known for flip in _flips_of(stand, one, note)]
    return sorted(found, key=lambda flip: flip.relative)


def _flips_of(stand: _Stand, one: Criterion, note: float) -> Iterator[Flip]:
    for flip in (_by_note(stand, one, note), _by_weight(stand, one, note)):
        if flip is not None:
            yield flip


def _by_note(stand: _Stand, one: Criterion, note: float) -> Flip | None:
    points, weight = stand.others(one)
    now = stand.bands.of(stand.score)
    for after in sorted(range(TOP + 1), key=lambda each: abs(each - note)):
        verdict = stand.bands.of(as_score(points + one.weight * after, weight + one.weight))
        if verdict != now:
            return Flip("note", one, note, after, verdict, abs(after - note) / TOP)
    return None


def _by_weight(stand: _Stand, one: Criterion, note: float) -> Flip | None:
    found = [
        Flip("weight", one, one.weight, after, verdict, _relative(one.weight, after))
        for after, verdict in _crossings(stand, one, note)
    ]
    return min(found, key=lambda flip: flip.relative, default=None)


def _relative(before: float, after: float) -> float:
    return abs(after - before) / before if before else math.inf


def _crossings(stand: _Stand, one: Criterion, note: float) -> Iterator[tuple[float, Verdict]]:
    """The weights at which the score meets the threshold above it, and the one below."""
    points, weight = stand.others(one)
    if not weight:
        return
    far, rest = round(PER_NOTE * note, DIGITS), as_score(points, weight)
    above, below = stand.bands.next_above(stand.score), stand.bands.next_below(stand.score)
    for found, is_beyond in ((above, ge), (below, lt)):
        if found is None:
            continue
        threshold, verdict = found
        # A weight that grows for ever brings the score near `far`, never onto it.
        if far != threshold and (is_beyond(rest, threshold) or is_beyond(far, threshold)):
            after = (threshold * weight - PER_NOTE * points) / (far - threshold)
            if after <= HEAVIEST:
                yield max(after, 0.0), verdict
