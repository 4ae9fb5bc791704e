"""The flash of one site: this week's to write, and those before."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.reporting.models import Flash
from timonerie.domains.reporting.queries import flashes
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.web import flash_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.flashes import tables, telling
from timonerie.web.pages.flashes.frame import crumbs, flash_of, place_of, site_of, steps_to
from timonerie.web.pages.flashes.telling import Teller
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("flash.read")
def detail(request: CompanyRequest, place_id: UUID) -> HttpResponse:
    teller = Teller(request.actor, site_of(request, place_id), timezone.now())
    week = telling.week_asked(request, teller)
    form = telling.form_of(request, teller, week)
    if request.method == "POST":
        request.actor.require("flash.write")
        answer = telling.sent(request, teller, form, week, to=lambda made: _told(request, made))
        if answer is not None:
            return answer
    return show(request, "flashes/site.html", _context(request, teller, form, week))


def _context(request: CompanyRequest, teller: Teller, form: Any, week: Any) -> dict[str, Any]:
    unit = teller.unit
    now = flashes.of_site(place_of(request, unit), week=week, at=teller.at)
    before = flash_weeks.week_of(teller.today) - flash_weeks.WEEK
    missing = flashes.standing(unit.pk, before) is None and _was_asked(before)
    return {
        **telling.context(teller, form, week),
        "told": flash_words.block(now, zone=teller.zone) if now and now.flash else None,
        "told_url": _told(request, now.flash) if now and now.flash else "",
        "may_write": request.actor.may("flash.write"),
        "before_url": f"{url(request, 'flash', unit.public_id)}?semaine={before.isoformat()}"
        if missing and week != before
        else "",
        "before_label": flash_words.week(before),
        "link_url": url(request, "flash-link-new", unit.public_id)
        if request.actor.may("flash.link")
        else "",
        "table": tables.of_history(request, flashes.history(unit.pk), zone=teller.zone),
        "breadcrumbs": crumbs(request, (unit.name, "")),
    }


def _was_asked(week: Any) -> bool:
    begun = flashes.asked_from()
    return begun is not None and week >= begun


@require_POST
@policy("flash.write")
def draft(request: CompanyRequest, place_id: UUID) -> HttpResponse:
    """Kept as it is typed: the page asks for nothing back."""
    teller = Teller(request.actor, site_of(request, place_id), timezone.now())
    return telling.kept(request, teller, telling.week_asked(request, teller))


@policy("flash.read")
def told(request: CompanyRequest, flash_id: UUID) -> HttpResponse:
    """One flash as it stands, with what it was before."""
    flash = flash_of(request, flash_id)
    at = timezone.now()
    teller = Teller(request.actor, flash.unit, at)
    versions = flashes.versions(flash)
    last = versions[-1]
    until = flash_weeks.correctable_until(flash_words.local_day(last.first_at, teller.zone))
    context = {
        "flash": flash,
        "is_last": flash.pk == last.pk,
        "last_url": _told(request, last),
        "zone": teller.zone,
        "week_label": flash_words.titled_week(flash.week),
        "figures": [flash_words.figure(one) for one in flash.figures],
        "versions": [
            {
                "flash": one,
                "url": _told(request, one),
                "at": flash_words.filed(one, teller.zone),
                "by": _("par un lien") if one.link_id else _("par un compte"),
            }
            for one in versions
        ],
        "correct_url": url(request, "flash-correct", last.public_id)
        if request.actor.may("flash.write") and flash.pk == last.pk and teller.today <= until
        else "",
        "breadcrumbs": crumbs(request, *steps_to(request, flash), (_("Le flash"), "")),
    }
    return show(request, "flashes/told.html", context)


@policy("flash.write")
def correct(request: CompanyRequest, flash_id: UUID) -> HttpResponse:
    flash = flash_of(request, flash_id)
    teller = Teller(request.actor, flash.unit, timezone.now())
    form = telling.form_of(request, teller, flash.week, correcting=flash)
    if request.method == "POST":
        answer = telling.sent(
            request,
            teller,
            form,
            flash.week,
            to=lambda made: _told(request, made),
            correcting=flash,
        )
        if answer is not None:
            return answer
    context = {
        **telling.context(teller, form, flash.week),
        "store": f"{teller.store}:{flash.public_id}",
        "needs": [],
        "flash": flash,
        "back": _told(request, flash),
        "breadcrumbs": crumbs(request, *steps_to(request, flash), (_("Corriger"), "")),
    }
    return show(request, "flashes/correct.html", context)


def _told(request: CompanyRequest, flash: Flash) -> str:
    return url(request, "flash-told", flash.public_id)
