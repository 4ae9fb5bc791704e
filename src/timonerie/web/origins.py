"""Where a target comes from, and what came or not: the background of a figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from timonerie.domains.facts.models import Source
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.queries import coverage
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Coverage, Group, aims_of
from timonerie.engine import periods
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import readings
from timonerie.web.boards import Desk

BEFORE_EVERYTHING = 1900
SHOWN = 12
"""Deliveries that are read at once; the others are folded."""


@dataclass(frozen=True)
class Aim:
    """A target that concerns a figure, and whether it is the one that holds."""

    text: str
    scope: str
    since: str
    source: str
    holds: bool


def aims(desk: Desk, definition: Definition, group: Group) -> list[Aim]:
    """The targets that concern a figure of the month, the one that holds first."""
    known = desk.board.targets_known(definition.indicator.pk, "month", desk.month.start)
    found = aims_of(known, unit=group.unit, provider=group.provider, on=desk.month.start)
    return [
        Aim(
            text=readings.bounds_text(definition.metric, one.low, one.high),
            scope=_scope(desk, one),
            since=_since(one),
            source=one.source,
            holds=rank == 0,
        )
        for rank, one in enumerate(found)
    ]


def _scope(desk: Desk, target: Target) -> str:
    """For whom a target was set."""
    words = {}
    if target.provider_id is not None:
        words["provider"] = desk.names.providers[target.provider_id][1]
    if target.unit_id is not None:
        words["site"] = desk.names.units[target.unit_id][1]
    if len(words) == 2:
        return _("fixée pour %(provider)s à %(site)s") % words
    if "provider" in words:
        return _("fixée pour %(provider)s") % words
    if "site" in words:
        return _("fixée pour %(site)s") % words
    return _("fixée pour tous")


def _since(target: Target) -> str:
    if target.start_date.year <= BEFORE_EVERYTHING:
        return _("depuis toujours")
    return _("depuis le %(day)s") % {"day": formats.day(target.start_date)}


@dataclass(frozen=True)
class Arrival:
    """A source that feeds a place: whether it spoke of the month, and until when it ever spoke."""

    place: str
    source: str
    state: State
    text: str


def arrivals(desk: Desk, group: Group) -> list[Arrival]:
    """What should have come for a group, by place."""
    start, end = desk.month.start, periods.end_of("month", desk.month.start)
    expected = coverage.stored()
    feeding = expected.feeding(group, end=end)
    names = dict(Source.objects.values_list("pk", "name"))
    found = [
        _arrival(desk, expected, place, names, source, (start, end))
        for place, sources in feeding.items()
        for source in sources
    ]
    return sorted(found, key=lambda one: (one.place, one.source))


def _arrival(
    desk: Desk,
    expected: Coverage,
    place: tuple[str, int],
    names: Mapping[int, str],
    source: int,
    span: tuple[date, date],
) -> Arrival:
    start, end = span
    kind, row_id = place
    last = expected.last_day(source, before=end)
    return Arrival(
        place=desk.names.units[row_id][1] if kind == "unit" else _("tous les sites"),
        source=names.get(source, ""),
        state=State.MET if expected.covers(source, start=start, end=end) else State.MISSING,
        text=_arrival_text(last, start, end),
    )


def _arrival_text(last: date | None, start: date, end: date) -> str:
    if last is None:
        return _("rien n’est encore arrivé")
    day = formats.day(min(last, end - timedelta(days=1)))
    if last < start:
        return _("rien depuis le %(day)s") % {"day": day}
    return _("arrivé, jusqu’au %(day)s") % {"day": day}


def missing(found: Iterable[Arrival]) -> Sequence[Arrival]:
    return [one for one in found if one.state == State.MISSING]


def arrived(found: Iterable[Arrival]) -> Sequence[Arrival]:
    return [one for one in found if one.state != State.MISSING]
