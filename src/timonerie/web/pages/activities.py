"""The figures of an activity: who serves it where, how each provider does, its trend."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import board
from timonerie.domains.performance.rules import Group
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.queries import activities as queries
from timonerie.web import boards, months, multiples, trends
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.pages import maps
from timonerie.web.pages.desks import desk_of
from timonerie.web.pages.overviews import MULTIPLES
from timonerie.web.pages.sites import trends_of
from timonerie.web.pages.sourcing import decided, known, posts
from timonerie.web.pages.statements import mentions
from timonerie.web.responses import show


@policy("activity.read")
def detail(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    rows = queries.visible_to(actor, on=today).select_related(*queries.NEAR)
    activity = get_object_or_404(rows, public_id=activity_id)
    assignments = _in_force(queries.assignments_of(actor, activity=activity, on=today))
    context: dict[str, Any] = {
        "activity": activity,
        "assignments": assignments,
        "decided": decided.of(request, activity),
        "known": known.section(request, activity, assignments),
        "posts": posts.of(request, activity),
        "statements": mentions.of_activity(request, activity),
        "breadcrumbs": [
            {"label": _("Activités"), "url": reverse("activities", args=[request.company.slug])},
            {"label": activity.name, "url": ""},
        ],
    }
    desk = desk_of(request) if actor.may("indicator.read") else None
    if desk is not None:
        context |= _figures(desk, activity)
    return show(request, "activity.html", context)


def _in_force(found: Sequence[Assignment]) -> list[Assignment]:
    today = timezone.localdate()
    return [one for one in found if one.end_date is None or one.end_date >= today]


def _figures(desk: Desk, activity: Activity) -> dict[str, Any]:
    """Figures of an activity are kept for the company and by provider, not by site."""
    fixed = Group(activity=activity.pk)
    by_provider = board.shaped(activities=[activity.pk], any_of=("provider",))
    mine = desk.read(board.shaped(activities=[activity.pk]), count=trends.READ)
    found = desk.read(by_provider, count=months.HISTORY)
    month = [one for one in found if one.start == desk.month.start]
    ever = {(one.group, one.definition.metric.code) for one in found}
    members = maps.served_by(desk, ever, fixed)
    drawn = (
        multiples.of_providers(desk, found, definition, members, fixed=fixed)
        for code in MULTIPLES
        if len(members) > 1 and (definition := desk.board.definition(code)) is not None
    )
    return {
        "period": desk.month.switch,
        "month": desk.month.label,
        "cards": boards.cards(desk, mine, limit=8),
        "heat_map": maps.of_providers(
            desk,
            month,
            ever,
            caption=_("%(activity)s, par prestataire") % {"activity": activity.name},
            fixed=fixed,
        ),
        "multiples": [one for one in drawn if one is not None][:1],
        "trends": trends_of(desk, mine),
    }
