"""The units of an activity, month by month, as they were measured: what a contract is billed on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, TypeVar

from django.db.models import QuerySet

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries import board, progress
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.domains.performance.queries.measured_activities import VOLUMES
from timonerie.domains.performance.rules import Group
from timonerie.domains.sourcing.rules.offers.exact import exact
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import months as calendar

MONTHS = 12
_Whose = TypeVar("_Whose", int, int | None)
_Place = tuple[int | None, str, date]
State = Literal["measured", "no_activity", "missing"]


@dataclass(frozen=True)
class Units:
    """One month: `count` is exact, 0 without activity, None where a part is missing."""

    month: date
    count: Fraction | None
    state: State


Measured = Mapping[int, Mapping[date, Units]]
"""By activity, then by month."""


def last_months(*, on: date) -> list[date]:
    """The last twelve months that are over and have figures, oldest first; the last twelve that are
    over before any figure."""
    last = progress.last_complete(kind="month", on=on)
    before = on.replace(day=1) - timedelta(days=1)
    return calendar.months_before(last or before.replace(day=1), MONTHS)


def read(
    actor: Actor,
    *,
    activities: Collection[int],
    provider: int | None,
    months: Sequence[date],
    on: date,
) -> Measured:
    """By activity, then by month. Those of the provider where one is given: an activity may have
    several. The metric is the first of `VOLUMES` that has a figure over these months."""
    if not activities or not months:
        return {}
    desk = Board(reach(actor, on=on))
    shape = board.shaped(
        activities=list(activities), providers=None if provider is None else [provider]
    )
    return _measured(desk, shape, {provider: activities}, months)[provider]


def of_providers(
    actor: Actor, wanted: Mapping[int, Collection[int]], *, months: Sequence[date], on: date
) -> dict[int, Measured]:
    """The same, of the activities wanted of each provider; as many queries as for one."""
    activities = {one for found in wanted.values() for one in found}
    if not activities or not months:
        return {one: {} for one in wanted}
    desk = Board(reach(actor, on=on))
    shape = board.shaped(activities=activities, providers=list(wanted))
    return _measured(desk, shape, wanted, months)


def _measured(
    desk: Board,
    series: "QuerySet[Series]",
    wanted: Mapping[_Whose, Collection[int]],
    months: Sequence[date],
) -> dict[_Whose, Measured]:
    rows = series.filter(indicator__code__in=VOLUMES)
    found: dict[int | None, dict[_Place, Reading]] = defaultdict(dict)
    for one in desk.readings(rows, kind="month", starts=list(months)):
        place = (one.group.activity, one.definition.metric.code, one.start)
        found[one.group.provider][place] = one
    return {
        provider: {
            one: _units(desk, Group(provider=provider, activity=one), found[provider], months)
            for one in activities
        }
        for provider, activities in wanted.items()
    }


def _units(
    desk: Board,
    group: Group,
    found: Mapping[_Place, Reading],
    months: Iterable[date],
) -> dict[date, Units]:
    known = {code for activity, code, _start in found if activity == group.activity}
    code = next((one for one in VOLUMES if one in known), VOLUMES[0])
    return {
        month: _month(desk, group, found.get((group.activity, code, month)), month)
        for month in months
    }


def _month(desk: Board, group: Group, reading: Reading | None, month: date) -> Units:
    """A month that a site did not tell is missing: an amount is never said of a part."""
    if reading is None or reading.value is None:
        is_idle = desk.silence(group, kind="month", start=month) == "no_activity"
        return Units(month, Fraction(0), "no_activity") if is_idle else _missing(month)
    if reading.covered < reading.expected:
        return _missing(month)
    return Units(month, exact(reading.value), "measured")


def _missing(month: date) -> Units:
    return Units(month, None, "missing")
