"""Reads of the rituals, as far as each reader reaches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.rituals.enums import OccurrenceState
from timonerie.domains.rituals.models import (
    CalendarExport,
    Ritual,
    RitualOccurrence,
    RitualOccurrenceQuerySet,
    RitualQuerySet,
)
from timonerie.domains.rituals.rules import regularity
from timonerie.domains.rituals.rules.regularity import Regularity
from timonerie.engine.meetings.cadence import Cadence, slots
from timonerie.foundations.accounts.actors import Actor

YEAR = timedelta(days=365)
SHOWN = 12
"""Past meetings that a row of dots shows."""


def visible_to(actor: Actor, *, at: datetime) -> RitualQuerySet:
    """Those of the units a reader reaches, and those of the calendars they gave themselves; all of
    them for who is narrowed by nothing."""
    rows: RitualQuerySet = Ritual.objects.all()
    seen = reach(actor, on=timezone.localdate(at))
    if reaches_all(seen):
        return rows
    own = Q(export__user_id=actor.user_id) if actor.may("ritual.write") else Q()
    if seen.unit_ids is None:
        return rows.filter(own) if own else rows.none()
    return (
        rows.filter(own | Q(unit_id__in=seen.unit_ids))
        if own
        else rows.filter(unit_id__in=seen.unit_ids)
    )


def exports_visible_to(actor: Actor, *, at: datetime) -> "list[CalendarExport]":
    """The calendars that were read, the last first; their own only for a narrowed reader."""
    rows = CalendarExport.objects.order_by("-received_at", "-pk")
    if not reaches_all(reach(actor, on=at.date())):
        rows = rows.filter(user_id=actor.user_id)
    return list(rows)


def reaches_all(seen: Reach) -> bool:
    return (seen.unit_ids, seen.provider_ids, seen.function_ids) == (None, None, None)


@dataclass(frozen=True)
class Told:
    """A ritual with what a page says of it. `past` are its last meetings, the oldest first;
    `asked` those that vanished from an agenda, of one that is kept."""

    ritual: Ritual
    cadence: Cadence
    next: RitualOccurrence | None
    regularity: Regularity
    past: list[RitualOccurrence]
    asked: list[RitualOccurrence]


def told(rituals: Iterable[Ritual], *, at: datetime) -> list[Told]:
    """In the order given; one query for all their meetings."""
    listed = list(rituals)
    rows = RitualOccurrence.objects.filter(
        ritual__in=[one.pk for one in listed], start__gte=at - YEAR
    ).order_by("start", "pk")
    by_ritual: Mapping[int, list[RitualOccurrence]] = defaultdict(list)
    for row in rows:
        by_ritual[row.ritual_id].append(row)
    return [_told(one, by_ritual[one.pk], at) for one in listed]


def _told(ritual: Ritual, rows: list[RitualOccurrence], at: datetime) -> Told:
    past = [one for one in rows if one.start <= at]
    coming = (OccurrenceState.SEEN, OccurrenceState.HELD)
    is_over = ritual.state in ("ended", "set_aside")
    to_come = [one for one in rows if one.start > at and one.state in coming and not is_over]
    pace = cadence_of(ritual)
    return Told(
        ritual=ritual,
        cadence=pace,
        next=to_come[0] if to_come else None,
        regularity=regularity.of([one.state for one in past], slots=_slots(ritual, pace, past)),
        past=past[-SHOWN:],
        asked=[one for one in rows if one.state == OccurrenceState.VANISHED]
        if ritual.state == "kept"
        else [],
    )


def _slots(ritual: Ritual, pace: Cadence, past: list[RitualOccurrence]) -> int:
    """What the pace alone puts between the first and the last meeting: a rule lists them all."""
    if ritual.rule or not past:
        return 0
    zone = ZoneInfo(ritual.zone)
    return slots(
        pace, past[0].start.astimezone(zone).date(), past[-1].start.astimezone(zone).date()
    )


def cadence_of(ritual: Ritual) -> Cadence:
    return Cadence(
        ritual.frequency,
        ritual.interval,
        tuple(ritual.weekdays),
        ritual.nth,
        ritual.month_day,
        ritual.hour,
    )


def asked(actor: Actor, *, at: datetime) -> RitualOccurrenceQuerySet:
    """Meetings that vanished from an agenda, of which somebody must say why."""
    rows: RitualOccurrenceQuerySet = RitualOccurrence.objects.asked()
    return rows.filter(ritual__in=visible_to(actor, at=at))
