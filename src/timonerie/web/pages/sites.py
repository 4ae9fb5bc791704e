"""The sites, and the page of one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries import calendars, units
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.rules import Group
from timonerie.web import boards, trends
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import HEADLINES, Desk
from timonerie.web.charts import Trend
from timonerie.web.pages.desks import desk_of
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

TRENDS = 2


@policy("indicator.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    desk = desk_of(request)
    found = units.visible_to(request.actor).active().sites().order_by("name")
    by_site = board.shaped(any_of=("unit",)).filter(unit__kind="site")
    heat_map = desk and boards.heat_map(
        desk,
        desk.read(by_site),
        desk.ever(by_site),
        members=[unit.pk for unit in found],
        dimension="unit",
        corner=_("Site"),
        caption=_("Sites et indicateurs"),
    )
    context: dict[str, Any] = {
        "breadcrumbs": [],
        "sites": found,
        "heat_map": heat_map,
        "period": desk.month.switch if desk else None,
    }
    return show(request, "sites.html", context)


@policy("indicator.read")
def detail(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    site = get_object_or_404(units.visible_to(request.actor).sites(), public_id=unit_id)
    desk = desk_of(request)
    calendar, calendar_from = calendars.calendar_of(site)
    context: dict[str, Any] = {
        "site": site,
        "calendar": calendar,
        "calendar_from": calendar_from,
        "breadcrumbs": [
            {"label": _("Sites"), "url": reverse("sites", args=[request.company.slug])},
            {"label": site.name, "url": ""},
        ],
    }
    if desk is not None:
        own = desk.read(board.shaped(units=[site.pk]), count=boards.TREND)
        by_provider = board.shaped(units=[site.pk], any_of=("provider",))
        ever = desk.ever(by_provider)
        served = {group.provider for group, _code in ever if group.provider is not None}
        context |= {
            "period": desk.month.switch,
            "month": desk.month.label,
            "cards": boards.cards(desk, own, limit=8),
            "heat_map": boards.heat_map(
                desk,
                desk.read(by_provider),
                ever,
                members=sorted(served, key=lambda one: desk.names.providers[one][1]),
                dimension="provider",
                corner=_("Prestataire"),
                caption=_("Prestataires de %(site)s") % {"site": site.name},
                fixed=Group(unit=site.pk),
            ),
            "trends": trends_of(desk, own),
        }
    return show(request, "site.html", context)


@policy("indicator.read")
def team(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    """The figures of a team, and nothing of its members."""
    found = get_object_or_404(units.visible_to(request.actor).teams(), public_id=unit_id)
    desk = desk_of(request)
    context: dict[str, Any] = {
        "team": found,
        "breadcrumbs": [
            {"label": _("Sites"), "url": reverse("sites", args=[request.company.slug])},
            {"label": found.name, "url": ""},
        ],
    }
    if desk is not None:
        own = desk.read(board.shaped(teams=[found.pk]), count=boards.TREND)
        # The cases of a team stand at its site: who sees the team alone sees no case.
        with_facts = units.visible_to(request.actor).filter(pk=found.parent_id or 0).exists()
        context |= {
            "period": desk.month.switch,
            "month": desk.month.label,
            "cards": boards.cards(desk, own, limit=8, with_facts=with_facts),
            "trends": trends_of(desk, own),
        }
    return show(request, "team.html", context)


def trends_of(desk: Desk, own: Sequence[Reading]) -> list[Trend]:
    """The trends of the first headlines that are measured."""
    found: list[Trend] = []
    for code in HEADLINES:
        definition = desk.board.definition(code)
        drawn = trends.of(desk, own, definition) if definition else None
        if drawn is not None:
            found.append(drawn)
        if len(found) == TRENDS:
            break
    return found
