"""What a reader sees of a part of the company on one page: what to decide, then its figures."""

from collections.abc import Sequence
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.rules import Group
from timonerie.web import boards, months, multiples, trends
from timonerie.web.access import CompanyRequest
from timonerie.web.attention import registry
from timonerie.web.attention.scene import PRESSING, Line, Scene
from timonerie.web.attention.sources import targets
from timonerie.web.boards import Desk
from timonerie.web.pages import maps
from timonerie.web.pages.desks import Own
from timonerie.web.pages.maps import Ever
from timonerie.web.pages.sites import trends_of

SHOWN = 5
"""Lines that a reader decides on at once; the others are folded."""

ROWS = 20
"""Sites, or providers, that a map shows here: past that, those that missed most targets."""

MULTIPLES = ("sla_met", "on_time_delivery", "errors", "working_time_to_resolved_median")


def sites_of(seen: Reach, *, under: int | None = None) -> list[Place]:
    """The active sites that a reader reaches, by name; under a unit where one is given."""
    return [
        one
        for one in directory.places().values()
        if one.kind == UnitKind.SITE
        and one.archived_at is None
        and (seen.unit_ids is None or one.pk in seen.unit_ids)
        and (under is None or one.is_under(under))
    ]


def scene_of(request: CompanyRequest, seen: Reach, own: Own) -> Scene:
    """What the lines look at before any figure."""
    return Scene(request.actor, request.company, timezone.localdate(), seen, own)


def decisions(scene: Scene) -> dict[str, Any]:
    """The lines of a reader; with what goes well where none presses."""
    lines = registry.lines(scene)
    return {
        "lines": lines[:SHOWN],
        "more_lines": lines[SHOWN:],
        "good_news": _good_news(scene, lines),
    }


def _good_news(scene: Scene, lines: Sequence[Line]) -> list[Line]:
    return [] if any(line.weight >= PRESSING for line in lines) else targets.held(scene)


def overview(scene: Scene, desk: Desk, sites: Sequence[int]) -> dict[str, Any]:
    """The context of a page about a part of the company, over the month of the desk."""
    series = shapes(desk, scene.own, sites)
    month, ever = desk.read(series), desk.ever(series)
    settle(scene, desk, sites, ever)
    sites = scene.sites
    return {
        "period": desk.month.switch,
        "month": desk.month.label,
        "own": scene.own.label,
        "indicators_url": desk.indicators_url(),
        "coverage": desk.coverage(scene.own.group),
        **decisions(scene),
        **_heat_maps(scene, desk, month, ever, sites),
        **_histories(scene, desk, ever, sites),
    }


def settle(scene: Scene, desk: Desk, sites: Sequence[int], ever: Ever) -> None:
    """Give the lines the desk and the sites they look at: of a provider, those it ever served."""
    if scene.own.provider is not None:
        sites = maps.served_at(desk, ever, scene.own.provider, sites)
    scene.desk, scene.sites = desk, sites


def shapes(desk: Desk, own: Own, sites: Sequence[int]) -> "QuerySet[Series]":
    """What has a cell here, read at once: by site, by provider over the company, and, for a
    provider or a single site, by provider at a site; of the indicators that have a column."""
    shapes = [board.shaped(units=sites)]
    if own == Own():
        shapes.append(board.shaped(any_of=("provider",)))
    if own.provider is not None or len(sites) == 1:
        shapes.append(board.shaped(units=sites, any_of=("provider",)))
    return reduce(or_, shapes).filter(indicator__in=desk.headlines())


def _heat_maps(
    scene: Scene, desk: Desk, month: Sequence[Reading], ever: Ever, sites: Sequence[int]
) -> dict[str, Any]:
    """Figures of a provider over a region are not kept: there, the sites say more."""
    own = scene.own
    by_site = by_provider = None
    if own.provider is not None:
        by_site = maps.of_sites(desk, month, ever, sites, fixed=Group(provider=own.provider))
    elif len(sites) > 1:
        by_site = maps.of_sites(desk, month, ever, sites, most=ROWS)
    elif sites:
        by_provider = maps.of_providers(desk, month, ever, fixed=Group(unit=sites[0]))
    if own == Own():
        by_provider = maps.of_providers(desk, month, ever, most=ROWS)
    return {"sites": by_site, "providers": by_provider}


def _histories(scene: Scene, desk: Desk, ever: Ever, sites: Sequence[int]) -> dict[str, Any]:
    """The cards of the part; small multiples of the first headlines measured at its sites, or the
    trends of its only one: read at once."""
    own, many = scene.own, len(sites) > 1
    count = months.HISTORY if many else trends.READ
    fixed = None if own.provider is None else [own.provider]
    drawable = _drawable(ever, sites, own)
    sites = list(dict.fromkeys(site for some in drawable.values() for site in some))
    by_site = board.shaped(units=sites, providers=fixed).filter(indicator__code__in=drawable)
    found = desk.read(own.series() | by_site if many else own.series(), count=count)
    mine = [one for one in found if _is_of(one.group, own.group)]
    drawn = (
        multiples.of_sites(desk, found, definition, some, fixed=Group(provider=own.provider))
        for code, some in drawable.items()
        if many and (definition := desk.board.definition(code)) is not None
    )
    return {
        "cards": boards.cards(desk, mine, limit=8, with_facts=own.team is None),
        "multiples": list(islice((one for one in drawn if one is not None), 2)),
        "trends": [] if many else trends_of(desk, mine),
    }


def _drawable(ever: Ever, sites: Sequence[int], own: Own) -> dict[str, list[int]]:
    """The sites whose history has room, of each headline that may be drawn."""
    found = {
        code: [site for site in sites if (Group(site, own.provider), code) in ever]
        for code in MULTIPLES
    }
    return {code: some[: multiples.SHOWN] for code, some in found.items() if some}


def _is_of(group: Group, whole: Group) -> bool:
    """Whether a group is that part, in any currency."""
    return group == Group(whole.unit, whole.provider, whole.activity, whole.team, group.currency)
