"""Family « corrections »: figures that were closed change afterwards, more often than before."""

from dataclasses import replace

from timonerie.engine.signals.findings import STILL, Finding, of_level
from timonerie.engine.signals.matrix import Kind, Matrix
from timonerie.engine.signals.settings import Settings

LEAST = 2
"""Corrected periods of an episode."""


def find(matrix: Matrix, settings: Settings) -> list[Finding]:
    """Closed figures that were corrected among those closed: more than before. One late file
    corrects many figures at once: count a period once.

    Raises ValueError for a matrix that is not of shares.
    """
    if matrix.kind is not Kind.SHARE:
        raise ValueError("corrections are a share of what was closed")
    found = of_level(matrix, replace(settings, worse="higher"))
    return [repeated for one in found if (repeated := _repeated(matrix, one)) is not None]


def _repeated(matrix: Matrix, one: Finding) -> Finding | None:
    """The episode from its second corrected period on: a single correction is told as such where
    it happened, and is no habit."""
    end = matrix.periods if one.closed == STILL else one.closed
    corrected = [place for place in range(one.since, end) if matrix.amounts[one.row, place] > 0]
    if len(corrected) < LEAST:
        return None
    return replace(one, opened=max(one.opened, corrected[LEAST - 1]))
