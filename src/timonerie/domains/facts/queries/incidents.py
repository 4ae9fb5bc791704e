"""Reads of the incidents, as far as each reader reaches, and what they explain of the figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone

from timonerie.domains.facts.models import Incident, IncidentSeverity, IncidentSite
from timonerie.domains.facts.models.incidents import IncidentQuerySet
from timonerie.domains.facts.rules.incidents import spans, totals
from timonerie.domains.facts.rules.incidents.spans import Place, Span
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.actors import Actor


class Grouped(Protocol):
    """The dimensions of a series of figures; None is all together."""

    @property
    def unit(self) -> int | None: ...
    @property
    def provider(self) -> int | None: ...
    @property
    def activity(self) -> int | None: ...
    @property
    def team(self) -> int | None: ...


@dataclass(frozen=True)
class Annotation:
    """An incident as a chart tells it: the day it was known, in a few words, and the identifier
    that its address is made of."""

    day: date
    label: str
    public_id: UUID


@dataclass(frozen=True)
class KnownCause:
    """Days, both included, that an incident whose cause is known explains."""

    span: Span
    label: str
    cause: str
    public_id: UUID


def visible_to(actor: Actor, *, on: date | None = None) -> IncidentQuerySet:
    """Incidents the reader reaches on a day, archived ones too."""
    return _within(reach(actor, on=on or timezone.localdate()))


def listed(actor: Actor, *, on: date, archived: bool = False) -> list[Incident]:
    """Those that the reader reaches, the last known first, with whom they touch: three
    queries, one of them for the reach."""
    found = (
        visible_to(actor, on=on)
        .filter(archived_at__isnull=not archived)
        .order_by("-known_at", "-pk")
    )
    return list(with_parts(found))


def with_parts(rows: IncidentQuerySet) -> IncidentQuerySet:
    """With the rows that an incident names."""
    sites = IncidentSite.objects.select_related("unit").order_by("unit__name", "pk")
    named = ("provider", "activity", "team", "owner_seat__unit", "owner_person", "link")
    return rows.select_related(*named).prefetch_related(Prefetch("sites", queryset=sites))


def of_provider(actor: Actor, *, provider: int, on: date, most: int) -> list[Incident]:
    rows = visible_to(actor, on=on).filter(provider=provider)
    return _last(rows, most)


def of_unit(actor: Actor, *, unit: int, on: date, most: int) -> list[Incident]:
    rows = visible_to(actor, on=on).filter(Q(sites__unit=unit) | Q(team=unit)).distinct()
    return _last(rows, most)


def _last(rows: IncidentQuerySet, most: int) -> list[Incident]:
    """The last known of some, without whom they touch: one query."""
    return list(rows.active().order_by("-known_at", "-pk")[:most])


def totals_of(found: Iterable[Incident]) -> totals.Totals:
    return totals.of(
        totals.Counted(
            one.known_at, one.told_at, one.provider_id, one.cause, one.cost, one.currency
        )
        for one in found
    )


def annotations(seen: Reach, group: Grouped, *, first: date, last: date) -> list[Annotation]:
    """The incidents known between two days that explain the figures of a group, within what a
    reader reaches, in the order of time; for the figures of everybody, the major ones."""
    rows = _within(seen).active().filter(**_between(first, last))
    return [
        Annotation(timezone.localdate(one.known_at), one.what, one.public_id)
        for one in _meeting(rows.order_by("known_at", "pk"), group)
    ]


def known_causes(group: Grouped, *, first: date, last: date) -> list[KnownCause]:
    """What of the days of a group an incident with a known cause explains, in the order of time:
    from the day it was known to the one it ended, or was closed, or to `last` while it lasts. For
    what judges the figures of a whole company: no reader narrows it."""
    start, end = _bounds(first, last)
    rows = Incident.objects.active().during(first=start, end=end).exclude(cause="")
    found = []
    for one in _meeting(rows.order_by("known_at", "pk"), group):
        over = one.ended_at or one.closed_at
        known, ended = timezone.localdate(one.known_at), over and timezone.localdate(over)
        span = spans.within(known, ended, first=first, last=last)
        if span is not None:
            found.append(KnownCause(span, one.what, one.cause, one.public_id))
    return found


def place_of(one: Incident) -> Place:
    units = frozenset(site.unit_id for site in one.sites.all())
    return Place(units, one.provider_id, one.activity_id, one.team_id)


def _within(seen: Reach) -> IncidentQuerySet:
    """What a mandate narrows must be named: `rules.incidents.touching` says the same."""
    rows: IncidentQuerySet = Incident.objects.all()
    if seen.provider_ids is not None:
        rows = rows.filter(provider_id__in=seen.provider_ids)
    if seen.function_ids is not None:
        rows = rows.filter(activity__function_id__in=seen.function_ids)
    if seen.unit_ids is not None:
        touched = IncidentSite.objects.filter(unit_id__in=seen.unit_ids)
        of_team = Q(team_id__in=seen.unit_ids)
        rows = rows.filter(of_team | Q(pk__in=touched.values("incident_id")))
    return rows


def _meeting(rows: IncidentQuerySet, group: Grouped) -> list[Incident]:
    figure = _figure(group)
    # The sites of an incident are read only where the figure is of some of them.
    found, place = (rows.prefetch_related("sites"), place_of) if figure.units else (rows, _whose)
    return [
        one
        for one in found
        if spans.explains(place(one), figure, is_major=one.severity == IncidentSeverity.MAJOR)
    ]


def _whose(one: Incident) -> Place:
    return Place(frozenset(), one.provider_id, one.activity_id, one.team_id)


def _figure(group: Grouped) -> Place:
    """The sites of a region are those under it."""
    units: frozenset[int] = frozenset()
    if group.unit is not None:
        known = directory.places().values()
        units = frozenset(one.pk for one in known if one.is_under(group.unit))
    return Place(units, group.provider, group.activity, group.team)


def _between(first: date, last: date) -> dict[str, datetime]:
    start, end = _bounds(first, last)
    return {"known_at__gte": start, "known_at__lt": end}


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants at which two days start and end, on the clock of the company."""
    after = last + timedelta(days=1)
    return _midnight(first), _midnight(after)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
