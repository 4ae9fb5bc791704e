"""Indicators as data; `compute` gives their figures over the facts, and alone needs Ibis."""

from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.engine.indicators.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Known,
    Met,
    Not,
    is_known,
    is_true,
)
from timonerie.engine.indicators.figures import Figure, Figures, roll_up, value_of
from timonerie.engine.indicators.measures import Measure
from timonerie.engine.indicators.metric import Metric, check
from timonerie.engine.indicators.reading import MetricError
from timonerie.engine.indicators.states import State, attained, state

__all__ = [
    "BUILT_IN",
    "All",
    "AnyOf",
    "Compare",
    "Condition",
    "Figure",
    "Figures",
    "Known",
    "Measure",
    "Met",
    "Metric",
    "MetricError",
    "Not",
    "State",
    "attained",
    "check",
    "is_known",
    "is_true",
    "roll_up",
    "state",
    "value_of",
]
