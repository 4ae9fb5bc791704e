"""Simulated runs of `bench.signals`: healthy scenarios, false alarms, delays, a whole company.

Every figure is the mean of several runs of their own seeds; those that set a dial are others.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.signal_peers import LEARNT, Peer
from tests.engine.signals.healthy import WEEKS, shares
from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix
from timonerie.engine.signals.settings import WEEKS as A_YEAR

SCENARIOS: dict[str, dict[str, float]] = {
    "n 200": {"cases": 200},
    "n 30": {"cases": 30},
    "n 1,000": {"cases": 1000},
    "n 200, 15 %": {"cases": 200, "spread": 0.15},
    "n 2,000, 30 %": {"cases": 2000, "spread": 0.3},
    "same, AR 0.5": {"cases": 2000, "spread": 0.3, "agreement": 0.5},
}
CHANGE = 52
STEP = np.where(np.arange(WEEKS) >= CHANGE, 2.0, 1.0)
DRIFT = np.interp(np.arange(WEEKS), [CHANGE - 1, CHANGE + 25], [1.0, 2.0])
RUNS, SERIES = 5, 4000
COMPANIES, COMPANY = 20, 500
SEARCHES = 12
FIRST_SEED, MATCHING_SEED, FAILING_SEED, COMPANY_SEED = 1_000, 2_000, 3_000, 40_000
_STUDENT = {5: 2.776, 20: 2.093}  # 97.5th centile, by number of runs


class Healthy(NamedTuple):
    """Episodes per series-year, and the share of the series that have any."""

    rate: float
    any: float


class Delays(NamedTuple):
    """Shares of the series that alarm within four and eight weeks, and the median delay in weeks,
    1 being the week of the change; what had an alarm before it is left out."""

    four: float
    eight: float
    median: float


def false_alarms(peer: Peer, dial: float, scenario: str, *, both: bool) -> list[Healthy]:
    """Of each run."""
    seeds = range(FIRST_SEED, FIRST_SEED + RUNS)
    return [_false(peer, dial, healthy(scenario, seed), both=both) for seed in seeds]


@lru_cache(RUNS * len(SCENARIOS))
def healthy(scenario: str, seed: int, series: int = SERIES) -> Matrix:
    return shares(**SCENARIOS[scenario], series=series, seed=seed)  # type: ignore[arg-type]


def _false(peer: Peer, dial: float, matrix: Matrix, *, both: bool) -> Healthy:
    some = _some(matrix, peer)
    rows, opened = peer.watch(some, dial, both)
    rows = rows[opened >= LEARNT]
    years = (WEEKS - LEARNT) / A_YEAR
    return Healthy(rows.size / some.series / years, np.unique(rows).size / some.series)


def _some(matrix: Matrix, peer: Peer) -> Matrix:
    return matrix.of(slice(round(matrix.series * peer.share)))


def dial_of(peer: Peer, budget: float) -> float:
    """The dial that holds a one-sided budget on healthy series of the first scenario, apart from
    those that are scored."""
    assert peer.dial is not None
    matrix = healthy("n 200", MATCHING_SEED, RUNS * SERIES)
    low, high = peer.dial
    falls = _false(peer, high, matrix, both=False).rate < budget
    for _ in range(SEARCHES):
        middle = float((low * high) ** 0.5)
        if (_false(peer, middle, matrix, both=False).rate > budget) == falls:
            low = middle
        else:
            high = middle
    return float((low * high) ** 0.5)


def delays(peer: Peer, dial: float, times: FloatArray) -> list[Delays]:
    """Of each run, for a rate that is multiplied by `times` (weeks,)."""
    return [_delays(peer, dial, times, FAILING_SEED + run) for run in range(RUNS)]


def _delays(peer: Peer, dial: float, times: FloatArray, seed: int) -> Delays:
    matrix = _some(shares(cases=200, series=SERIES, seed=seed, times=times), peer)
    rows, opened = peer.watch(matrix, dial, False)
    waited = np.full(matrix.series, np.inf)
    late = opened >= CHANGE
    np.minimum.at(waited, rows[late], opened[late] - CHANGE + 1)
    known = waited[~np.isin(np.arange(matrix.series), rows[~late])]
    four, eight = (float((known <= weeks).mean()) for weeks in (4, 8))
    return Delays(four, eight, float(np.median(known)))


def alerts_by_week(peer: Peer, dial: float) -> NDArray[np.intp]:
    """How many episodes open each week, in shape (companies, weeks)."""
    return np.array(
        [
            np.bincount(peer.watch(company, dial, True)[1], minlength=WEEKS)
            for company in map(_company, range(COMPANIES))
        ]
    )


@lru_cache(COMPANIES)
def _company(number: int) -> Matrix:
    """Healthy series, as many of each scenario."""
    each = -(-COMPANY // len(SCENARIOS))
    drawn = [
        healthy(scenario, COMPANY_SEED + 10 * number + place, each)
        for place, scenario in enumerate(SCENARIOS)
    ]
    bases = np.concatenate([one.bases for one in drawn if one.bases is not None])
    amounts = np.concatenate([one.amounts for one in drawn])
    return Matrix(Kind.SHARE, amounts[:COMPANY], bases[:COMPANY])


def mean(runs: Sequence[float] | FloatArray, *, digits: int = 3) -> str:
    """With its 95 % interval (Student)."""
    half = _STUDENT[len(runs)] * float(np.std(runs, ddof=1)) / len(runs) ** 0.5
    return f"{np.mean(runs):.{digits}f} ± {half:.{digits}f}"
