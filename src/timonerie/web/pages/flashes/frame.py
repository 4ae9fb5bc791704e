"""What every page of the flashes stands in."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.reporting.models import Flash, FlashNeed
from timonerie.domains.reporting.queries import flash_places, flashes, needs
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.engine.openings import FIRST_YEAR, LAST_YEAR
from timonerie.web import flash_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Flashs"), "url": url(request, "flashes")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def site_of(request: CompanyRequest, place_id: UUID) -> Unit:
    """Raises Http404 for a site whose flash the reader does not follow."""
    rows = flash_places.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=place_id)


def place_of(request: CompanyRequest, unit: Unit) -> Place:
    places = flash_places.listed(request.actor, on=timezone.localdate())
    return next(one for one in places if one.pk == unit.pk)


def flash_of(request: CompanyRequest, flash_id: UUID) -> Flash:
    """Raises Http404 for one out of reach."""
    rows = flashes.visible_to(request.actor, on=timezone.localdate())
    found: Flash = get_object_or_404(rows, public_id=flash_id)
    return found


def need_of(request: CompanyRequest, need_id: UUID) -> FlashNeed:
    """Raises Http404 for one out of reach."""
    rows = needs.visible_to(request.actor, on=timezone.localdate())
    found: FlashNeed = get_object_or_404(rows, public_id=need_id)
    return found


def week_called(text: str) -> date:
    """The Monday of the week of a day as an address says it. Raises Http404 for no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise Http404
    return flash_weeks.week_of(day)


def steps_to(request: CompanyRequest, flash: Flash) -> Sequence[tuple[str, str]]:
    return (
        (
            flash_words.titled_week(flash.week),
            url(request, "flash-week", flash.week.isoformat()),
        ),
        (flash.unit.name, url(request, "flash", flash.unit.public_id)),
    )


def form_page(
    request: CompanyRequest, *, heading: str, submit: str, back: str, lead: str = ""
) -> FormPage:
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit,
        back=back,
        breadcrumbs=crumbs(request, (heading, "")),
    )
