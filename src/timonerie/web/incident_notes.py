"""Incidents as events of a chart: each in the month it was known."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.queries import incidents
from timonerie.domains.facts.queries.incidents import Annotation
from timonerie.domains.performance.rules import Group
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats, months
from timonerie.web.boards import TREND, Desk
from timonerie.web.chart_events import Note

LONGEST = 24
"""Characters of an incident that a chart has room for."""


def of(actor: Actor, desk: Desk, group: Group) -> list[Note]:
    """The incidents that explain the months of a group, within what the reader reaches; several
    of a month are one event."""
    if not actor.may("incident.read"):
        return []
    first = months.months_before(desk.month.start, TREND)[0]
    last = periods.end_of("month", desk.month.start) - timedelta(days=1)
    found = incidents.annotations(desk.board.reach, group, first=first, last=last)
    return list(_by_month(desk.slug, found))


def _by_month(slug: str, found: list[Annotation]) -> Iterator[Note]:
    for month, some in groupby(found, key=lambda one: one.day.replace(day=1)):
        yield _note(slug, month, list(some))


def _note(slug: str, month: date, found: list[Annotation]) -> Note:
    detail = " · ".join(_told(one) for one in found)
    if len(found) == 1:
        address = reverse("incident", args=[slug, found[0].public_id])
        return Note(month, _short(found[0].label), detail, address)
    text = ngettext("%(n)s incident", "%(n)s incidents", len(found)) % {"n": len(found)}
    return Note(month, text, detail, reverse("incidents", args=[slug]))


def _told(one: Annotation) -> str:
    words = {"what": one.label, "day": formats.day(one.day, style="short")}
    return _("incident : %(what)s (%(day)s)") % words


def _short(text: str) -> str:
    """Cut between two words."""
    return shorten(text, LONGEST, placeholder="…")
