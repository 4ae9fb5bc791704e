"""The sites, and the page of one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import directory, units
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import HEADLINES
from timonerie.domains.performance.rules import Group
from timonerie.web import boards, incident_notes, trends
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.chart_events import Note
from timonerie.web.charts import Trend
from timonerie.web.pages import absences, maps, serving, trail
from timonerie.web.pages.desks import desk_of
from timonerie.web.pages.incidents import sections
from timonerie.web.pages.signals import sections as signals
from timonerie.web.pages.voices import beside
from timonerie.web.pages.workforce import sections as workforce
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
        "absence": None if found else absences.of_sites(request),
    }
    return show(request, "sites.html", context)


@policy("indicator.read")
def detail(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    site = get_object_or_404(units.visible_to(request.actor).sites(), public_id=unit_id)
    seen = reach(request.actor, on=timezone.localdate())
    desk = desk_of(request)
    context: dict[str, Any] = {
        "site": site,
        "hours": directory.hours_of(site.pk),
        "breadcrumbs": trail.down_to(request, site, seen),
        "teams": _teams(seen, site),
        "incidents": sections.of_unit(request, site),
        "signals": signals.of_part(request, unit=site.pk),
        "voices": beside.of_site(request, site),
        "workforce": workforce.of_unit(request, site),
        "serving": serving.at_site(request, site) if request.actor.may("activity.read") else (),
    }
    if desk is not None:
        own = desk.read(board.shaped(units=[site.pk]), count=trends.READ)
        by_provider = board.shaped(units=[site.pk], any_of=("provider",))
        ever = desk.ever(by_provider)
        context |= {
            "period": desk.month.switch,
            "month": desk.month.label,
            "cards": boards.cards(desk, own, limit=8),
            "heat_map": maps.of_providers(
                desk,
                desk.read(by_provider),
                ever,
                caption=_("Prestataires de %(site)s") % {"site": site.name},
                fixed=Group(unit=site.pk),
            ),
            "coverage": desk.coverage(Group(unit=site.pk)),
            "trends": trends_of(
                desk, own, incident_notes.of(request.actor, desk, Group(unit=site.pk))
            ),
        }
    return show(request, "site.html", context)


@policy("indicator.read")
def team(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    """The figures of a team, and nothing of its members."""
    found = get_object_or_404(units.visible_to(request.actor).teams(), public_id=unit_id)
    seen = reach(request.actor, on=timezone.localdate())
    desk = desk_of(request)
    context: dict[str, Any] = {
        "team": found,
        "breadcrumbs": trail.down_to(request, found, seen),
    }
    if desk is not None:
        own = desk.read(board.shaped(teams=[found.pk]), count=trends.READ)
        # The cases of a team stand at its site: who sees the team alone sees no case.
        with_facts = units.visible_to(request.actor).filter(pk=found.parent_id or 0).exists()
        context |= {
            "period": desk.month.switch,
            "month": desk.month.label,
            "cards": boards.cards(desk, own, limit=8, with_facts=with_facts),
            "trends": trends_of(
                desk, own, incident_notes.of(request.actor, desk, Group(team=found.pk))
            ),
        }
    return show(request, "team.html", context)


def _teams(seen: Reach, site: Unit) -> list[Place]:
    """The active teams of a site that the reader may open."""
    return [
        one
        for one in directory.places().values()
        if one.kind == UnitKind.TEAM
        and one.archived_at is None
        and one.is_under(site.pk)
        and (seen.unit_ids is None or one.pk in seen.unit_ids)
    ]


def trends_of(desk: Desk, own: Sequence[Reading], notes: Sequence[Note] = ()) -> list[Trend]:
    """The trends of the first headlines that are measured, with what happened beside."""
    found: list[Trend] = []
    for code in HEADLINES:
        definition = desk.board.definition(code)
        drawn = trends.of(desk, own, definition, notes=notes) if definition else None
        if drawn is not None:
            found.append(drawn)
        if len(found) == TRENDS:
            break
    return found
