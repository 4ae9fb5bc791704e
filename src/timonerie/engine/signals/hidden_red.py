"""Family « green above, red below »: the figure of all together holds its target while several
sites miss it, period after period. An average hides them."""

import numpy as np

from timonerie.engine.signals.findings import Finding, last_known, runs
from timonerie.engine.signals.matrix import Matrix
from timonerie.engine.signals.settings import Settings

IN_A_ROW = 3
LEAST_SITES, LEAST_SHARE = 2, 1 / 3


def find(matrix: Matrix, settings: Settings, *, beside: Matrix) -> list[Finding]:
    """`matrix` holds 1 where the figure of all held its target, 0 where not, NaN where nobody
    knows; `beside` is a share: sites that missed theirs, among those that were measured. Chance is
    not the question: nobody calibrated it, and `settings` are not used.

    Raises ValueError when the two have not the same series and periods.
    """
    if beside.bases is None or matrix.amounts.shape != beside.amounts.shape:
        raise ValueError("each figure of all has its sites beside it, over the same periods")
    with np.errstate(invalid="ignore", divide="ignore"):
        share = beside.amounts / beside.bases
        many = (beside.amounts >= LEAST_SITES) & (share >= LEAST_SHARE)
        hidden = (matrix.amounts == 1) & many
    return [
        Finding(
            row=row,
            opened=first + IN_A_ROW - 1,
            since=first,
            closed=last_known(hidden, row, last),
            higher=True,
            rate=None,
            expected=0.0,
            seen=float(np.mean(share[row, first : last + 1])),
        )
        for row, first, last in runs(hidden)
        if last - first + 1 >= IN_A_ROW
    ]
