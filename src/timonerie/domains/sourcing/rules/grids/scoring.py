"""Notes made into one score per reading: a weighted mean of what is known."""

import math

from timonerie.domains.sourcing.enums import Reading
from timonerie.domains.sourcing.rules.grids.shapes import (
    HUNDRED,
    TOP,
    Criterion,
    Grid,
    GridFault,
    Scores,
)

PER_NOTE = HUNDRED / TOP
"""Points of a score that one note is worth when it is alone."""
DIGITS = 9
"""Scores are rounded to the billionth, so that 65 is reached at 65 whatever the order of sums."""


def scored(grid: Grid, reading: Reading, scores: Scores) -> list[tuple[Criterion, float]]:
    """The criteria of a reading that have a note, with it. Notes of criteria that the grid does not
    have are left out. Raises GridFault for a note outside 0..4."""
    found = [(one, scores[one.code]) for one in grid.of(reading) if one.code in scores]
    for one, note in found:
        if not 0 <= note <= TOP:
            raise GridFault("note", one.code)
    return found


def score(grid: Grid, reading: Reading, scores: Scores) -> float | None:
    """From 0 to 100: sum of note x weight over 4 x sum of the weights, over the criteria that have
    a note; None when none that weighs has."""
    found = scored(grid, reading, scores)
    weight = math.fsum(one.weight for one, _ in found)
    if not weight:
        return None
    return as_score(math.fsum(one.weight * note for one, note in found), weight)


def as_score(points: float, weight: float) -> float:
    """Of notes times weights, and of the weights behind them."""
    return round(PER_NOTE * points / weight, DIGITS)


def coverage(grid: Grid, reading: Reading, scores: Scores) -> float:
    """The share of the weight of a reading that has a note, from 0 to 1."""
    known = math.fsum(one.weight for one, _ in scored(grid, reading, scores))
    return known / math.fsum(one.weight for one in grid.of(reading))
