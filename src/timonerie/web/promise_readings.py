"""What the stored figures say of a promise: its indicator over the last three whole months."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from django.utils import timezone

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import board, definitions
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import perimeter
from timonerie.domains.sourcing.enums import Benefit
from timonerie.domains.sourcing.models import Activity, PromisedBenefit
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import months as month_words
from timonerie.web import months

COUNT = 3
#: The units of an indicator that can measure each kind of benefit.
UNITS = {
    Benefit.DELAY: frozenset({"hours", "working_hours"}),
    Benefit.ERRORS: frozenset({"ratio"}),
}


@dataclass(frozen=True)
class Measured:
    """`value` in the unit of the benefit, over `months` months that have a figure and `n` cases."""

    value: float
    months: int
    n: int
    label: str


def of(actor: Actor, benefits: Iterable[PromisedBenefit]) -> dict[int, Measured]:
    """By row id of the promise; those that no figure measures are absent."""
    told = [one for one in benefits if one.metric]
    if not told or not actor.may("indicator.read"):
        return {}
    found = _by_activity(actor, {one.decision.activity_id for one in told})
    several = {one.pk: found.get((one.decision.activity_id, one.metric), []) for one in told}
    return {pk: _together(readings) for pk, readings in several.items() if readings}


def choices(actor: Actor, activity: Activity) -> list[tuple[str, str]]:
    """The indicators measured for an activity that can measure a promise: code and label; two
    queries."""
    if not actor.may("indicator.read"):
        return []
    ever = board.shaped(activities=[activity.pk]).filter(
        perimeter=perimeter(reach(actor, on=timezone.localdate()).function_ids)
    )
    measured = set(ever.values_list("indicator_id", flat=True))
    known = [one for one in definitions.known() if one.indicator.pk in measured]
    return [(one.metric.code, one.metric.label) for one in known if _kind(one) is not None]


def fits(kind: Benefit, code: str) -> bool:
    """Whether an indicator measures a kind of benefit: in its unit, and less of it is better."""
    found = next((one for one in definitions.known() if one.metric.code == code), None)
    return found is not None and _kind(found) == kind


def _kind(definition: Definition) -> Benefit | None:
    metric = definition.metric
    if metric.direction != "lower":
        return None
    return next((kind for kind, units in UNITS.items() if metric.unit in units), None)


def _by_activity(
    actor: Actor, activities: Iterable[int]
) -> dict[tuple[int | None, str], list[Reading]]:
    today = timezone.localdate()
    month = months.last(today=today)
    if month is None:
        return {}
    series = board.shaped(activities=list(activities))
    starts = month_words.months_before(month.start, COUNT)
    readings = Board(reach(actor, on=today)).readings(series, kind="month", starts=starts)
    found: dict[tuple[int | None, str], list[Reading]] = defaultdict(list)
    for one in readings:
        if one.value is not None:
            found[one.group.activity, one.definition.metric.code].append(one)
    return found


def _together(readings: Sequence[Reading]) -> Measured:
    """A share over all its cases; a delay as the mean of its months, each with its cases."""
    definition, n = readings[0].definition, sum(one.n for one in readings)
    parts = [(one.numerator, one.denominator) for one in readings]
    below = fsum(part or 0.0 for _above, part in parts)
    if definition.metric.aggregate == "ratio" and below:
        value = fsum(part or 0.0 for part, _below in parts) / below
    else:
        value = fsum((one.value or 0.0) * one.n for one in readings) / (n or 1)
    return Measured(value=value, months=len(readings), n=n, label=definition.metric.label)
