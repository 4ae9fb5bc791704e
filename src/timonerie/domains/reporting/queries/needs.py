"""Reads of what the sites asked for: what is left to answer, what was answered."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from timonerie.domains.reporting.flash_enums import NeedState
from timonerie.domains.reporting.models import FlashNeed
from timonerie.domains.reporting.queries import flash_places
from timonerie.foundations.accounts.actors import Actor

SHOWN = timedelta(weeks=2)
"""How long an answer is shown on the next flash of its site."""


def visible_to(actor: Actor, *, on: date) -> "QuerySet[FlashNeed]":
    """Of the sites whose flashes a reader follows, the latest first."""
    rows: QuerySet[FlashNeed] = FlashNeed.objects.select_related("unit", "owner__unit")
    rows = rows.order_by("-week", "unit__name", "pk")
    ids = flash_places.site_ids(actor, on=on)
    return rows if ids is None else rows.filter(unit__in=ids)


def waiting(actor: Actor, *, on: date) -> "QuerySet[FlashNeed]":
    """Those asked by a day that nobody answered, the oldest first."""
    rows = visible_to(actor, on=on).filter(
        asked_at__date__lte=on, answer="", dropped_at__isnull=True
    )
    return rows.order_by("asked_at", "pk")


def unowned(actor: Actor, *, on: date) -> "QuerySet[FlashNeed]":
    """Those that wait for an answer or for a post."""
    return waiting(actor, on=on).filter(owner__isnull=True)


def overdue(actor: Actor, *, on: date) -> "QuerySet[FlashNeed]":
    """Those that a post carries and whose day is past."""
    return waiting(actor, on=on).filter(due_date__lt=on)


def of_weeks(actor: Actor, *, first: date, last: date, on: date) -> list[FlashNeed]:
    return list(visible_to(actor, on=on).filter(week__gte=first, week__lte=last))


def told_to(unit_id: int, *, at: datetime) -> list[FlashNeed]:
    """What a site is told on its next flash: what it still waits for, and the last answers."""
    lately = Q(answered_at__gte=at - SHOWN) | Q(answer="")
    rows = FlashNeed.objects.filter(lately, unit=unit_id, dropped_at__isnull=True)
    return list(rows.select_related("unit", "owner__unit").order_by("-week", "pk"))


def of_week(unit_id: int, week: date) -> FlashNeed | None:
    found: FlashNeed | None = FlashNeed.objects.filter(unit=unit_id, week=week).first()
    return found


def state(need: FlashNeed) -> NeedState:
    if need.dropped_at is not None:
        return NeedState.DROPPED
    if need.answer:
        return NeedState.ANSWERED
    return NeedState.OWNED if need.owner_id is not None else NeedState.OPEN
