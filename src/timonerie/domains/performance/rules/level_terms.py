"""What a level promises, as it was known: which cases, which figure, what is wanted of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal

from timonerie.engine.indicators.compile import MICROSECONDS, SECONDS
from timonerie.engine.indicators.conditions import Condition
from timonerie.engine.indicators.conditions_json import condition_from_dict
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.reading import MetricError

Unfit = Literal["", "provider", "metric", "target", "unit", "threshold", "filter"]
"""Why a level cannot be measured; empty where it can."""

PERCENT = Fraction(100)
_SCALES: Mapping[tuple[str, str], Fraction] = {
    ("ratio", "percent"): PERCENT,
    ("hours", "hours"): Fraction(1),
    ("working_hours", "hours"): Fraction(1),
    ("days", "hours"): Fraction(24),
    ("hours", "days"): Fraction(1, 24),
    ("days", "days"): Fraction(1),
    ("count", "count"): Fraction(1),
    ("quantity", "count"): Fraction(1),
}
_USUAL = {
    "ratio": "percent",
    "hours": "hours",
    "working_hours": "hours",
    "days": "days",
    "count": "count",
    "quantity": "count",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """`unit` is told in the words of the level, `threshold` in the same unit where that is a time,
    in the unit of the metric otherwise. `activities` are row ids, empty for every one."""

    metric: str
    target: float | None
    unit: str
    at_least: bool
    threshold: float | None
    provider: int | None
    site: int | None
    activities: tuple[int, ...]
    filter: tuple[str, ...]
    """Conditions of the engine as sorted JSON texts, which compare."""

    @property
    def is_share(self) -> bool:
        """Whether the promise is on the share of cases within a threshold."""
        return self.threshold is not None

    def conditions(self) -> tuple[Condition, ...]:
        """Which cases are kept, as the engine reads them. Raises MetricError, in French."""
        return conditions([json.loads(text) for text in self.filter])

    def to_json(self) -> dict[str, Any]:
        """Plain values, which `from_json` reads back equal."""
        data = asdict(self)
        return {**data, "activities": list(self.activities), "filter": list(self.filter)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Terms":
        lists = {"activities": tuple(data["activities"]), "filter": tuple(data["filter"])}
        return cls(**{**data, **lists})


def unfit(terms: Terms, metric: Metric | None) -> Unfit:
    """Why these terms cannot be measured by that metric, the first reason found."""
    if terms.provider is None:
        return "provider"
    if metric is None:
        return "metric"
    if terms.target is None:
        return "target"
    if terms.is_share and not _has_cases_to_compare(metric):
        return "threshold"
    if (limit_scale(terms, metric) if terms.is_share else scale(terms, metric)) is None:
        return "unit"
    return "" if _reads(terms) else "filter"


def _reads(terms: Terms) -> bool:
    try:
        terms.conditions()
    except MetricError:
        return False
    return True


def _has_cases_to_compare(metric: Metric) -> bool:
    """Whether each case has a measure of its own, over a period."""
    return metric.measure is not None and metric.per is None and not metric.is_stock


def scale(terms: Terms, metric: Metric) -> Fraction | None:
    """By what a value of the metric is multiplied to be told in the unit of the level; None where
    they do not compare: days of work have no fixed hours."""
    return _SCALES.get((metric.unit, terms.unit or _USUAL.get(metric.unit, "")))


def limit_scale(terms: Terms, metric: Metric) -> Fraction | None:
    """By what the threshold is multiplied to be compared with the measures that the engine keeps
    (microseconds, working seconds, the number itself)."""
    assert metric.measure is not None
    own = SECONDS if metric.measure.kind == "worked" else MICROSECONDS
    divisor = Fraction(own.get(metric.unit, 1.0))
    told = terms.unit if terms.unit in ("hours", "days") else _USUAL.get(metric.unit, "")
    ratio = _SCALES.get((metric.unit, told))
    return None if ratio is None else divisor / ratio


def limit(terms: Terms, metric: Metric) -> Fraction:
    """The threshold in the measures that the engine keeps. Raises ValueError where they do not
    compare."""
    by = limit_scale(terms, metric)
    if by is None or terms.threshold is None:
        raise ValueError(f"{metric.code} has no threshold in {terms.unit}")
    return exact(terms.threshold) * by


def conditions(filters: object) -> tuple[Condition, ...]:
    """The conditions of a level as the engine reads them. Raises MetricError, in French."""
    if not isinstance(filters, list | tuple):
        raise MetricError("filter", "une liste de conditions est attendue.")
    return tuple(
        condition_from_dict(one, f"filter[{rank}]") for rank, one in enumerate(filters, start=1)
    )


def exact(number: float) -> Fraction:
    """A number as it was typed: 0.1 is a tenth."""
    return Fraction(str(number))


def is_held(terms: Terms, value: Fraction) -> bool:
    """Whether a figure, in the unit of the level, keeps the promise."""
    assert terms.target is not None
    target = exact(terms.target)
    return value >= target if terms.at_least else value <= target
