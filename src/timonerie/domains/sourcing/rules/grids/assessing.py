"""Several assessors of an activity, the catalogue before them, and what is worth asking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from timonerie.domains.sourcing.enums import Reading
from timonerie.domains.sourcing.rules.grids import bands, scoring
from timonerie.domains.sourcing.rules.grids.shapes import Criterion, Grid, Scores

NEAR = 8.0
"""Points of a score within which a threshold makes every note worth a look."""
APART = 2.0
"""Notes between two assessors from which they see a thing differently."""


@dataclass(frozen=True)
class Assessment:
    """The notes that one assessor gave; those they did not give are absent."""

    assessor: str
    scores: Scores


@dataclass(frozen=True)
class Noted:
    """One note: the mean of `count` assessors, between the lowest and the highest of theirs; or
    the catalogue's, which nobody has looked at yet."""

    value: float
    low: float
    high: float
    count: int
    is_prescored: bool

    @property
    def spread(self) -> float:
        return self.high - self.low


def combine(prescores: Scores, assessments: Sequence[Assessment]) -> dict[str, Noted]:
    """By code of criterion. An assessor counts once: give the last assessment of each."""
    return {
        code: _noted(
            [one.scores[code] for one in assessments if code in one.scores], prescores, code
        )
        for code in dict.fromkeys([*prescores, *(c for one in assessments for c in one.scores)])
    }


def _noted(notes: Sequence[float], prescores: Scores, code: str) -> Noted:
    if notes:
        return Noted(fmean(notes), min(notes), max(notes), len(notes), is_prescored=False)
    note = prescores[code]
    return Noted(note, note, note, 0, is_prescored=True)


def values(noted: Mapping[str, Noted]) -> dict[str, float]:
    """What a grid scores."""
    return {code: one.value for code, one in noted.items()}


def disagreements(noted: Mapping[str, Noted], at_least: float = APART) -> tuple[str, ...]:
    """Codes of the criteria that assessors see differently, the widest gap first."""
    apart = [code for code, one in noted.items() if one.spread >= at_least]
    return tuple(sorted(apart, key=lambda code: -noted[code].spread))


def questions(grid: Grid, scores: Scores) -> tuple[Criterion, ...]:
    """The criteria that deserve attention, in the order of the grid: those asked of every activity,
    and all those of a reading whose score is within `NEAR` points of one of its thresholds. Who can
    specify, check and take back is asked beside them: it is no note."""
    near = {reading for reading in Reading if _is_near(grid, reading, scores)}
    return tuple(one for one in grid.criteria if one.is_asked or one.reading in near)


def _is_near(grid: Grid, reading: Reading, scores: Scores) -> bool:
    score = scoring.score(grid, reading, scores)
    if score is None:
        return False
    return any(abs(score - at) <= NEAR for at in bands.thresholds(grid, reading))
