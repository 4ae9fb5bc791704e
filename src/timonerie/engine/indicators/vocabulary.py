"""The closed lists of words a definition is made of."""

from typing import Literal, get_args

Unit = Literal["ratio", "count", "hours", "working_hours", "days", "currency", "quantity"]
Direction = Literal["higher", "lower", "range"]
Aggregate = Literal["count", "ratio", "sum", "mean", "quotient", "median", "p90", "p95"]
Population = Literal["all", "open"]
Anchor = Literal["received", "started", "delivered", "resolved", "due"]
TargetKind = Literal["at_least", "at_most", "within", "yes_no"]
Target = float | tuple[float, float]

UNITS: tuple[Unit, ...] = get_args(Unit)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
AGGREGATES: tuple[Aggregate, ...] = get_args(Aggregate)
POPULATIONS: tuple[Population, ...] = get_args(Population)
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
TARGET_KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
QUANTILES: dict[Aggregate, float] = {"median": 0.5, "p90": 0.9, "p95": 0.95}
