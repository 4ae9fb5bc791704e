"""Families of standing facts: something is there, or there is too much of it, period by period. It
is a fact and not a figure that varies: chance is not the question."""

from collections.abc import Callable

import numpy as np

from timonerie.engine.signals.findings import Finding, last_known, runs
from timonerie.engine.signals.matrix import Matrix
from timonerie.engine.signals.settings import Settings


def from_(least: float, *, usual: float = 0.0) -> Callable[[Matrix, Settings], list[Finding]]:
    """A family that tells each stretch of periods at `least` or above; `usual` is what is expected
    instead. NaN, where nobody can tell, ends a stretch."""

    def find(matrix: Matrix, settings: Settings) -> list[Finding]:
        there = np.asarray(matrix.amounts >= least)
        return [
            Finding(
                row=row,
                opened=first,
                since=first,
                closed=last_known(there, row, last),
                higher=True,
                rate=None,
                expected=usual,
                seen=float(matrix.amounts[row, last]),
            )
            for row, first, last in runs(there)
        ]

    return find
