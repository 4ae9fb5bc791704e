"""What is worth watching: which indicators, at which pace, in which direction."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from timonerie.engine.indicators.conditions import Met
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.signals.matrix import FloatArray, Kind, Worse

TOLD_BY_OTHERS = frozenset({"first_time_right", "resolved_cases", "late_caused_by_client"})
"""Indicators of the catalogue that only say again what others say, the other way round."""
SAID_BETTER = {
    "errors": "provider_errors",
    "processing_time_mean": "working_time_to_resolved_median",
}
"""An indicator that is left out of a group where another one, closer to the cause, has figures."""
_BEST = ("median", "mean", "p90", "p95")
_WORKED = {
    "resolved_at": "worked_to_resolve",
    "started_at": "worked_to_start",
    "delivered_at": "worked_to_deliver",
}
LEAST_KNOWN, LEAST_CASES = 0.7, 5
"""A series is read by week where so many of its weeks have a figure, of so many cases usually."""
RESTING = 91
"""Days that a known cause explains, at most: past a quarter, a drift that lasts is told again."""


def watched(metrics: Iterable[Metric]) -> list[Metric]:
    """Indicators worth an alarm of their own: of several summaries of one measure, the one that a
    single case moves least; of stocks, how many."""
    best: dict[Any, Metric] = {}
    for metric in metrics:
        if metric.code in TOLD_BY_OTHERS or metric.aggregate == "sum":
            continue
        if metric.is_stock and metric.aggregate != "count":
            continue
        key = _measured(metric)
        known = best.get(key)
        if known is None or _rank(metric) < _rank(known):
            best[key] = metric
    return list(best.values())


def _measured(metric: Metric) -> Any:
    """What several indicators sum up: the same delay by two clocks is one."""
    measure = metric.measure
    if isinstance(metric.numerator, Met):
        return ("kept", metric.filter)
    if measure is None or metric.aggregate not in _BEST:
        return metric.code
    is_clock = measure.kind == "elapsed" and measure.start == "received_at"
    name = _WORKED.get(measure.end or "", measure.start) if is_clock else measure.start
    return (name, metric.anchor, metric.filter)


def _rank(metric: Metric) -> tuple[bool, int]:
    """Working time before clock time, then what a single case moves least."""
    is_clock = metric.measure is not None and metric.measure.kind == "elapsed"
    return is_clock, _BEST.index(metric.aggregate) if metric.aggregate in _BEST else 0


def worse(metric: Metric) -> Worse:
    """The direction that matters."""
    if metric.direction == "lower":
        return "higher"
    return "lower" if metric.direction == "higher" else "both"


def kind_of(metric: Metric) -> Kind:
    """What chance alone does to it: a stock is a level that follows itself, not a count."""
    if metric.aggregate == "ratio":
        return Kind.SHARE
    return Kind.COUNT if metric.aggregate == "count" and not metric.is_stock else Kind.VALUE


def is_volume(metric: Metric) -> bool:
    return kind_of(metric) is Kind.COUNT


def is_ours(metric: Metric) -> bool:
    """Whether it measures what our own sites do: facts without a provider."""
    named = {(one.column, one.op) for one in metric.filter}
    return ("provider", "is_null") in named


def is_thin(cases: FloatArray) -> bool:
    """Whether weeks say too little of a series (weeks,), NaN where nothing was measured."""
    known = cases[np.isfinite(cases)]
    if known.size < LEAST_KNOWN * cases.size:
        return True
    return float(np.median(known)) < LEAST_CASES


def is_nothing(values: FloatArray) -> bool:
    """Whether a measure usually is nought: what is rare is a count, and was not counted."""
    known = values[np.isfinite(values)]
    return known.size == 0 or float(np.median(known)) == 0
