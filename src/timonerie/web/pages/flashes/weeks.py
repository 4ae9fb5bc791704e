"""The week of every site on one page: what each told, who is silent, what is needed; and the weeks
before."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import FlashNeed
from timonerie.domains.reporting.queries import flash_places, flashes, needs
from timonerie.domains.reporting.queries.flashes import Told
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.wording import formats
from timonerie.web import flash_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.flashes import tables
from timonerie.web.pages.flashes.frame import crumbs, week_called
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show

BACK = 12
"""Weeks before this one that the list of weeks holds."""


@policy("flash.read")
def index(request: CompanyRequest) -> HttpResponse:
    """The last week that somebody told, or that was due: on Monday, the one that has just ended."""
    at, today = timezone.now(), timezone.localdate()
    this = flash_weeks.week_of(today)
    told = flashes.over(request.actor, first=this - BACK * flash_weeks.WEEK, last=this, at=at)
    last = next((one for one in told if one.filed or one.silent), told[0])
    context = _context(request, last, today, at)
    context["weeks"] = tables.of_weeks(request, [one for one in told if one.sites])
    context["is_begun"] = flashes.asked_from() is not None
    context["breadcrumbs"] = []
    return show(request, "flashes/index.html", context)


@policy("flash.read")
def week(request: CompanyRequest, start: str) -> HttpResponse:
    monday = week_called(start)
    at = timezone.now()
    told = flashes.of_week(request.actor, week=monday, at=at)
    context = _context(request, told, timezone.localdate(at), at)
    context["breadcrumbs"] = crumbs(request, (flash_words.titled_week(monday), ""))
    return show(request, "flashes/week.html", context)


def _context(request: CompanyRequest, told: Told, today: date, at: datetime) -> dict[str, Any]:
    monday = told.week
    asked = needs.of_weeks(request.actor, first=monday, last=monday, on=today)
    waiting = list(needs.waiting(request.actor, on=today).filter(week__lt=monday))
    known = flashes.clocks(at)
    return {
        "told": told,
        "week": monday,
        "week_label": flash_words.titled_week(monday),
        "coverage": flash_words.coverage(told),
        "silent": flash_words.names(told.silent),
        "awaited": flash_words.names(told.awaited),
        "closed": flash_words.names(told.closed),
        "regions": _regions(told, known),
        "needs": [flash_words.need_line(one, on=today) for one in [*asked, *waiting]],
        "may_answer": request.actor.may("flash.answer"),
        "own": _own(request),
        "before_url": url(request, "flash-week", _day(monday - flash_weeks.WEEK)),
        "after_url": url(request, "flash-week", _day(monday + flash_weeks.WEEK))
        if monday + flash_weeks.WEEK <= today
        else "",
        "table": tables.of_week(request, told, known, _by_site(asked)),
    }


def _day(monday: date) -> str:
    return monday.isoformat()


def _by_site(asked: Sequence[FlashNeed]) -> dict[int, FlashNeed]:
    return {one.unit_id: one for one in asked}


def _regions(told: Told, known: Any) -> list[dict[str, Any]]:
    """The sites that told something, under their regions, those without one last."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in told.sites:
        region = flash_places.region_of(one.place)
        name = region.name if region else ""
        if one not in told.closed:
            counted[name][1] += 1
        if one.flash is not None:
            counted[name][0] += 1
            zone = known.zone_of(one.place.pk, on=told.week)
            found[name].append(flash_words.block(one, zone=zone))
    return [
        {
            "name": name or _("Sans région"),
            "blocks": found[name],
            "coverage": _("%(n)s sur %(of)s")
            % {
                "n": formats.number(counted[name][0]),
                "of": formats.number(counted[name][1]),
            },
        }
        for name in sorted(counted, key=lambda name: (not name, name))
    ]


def _own(request: CompanyRequest) -> list[dict[str, str]]:
    """Where the reader writes: their sites, where they are few."""
    if not request.actor.may("flash.write"):
        return []
    places = flash_places.listed(request.actor, on=timezone.localdate())
    if len(places) > MOST_OWN:
        return []
    return [{"name": one.name, "url": url(request, "flash", one.public_id)} for one in places]


MOST_OWN = 3
"""Beyond, the reader directs: they follow flashes rather than write them."""
