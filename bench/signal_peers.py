"""The usual rules that watch a series, each written as its source states it, on whole matrices.

All learn on the first `LEARNT` periods and watch the rest. A peer is asked for the alarms that it
raises with a dial at a value; `usual` is the value of its source. An excursion counts once for
everybody, by the episodes of the product: a peer's is over after four weeks without an alarm where
its statistic stays below half of its limit (ours asks for 1.5 of a limit of about 3.2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log

import numpy as np
from river import drift

from timonerie.engine.signals import level
from timonerie.engine.signals.episodes import episodes
from timonerie.engine.signals.matrix import BoolArray, FloatArray, IntArray, Matrix
from timonerie.engine.signals.settings import WEEKS, Settings

LEARNT = 26
_D2 = 1.128  # expected range of two normal deviates
_HEALTHY_WEEKS = WEEKS / 0.1

Alarms = tuple[IntArray, IntArray]
"""Rows, and the periods at which their episodes open."""
Directions = tuple[FloatArray, FloatArray]
"""Statistics (series, periods) that grow as the level rises, and as it falls."""


@dataclass(frozen=True, slots=True)
class Peer:
    """`watch` a matrix with the dial at a value, both directions or the higher one only. `dial`
    bounds the search of a budget (None: no dial holds one); `share` of the series measured."""

    name: str
    usual: float
    watch: Callable[[Matrix, float, bool], Alarms]
    dial: tuple[float, float] | None
    share: float = 1.0


def _chart(
    name: str, usual: float, statistics: Callable[[Matrix], Directions], *, most: float = 20.0
) -> Peer:
    def watch(matrix: Matrix, limit: float, both: bool) -> Alarms:
        found = [_opened(one, limit) for one in statistics(matrix)[: 2 if both else 1]]
        rows, opened = (np.concatenate(part) for part in zip(*found, strict=True))
        return rows, opened

    return Peer(name, usual, watch, (0.5, most))


def _opened(statistic: FloatArray, limit: float) -> Alarms:
    watched = np.arange(statistic.shape[1]) >= LEARNT
    found = episodes(((statistic > limit) & watched).T, (statistic < limit / 2).T)
    return found.rows, found.opened


def _ours(matrix: Matrix, budget: float, both: bool) -> Alarms:
    found = level.detect(matrix, Settings(budget, "both" if both else "higher"))
    return found.rows, found.opened


# Statistics


def _rates(matrix: Matrix) -> FloatArray:
    assert matrix.bases is not None
    return matrix.amounts / matrix.bases


def _learnt_rate(matrix: Matrix) -> FloatArray:
    """(series, 1); half an error more keeps a past without any from promising none."""
    assert matrix.bases is not None
    cases = matrix.bases[:, :LEARNT].sum(axis=1)
    return np.asarray((matrix.amounts[:, :LEARNT].sum(axis=1) + 0.5) / (cases + 1))[:, None]


def _deviates(matrix: Matrix) -> FloatArray:
    """Of a p chart: the spread is the binomial's (W. A. Shewhart, 1931)."""
    assert matrix.bases is not None
    rate = _learnt_rate(matrix)
    deviates: FloatArray = (_rates(matrix) - rate) / np.sqrt(rate * (1 - rate) / matrix.bases)
    return deviates


def _moving_spread(values: FloatArray) -> FloatArray:
    ranges: FloatArray = np.abs(np.diff(values[:, :LEARNT], axis=1)).mean(axis=1)
    spread: FloatArray = np.maximum(ranges / _D2, 1e-12)[:, None]
    return spread


def individuals(matrix: Matrix) -> FloatArray:
    """Deviates of an XmR chart: the spread is that of the moving range."""
    rates = _rates(matrix)
    centre: FloatArray = rates[:, :LEARNT].mean(axis=1, keepdims=True)
    return (rates - centre) / _moving_spread(rates)


def _laney(matrix: Matrix) -> FloatArray:
    """p' chart (D. B. Laney, Quality Engineering 14, 2002): deviates, over their own spread."""
    deviates = _deviates(matrix)
    return deviates / _moving_spread(deviates)


def _both(values: FloatArray) -> Directions:
    return values, -values


def _weighted(matrix: Matrix) -> Directions:
    """EWMA of weight 0.2 over its own spread (S. W. Roberts, Technometrics 1, 1959)."""
    deviates, weight = _deviates(matrix), 0.2
    told = np.zeros_like(deviates)
    for week in range(LEARNT, deviates.shape[1]):
        told[:, week] = told[:, week - 1] + weight * (deviates[:, week] - told[:, week - 1])
    age = np.maximum(np.arange(deviates.shape[1]) - LEARNT + 1, 1)
    return _both(told / np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * age))))


def _cumulated(steps: FloatArray) -> FloatArray:
    told = np.zeros_like(steps)
    for week in range(LEARNT, steps.shape[1]):
        told[:, week] = np.maximum(told[:, week - 1] + steps[:, week], 0)
    return told


