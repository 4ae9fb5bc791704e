"""Every file at once, in any order; what they said, and what is still to bring."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.foundations.accounts import limits
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.first_hour import arrivals, standing, waiting
from timonerie.web.first_hour.shapes import Arrival, Outcome
from timonerie.web.pages.first_hour.frame import asked_of
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show

JUST = "first_hour_arrivals"
"""What became of the files dropped since the page was last read, in the session of who did."""
PART = "X-Part"
"""A sending among many, by script: its answer is 204, as a redirection may be to sign in."""


@policy("first_hour.read")
def index(request: CompanyRequest) -> HttpResponse:
    if request.method == "POST":
        return _dropped(request)
    asked = asked_of(request)
    may_write = request.actor.may("first_hour.write")
    came = [_shown(one) for one in request.session.pop(_just(request), [])]
    told = {one.url for one in came}
    context = {
        "breadcrumbs": [],
        "arrivals": came,
        "standing": standing.of(asked),
        "waiting": [one for one in waiting.rows(asked) if one["url"] not in told]
        if may_write
        else [],
        "may_write": may_write,
    }
    return show(request, "first_hour/index.html", context)


def _dropped(request: CompanyRequest) -> HttpResponse:
    request.actor.require("first_hour.write")
    sent = request.FILES.getlist("files")
    if not sent:
        messages.error(request, _("Choisissez au moins un fichier, puis recommencez."))
        return redirect(url(request, "first-hour"))
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    taken = arrivals.take(asked_of(request), sent)
    # Many files come in several sendings, and the page is read after the last.
    just = _just(request)
    request.session[just] = [*request.session.get(just, []), *map(asdict, taken)]
    if PART in request.headers:
        return HttpResponse(status=204)
    return redirect(url(request, "first-hour"))


def _just(request: CompanyRequest) -> str:
    return f"{JUST}:{request.company.pk}"


def _shown(kept: dict[str, Any]) -> Arrival:
    return Arrival(**{**kept, "outcome": Outcome(kept["outcome"])})
