"""« Mes agendas »: the addresses by which the reader's calendars read their dates."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import CalendarFeed
from timonerie.domains.contracts.operations import calendar_feeds as operations
from timonerie.domains.contracts.operations.calendar_feeds import Made
from timonerie.domains.contracts.queries import calendar_feeds as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import links
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.calendar_feeds import CalendarFeedForm
from timonerie.web.pages.contracts.frame import crumbs
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.responses import show


@policy("calendar.feed")
def index(request: CompanyRequest) -> HttpResponse:
    """The agendas of the reader; making another."""
    form = CalendarFeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make(by=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return _made(request, made)
    context = {
        "form": form,
        "feeds": _told(queries.of_user(request.actor)),
        "breadcrumbs": crumbs(request, (_("Mes agendas"), "")),
    }
    return show(request, "calendars/index.html", context)


@require_POST
@policy("calendar.feed")
def revoke(request: CompanyRequest) -> HttpResponse:
    here, named = url(request, "calendar-feeds"), request.POST.get("agenda", "")
    if not named:
        messages.error(request, _("Choisissez l’agenda à révoquer."))
        return redirect(here)
    call = partial(
        operations.revoke, by=request.actor, at=timezone.now(), feed=_own(request, named)
    )
    message = _("L’agenda est révoqué : son adresse ne donne plus rien.")
    return act(request, call, to=here, message=message)


def _made(request: CompanyRequest, made: Made) -> HttpResponse:
    context = {
        "feed": made.feed,
        "address": links.base_address() + reverse("calendar-feed", args=[made.token]),
        "breadcrumbs": crumbs(request, (_("Mes agendas"), url(request, "calendar-feeds"))),
    }
    return show(request, "calendars/made.html", context)


def _own(request: CompanyRequest, named: str) -> CalendarFeed:
    """Raises Http404 for one that is not the reader's."""
    try:
        public_id = UUID(named)
    except ValueError as error:
        raise Http404 from error
    rows = CalendarFeed.objects.filter(user_id=request.actor.user_id or 0)
    found: CalendarFeed = get_object_or_404(rows, public_id=public_id)
    return found


def _told(feeds: Sequence[CalendarFeed]) -> list[dict[str, object]]:
    return [
        {
            "feed": one,
            "made": formats.day(timezone.localdate(one.made_at)),
            "read": formats.day(timezone.localdate(one.read_at)) if one.read_at else "",
            "alarms": ", ".join(_alarm(days) for days in one.alarms),
        }
        for one in feeds
    ]


def _alarm(days: int) -> str:
    return _("%(n)s jours avant") % {"n": days} if days else _("le jour même")
