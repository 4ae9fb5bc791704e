"""« Aujourd’hui » : what needs a decision, then the group, or one region of it, on one page."""

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.enums import Role
from timonerie.web import attention, boards, months
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.figures import Coverage
from timonerie.web.pages.desks import desk_of

MULTIPLES = ("sla_met", "on_time_delivery", "errors", "working_time_to_resolved_median")


@policy("company.read")
def today(request: CompanyRequest) -> HttpResponse:
    if not request.actor.may("indicator.read"):
        return _without_figures(request)
    seen = reach(request.actor, on=timezone.localdate())
    narrow = _own_page(request, seen)
    if narrow is not None:
        return narrow
    desk = desk_of(request, seen=seen)
    if desk is None:
        return render(request, "today_empty.html", {"breadcrumbs": []})
    tree = list(Unit.objects.active().filter(kind__in=["region", "site"]).order_by("name"))
    regions = [unit for unit in tree if unit.kind == "region"]
    region = _region(request, regions)
    sites = [
        unit.pk
        for unit in tree
        if unit.kind == "site" and (region is None or f"/{region.pk}/" in unit.path)
    ]
    every = _every_shape()
    month = desk.read(every)
    scene = attention.Scene(desk, month, sites)
    lines = attention.lines(scene, request.actor)
    context = {
        "breadcrumbs": [],
        "period": desk.month.switch,
        "month": desk.month.label,
        "regions": _tabs(request, regions, region),
        "indicators_url": desk.indicators_url(),
        "lines": lines,
        "good_news": [] if lines else attention.good_news(scene),
        "coverage": _coverage(desk, region),
        **_heat_maps(desk, month, desk.ever(every), sites, region),
        **_histories(desk, sites, region),
    }
    return render(request, "today.html", context)


def _every_shape() -> "QuerySet[Series]":
    """By site, by provider, and by provider at a site: read at once, over one month."""
    shapes = [("unit",), ("provider",), ("unit", "provider")]
    return reduce(or_, (board.shaped(any_of=shape) for shape in shapes))


def _heat_maps(
    desk: Desk,
    month: Sequence[Reading],
    ever: Collection[tuple[Group, str]],
    sites: Sequence[int],
    region: Unit | None,
) -> dict[str, Any]:
    """Figures of a provider over one region are not kept: there, the sites say more."""
    providers = Provider.objects.active().filter(pk__in=desk.names.providers).order_by("name")
    return {
        "sites": boards.heat_map(
            desk,
            month,
            ever,
            members=sites,
            dimension="unit",
            corner=_("Site"),
            caption=_("Sites et indicateurs, %(month)s") % {"month": desk.month.label},
        ),
        "providers": region is None
        and boards.heat_map(
            desk,
            month,
            ever,
            members=list(providers.values_list("pk", flat=True)),
            dimension="provider",
            corner=_("Prestataire"),
            caption=_("Prestataires et indicateurs, %(month)s") % {"month": desk.month.label},
        ),
    }


def _histories(desk: Desk, sites: Sequence[int], region: Unit | None) -> dict[str, Any]:
    """The cards of the group or of the region, and small multiples of the first two headlines that
    are measured at its sites: read at once, over thirteen months."""
    whole = board.shaped(units=[region.pk] if region else None)
    by_site = board.shaped(units=sites).filter(indicator__code__in=MULTIPLES)
    found = desk.read(whole | by_site, count=months.HISTORY)
    own = region.pk if region else None
    drawn = (
        boards.multiples(desk, found, definition, members=sites, dimension="unit")
        for code in MULTIPLES
        if (definition := desk.board.definition(code)) is not None
    )
    return {
        "cards": boards.cards(desk, [one for one in found if one.group.unit == own], limit=8),
        "trends": list(islice((one for one in drawn if one is not None), 2)),
    }


def _without_figures(request: CompanyRequest) -> HttpResponse:
    """Who administers, or reads a data room, has no figure to see: the page says what they have."""
    if request.actor.may("organisation.read"):
        return redirect("settings", request.company.slug)
    return render(request, "today_closed.html", {"breadcrumbs": []})


def _own_page(request: CompanyRequest, seen: Reach) -> HttpResponse | None:
    """A reader of one site, of one team or of one provider starts on its page."""
    slug = request.company.slug
    if request.actor.role == Role.PROVIDER:
        provider = Provider.objects.filter(pk__in=seen.provider_ids or ()).order_by("name").first()
        if provider is None:
            return render(request, "today_closed.html", {"breadcrumbs": []})
        return redirect("provider", slug, provider.public_id)
    if seen.unit_ids is None:
        return None
    own = Unit.objects.active().filter(pk__in=seen.unit_ids).order_by("name")
    for route, found in (("site", own.sites()), ("team", own.teams())):
        unit = found.first()
        if unit is not None:
            return redirect(route, slug, unit.public_id)
    return render(request, "today_closed.html", {"breadcrumbs": []})


def _region(request: CompanyRequest, regions: Sequence[Unit]) -> Unit | None:
    """The region of the address. Raises Http404 when it names none."""
    asked = request.GET.get("region")
    if not asked:
        return None
    for region in regions:
        if str(region.public_id) == asked:
            return region
    raise Http404(_("région inconnue"))


def _tabs(
    request: CompanyRequest, regions: Sequence[Unit], current: Unit | None
) -> list[Mapping[str, Any]]:
    """The whole group and each region; nothing while there is at most one."""
    if len(regions) < 2:
        return []
    choices = [(_("Tout le groupe"), "", current is None)]
    choices += [(one.name, str(one.public_id), one == current) for one in regions]
    return [
        {"label": label, "url": _region_url(request, wanted), "current": is_current}
        for label, wanted, is_current in choices
    ]


def _region_url(request: CompanyRequest, wanted: str) -> str:
    query = request.GET.copy()
    query.pop("region", None)
    if wanted:
        query["region"] = wanted
    address = reverse("today", args=[request.company.slug])
    return f"{address}?{query.urlencode()}" if query else address


def _coverage(desk: Desk, region: Unit | None) -> Coverage | None:
    group = Group(unit=region.pk if region else None)
    covered, expected = desk.board.coverage(group, kind="month", start=desk.month.start)
    if expected == 0:
        return None
    return Coverage(covered=covered, expected=expected, noun=_("sites"))
