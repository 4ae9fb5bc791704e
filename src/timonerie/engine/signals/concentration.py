"""Family « concentration »: several vital activities with one provider. Two are enough: what it
costs matters less than what stops with it."""

import numpy as np

from timonerie.engine.signals.findings import Finding, last_known, runs
from timonerie.engine.signals.matrix import Matrix
from timonerie.engine.signals.settings import Settings

TOO_MANY = 2


def find(matrix: Matrix, settings: Settings) -> list[Finding]:
    """Vital activities that each provider serves, period by period. It is a fact, not a figure
    that varies: chance is not the question, and `settings` are not used."""
    many = np.asarray(matrix.amounts >= TOO_MANY)
    return [
        Finding(
            row=row,
            opened=first,
            since=first,
            closed=last_known(many, row, last),
            higher=True,
            rate=None,
            expected=1.0,
            seen=float(matrix.amounts[row, last]),
        )
        for row, first, last in runs(many)
    ]
