"""« Aujourd’hui » : what needs a decision, then the group, or one region of it, on one page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries import units
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.enums import Role
from timonerie.web import attention, boards
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.charts import SmallMultiples
from timonerie.web.figures import Coverage
from timonerie.web.pages.desks import desk_of


@policy("company.read")
def today(request: CompanyRequest) -> HttpResponse:
    if not request.actor.may("indicator.read"):
        return _without_figures(request)
    narrow = _own_page(request)
    if narrow is not None:
        return narrow
    desk = desk_of(request)
    if desk is None:
        return render(request, "today_empty.html", {"breadcrumbs": []})
    regions = list(Unit.objects.active().filter(kind="region").order_by("name"))
    region = _region(request, regions)
    if region is not None:
        desk = replace(desk, region=frozenset(_under(region)))
    lines = attention.lines(desk, request.actor)
    context = {
        "breadcrumbs": [],
        "period": desk.month.switch,
        "month": desk.month.label,
        "regions": _tabs(request, regions, region),
        "indicators_url": desk.indicators_url(),
        "lines": lines,
        "good_news": [] if lines else attention.good_news(desk),
        "coverage": _coverage(desk, region),
        **_figures(request, desk, region),
    }
    return render(request, "today.html", context)


def _figures(request: CompanyRequest, desk: Desk, region: Unit | None) -> dict[str, Any]:
    sites = units.visible_to(request.actor).active().sites().order_by("name")
    by_site = board.shaped(any_of=("unit",)).filter(unit__kind="site")
    caption = {"month": desk.month.label}
    return {
        "cards": boards.cards(desk, board.shaped(units=[region.pk] if region else None), limit=8),
        "sites": boards.heat_map(
            desk,
            by_site,
            members=[unit.pk for unit in sites if desk.holds(unit.pk)],
            dimension="unit",
            corner=_("Site"),
            caption=_("Sites et indicateurs, %(month)s") % caption,
        ),
        # Figures of a provider over one region are not kept: the sites say more.
        "providers": None
        if region
        else boards.heat_map(
            desk,
            board.shaped(any_of=("provider",)),
            members=_providers(),
            dimension="provider",
            corner=_("Prestataire"),
            caption=_("Prestataires et indicateurs, %(month)s") % caption,
        ),
        "trends": _trends(desk),
    }


def _without_figures(request: CompanyRequest) -> HttpResponse:
    """Who administers, or reads a data room, has no figure to see: the page says what they have."""
    if request.actor.may("organisation.read"):
        return redirect("settings", request.company.slug)
    return render(request, "today_closed.html", {"breadcrumbs": []})


def _own_page(request: CompanyRequest) -> HttpResponse | None:
    """A reader of one site, of one team or of one provider starts on its page."""
    seen: Reach = reach(request.actor, on=timezone.localdate())
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


def _under(region: Unit) -> list[int]:
    return list(Unit.objects.under(region).values_list("pk", flat=True))


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


def _providers() -> list[int]:
    return list(Provider.objects.active().order_by("name").values_list("pk", flat=True))


def _coverage(desk: Desk, region: Unit | None) -> Coverage | None:
    group = Group(unit=region.pk if region else None)
    covered, expected = desk.board.coverage(group, kind="month", start=desk.month.start)
    if expected == 0:
        return None
    return Coverage(covered=covered, expected=expected, noun=_("sites"))


def _trends(desk: Desk) -> list[SmallMultiples]:
    """Small multiples by site of the first two headlines that are measured."""
    series = board.shaped(any_of=("unit",)).filter(unit__kind="site")
    if desk.region is not None:
        series = series.filter(unit_id__in=desk.region)
    found = []
    for code in ("sla_met", "on_time_delivery", "errors", "working_time_to_resolved_median"):
        definition = desk.board.definition(code)
        drawn = definition and boards.multiples(desk, series, definition, dimension="unit")
        if drawn:
            found.append(drawn)
        if len(found) == 2:
            break
    return found
