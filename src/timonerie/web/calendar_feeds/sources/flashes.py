"""The flashes of the weeks around, and the days of the needs that a post carries."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.queries import flashes, needs
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.engine import working_days
from timonerie.foundations.wording import formats
from timonerie.web.calendar_feeds.registry import Event, Reader, register

AHEAD = 4
"""Weeks to come that a calendar holds, beside this one."""


@register(permission="flash.read")
def weeks(reader: Reader) -> Iterator[Event]:
    """One a week, on the day most sites owe it: each site's own day is on its page."""
    if flashes.asked_from() is None:
        return
    this = flash_weeks.week_of(reader.on)
    for rank in range(AHEAD + 1):
        week = this + rank * flash_weeks.WEEK
        rule = flash_weeks.in_force(flashes.dues(), week)
        day = flash_weeks.due_day(week, rule, worked=_usual)
        if day is not None:
            yield _week(reader, week, day, rule.hour)


def _usual(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


def _week(reader: Reader, week: date, day: date, hour: int) -> Event:
    return Event(
        key=f"flash-{week.isoformat()}",
        day=day,
        title=_("Flashs des sites, %(hour)s h") % {"hour": formats.number(hour)},
        path=reverse("flash-week", args=[reader.company.slug, week.isoformat()]),
        rings=False,
    )


@register(permission="flash.answer")
def promised(reader: Reader) -> Iterator[Event]:
    """The days by which a post answers a site."""
    rows = needs.waiting(reader.actor, on=timezone.localdate()).filter(due_date__isnull=False)
    for one in rows:
        assert one.due_date is not None
        yield Event(
            key=f"need-{one.public_id}",
            day=one.due_date,
            title=_("Réponse due à %(site)s") % {"site": one.unit.name},
            text=one.text,
            path=reverse("flash-needs", args=[reader.company.slug]),
        )