def _sums(matrix: Matrix) -> Directions:
    """CUSUM of deviates, allowance 0.5 (E. S. Page, Biometrika 41, 1954)."""
    deviates = _deviates(matrix)
    return _cumulated(deviates - 0.5), _cumulated(-deviates - 0.5)


def _likelihoods(matrix: Matrix) -> Directions:
    """CUSUM of the log-likelihood of twice, and of half, the rate learnt (Page, 1954)."""
    return _cumulated(_ratio(matrix, 2.0)), _cumulated(_ratio(matrix, 0.5))


def _ratio(matrix: Matrix, times: float) -> FloatArray:
    assert matrix.bases is not None
    rate = np.minimum(_learnt_rate(matrix), 0.49)
    spared = np.log((1 - times * rate) / (1 - rate))
    ratio: FloatArray = matrix.amounts * log(times) + (matrix.bases - matrix.amounts) * spared
    return ratio


def nelson(deviates: FloatArray) -> BoolArray:
    """Whether any of the eight rules speaks (L. S. Nelson, Journal of Quality Technology 16,
    1984)."""
    step = np.diff(deviates, axis=1, prepend=deviates[:, :1])
    turns = np.zeros(deviates.shape, bool)
    turns[:, 2:] = step[:, 2:] * step[:, 1:-1] < 0
    far = np.abs(deviates)
    told: BoolArray = (far > 3) | (_among(turns, 12) == 12)
    told |= (_among(far < 1, 15) == 15) | (_among(far > 1, 8) == 8)
    for side, rise in ((deviates, step), (-deviates, -step)):
        told |= (_among(side > 0, 9) == 9) | (_among(rise > 0, 5) == 5)
        told |= (_among(side > 2, 3) >= 2) & (side > 2)
        told |= (_among(side > 1, 5) >= 4) & (side > 1)
    return told


def _among(mask: BoolArray, length: int) -> IntArray:
    """How many of the last periods."""
    run = np.cumsum(mask, axis=1, dtype=np.int64)
    run[:, length:] -= run[:, :-length].copy()
    return run


def _nelson(matrix: Matrix) -> Directions:
    told = nelson(individuals(matrix)).astype(float)
    return told, np.zeros_like(told)


# river: one series after the other, on the deviates of the p chart


def _adwin(matrix: Matrix, trust: float, both: bool) -> Alarms:
    """ADWIN (A. Bifet and R. Gavaldà, SDM 2007), delta being 10 to the power of -trust. With its
    default delta, all its defaults; else it looks every week rather than every 32."""
    plain = trust == _TRUST
    detectors = [
        drift.ADWIN(delta=10**-trust, clock=32 if plain else 1) for _row in range(matrix.series)
    ]
    told = np.zeros(matrix.amounts.shape)
    for row, values in enumerate(_deviates(matrix)):
        one = detectors[row]
        for week, value in enumerate(values.tolist()):
            before = one.estimation
            one.update(value)
            told[row, week] = one.drift_detected and (both or one.estimation > before)
    return _opened(told, 0.5)


def _page_hinkley(matrix: Matrix, threshold: float, both: bool) -> Alarms:
    """Page-Hinkley's test (Page, 1954; D. V. Hinkley, Biometrika 58, 1971)."""
    told = np.zeros(matrix.amounts.shape)
    for row, values in enumerate(_deviates(matrix)):
        one = drift.PageHinkley(threshold=threshold, mode="both" if both else "up")
        for week, value in enumerate(values.tolist()):
            one.update(value)
            told[row, week] = one.drift_detected
    return _opened(told, 0.5)


_TRUST = -log(0.002, 10)

OURS = Peer("ours", 0.1, _ours, (0.02, 1.0))
NELSON = Peer("XmR + Nelson 1-8", 0.5, _chart("", 0.5, _nelson).watch, None)
LIKELIHOOD = _chart(
    # In one direction, chance waits exp(limit) weeks at least (G. Lorden, Annals of Mathematical
    # Statistics 42, 1971): the limit that promises a budget of 0.1 in both.
    "likelihood-ratio CUSUM",
    log(2 * _HEALTHY_WEEKS),
    _likelihoods,
)
PEERS = (
    _chart("XmR rule 1", 3.0, lambda matrix: _both(individuals(matrix))),
    NELSON,
    _chart("Shewhart p rule 1", 3.0, lambda matrix: _both(_deviates(matrix))),
    _chart("Laney p' rule 1", 3.0, lambda matrix: _both(_laney(matrix))),
    _chart("EWMA 0.2, 3", 3.0, _weighted),
    _chart("CUSUM 0.5, 5", 5.0, _sums),
    LIKELIHOOD,
    Peer("river ADWIN", _TRUST, _adwin, (0.01, 12.0), share=0.1),
    Peer("river Page-Hinkley", 50.0, _page_hinkley, (1.0, 200.0), share=0.1),
)
