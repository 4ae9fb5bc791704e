"""What a promised level does not say and its measure needs: asked, never guessed."""

from dataclasses import dataclass
from enum import StrEnum

from timonerie.domains.contracts.enums import LevelUnit
from timonerie.engine.indicators.catalogue import BUILT_IN

DURATIONS = frozenset({"hours", "working_hours", "days"})
_TIMES = (LevelUnit.HOURS, LevelUnit.DAYS)


class Gap(StrEnum):
    METRIC = "metric"
    TARGET = "target"
    UNIT = "unit"
    THRESHOLD = "threshold"
    CAP = "cap"


@dataclass(frozen=True)
class Promise:
    """As `models.ServiceLevel`; `cap_said` is the cap as the statement of work words it."""

    metric: str
    target: float | None
    unit: str
    threshold: float | None
    is_followed: bool = False
    has_cap: bool = False
    cap_said: str = ""


def gaps(promise: Promise) -> tuple[Gap, ...]:
    """What keeps it from being measured, or from costing what it says, in the order to ask."""
    if promise.is_followed:
        return () if promise.metric else (Gap.METRIC,)
    found = []
    if not promise.metric:
        found.append(Gap.METRIC)
    if promise.target is None:
        found.append(Gap.TARGET)
    if not promise.unit or not fits(promise.metric, promise.unit):
        found.append(Gap.UNIT)
    elif wants_threshold(promise.metric, promise.unit) and promise.threshold is None:
        found.append(Gap.THRESHOLD)
    if promise.cap_said and not promise.has_cap:
        found.append(Gap.CAP)
    return tuple(found)


def wants_threshold(metric: str, unit: str) -> bool:
    """Whether a share of cases is promised of a duration: « 95 % of cases within 4 hours »."""
    return unit == LevelUnit.PERCENT and _unit(metric) in DURATIONS


def fits(metric: str, unit: str) -> bool:
    """Whether a figure may be told in a unit; anything may, of an indicator of one's own."""
    measured = _unit(metric)
    if measured is None:
        return True
    if unit in _TIMES:
        return measured in DURATIONS
    if unit == LevelUnit.PERCENT:
        return measured == "ratio" or measured in DURATIONS
    return measured in ("count", "quantity", "currency")


def _unit(metric: str) -> str | None:
    return BUILT_IN[metric].unit if metric in BUILT_IN else None
