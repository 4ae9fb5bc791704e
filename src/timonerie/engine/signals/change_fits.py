"""Every way to cut a series into regimes that fit best, for each number of changes.

Costs of all stretches at once, from running sums, then exact dynamic programming over the number
of changes (segment neighbourhood: I. E. Auger and C. E. Lawrence, Bulletin of Mathematical Biology
51, 1989). Time and memory grow with the square of the number of points.
"""

from collections.abc import Iterator

import numpy as np

from timonerie.engine.signals.change_seasons import Floats

Costs = Floats
"""Matrix (n + 1, n + 1): `costs[end, start]` of the stretch start ≤ i < end, infinite if none."""

_BLOCK = 128
"""Ends looked at together, so that the sums stay in the memory nearest to the processor."""


def squares(values: Floats, *, weights: Floats) -> tuple[Costs, Costs]:
    """Sums of weighted squares that a level, and a straight line, leave in every stretch."""
    n = len(values)
    # From -1 to 1: the further from zero, the more the running sums would round.
    time = np.linspace(-1, 1, n)
    mass = np.maximum(_between(weights), 1e-12)
    total, moment = _between(weights * values), _between(weights * time)
    level = _between(weights * values**2) - total**2 / mass
    reach = _between(weights * time**2) - moment**2 / mass
    lean = _between(weights * time * values) - total * moment / mass
    line = level - np.divide(lean**2, reach, out=np.zeros_like(reach), where=reach > 1e-11)
    none = np.triu_indices(n + 1)
    for costs in (level, line):
        np.maximum(costs, 0, out=costs)
        costs[none] = np.inf
    return level, line


def log_spreads(level: Costs, *, floor: float) -> Costs:
    """What a level with a variance of its own costs: m ln(squares / m + floor), for m points."""
    place = np.arange(len(level))
    count = np.maximum(place[:, None] - place[None, :], 1)
    costs: Costs = np.where(np.isinf(level), np.inf, count * np.log(level / count + floor))
    return costs


def best_cuts(costs: Costs, *, shortest: int, most: int) -> Iterator[tuple[float, list[int]]]:
    """Cost and first points of the new regimes, with 0, 1, 2… changes, `most` at most, no regime
    being shorter than `shortest` points."""
    n = len(costs) - 1
    place = np.arange(n + 1)
    allowed = np.where(place[:, None] - place[None, :] < shortest, np.inf, costs)
    reached = allowed[:, 0]
    steps: list[list[int]] = []
    for changes in range(most + 1):
        if changes:
            reached, chosen = _one_more(allowed, reached)
            steps.append(chosen)
        if not np.isfinite(reached[n]):
            return
        yield float(reached[n]), _walk_back(steps, end=n)


def _one_more(allowed: Costs, reached: Floats) -> tuple[Floats, list[int]]:
    """Least costs of reaching each end with one more change, and where that change is."""
    costs, chosen = np.empty_like(reached), list[int]()
    for first in range(0, len(reached), _BLOCK):
        ends = slice(first, first + _BLOCK)
        # No stretch starts after its end: half of the matrix is never read.
        sums = allowed[ends, : ends.stop] + reached[: ends.stop]
        starts = sums.argmin(axis=1)
        costs[ends] = sums[np.arange(len(starts)), starts]
        chosen += starts.tolist()
    return costs, chosen


def _walk_back(steps: list[list[int]], *, end: int) -> list[int]:
    cuts: list[int] = []
    for step in reversed(steps):
        end = step[end]
        cuts.append(end)
    return cuts[::-1]


def _between(values: Floats) -> Floats:
    """Matrix (n + 1, n + 1) of the sums of values from start to end, at [end, start]."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    differences: Floats = sums[:, None] - sums[None, :]
    return differences
