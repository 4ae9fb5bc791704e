"""« Aujourd’hui » : what needs a decision from this reader, then the figures of what they see."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages import first_use, overviews
from timonerie.web.pages.desks import Own, desk_of, own_of
from timonerie.web.responses import show


@policy("company.read")
def today(request: CompanyRequest) -> HttpResponse:
    seen = reach(request.actor, on=timezone.localdate())
    if not request.actor.may("indicator.read"):
        return _without_figures(request, seen)
    if reaches_nothing(seen):
        return show(request, "today_closed.html", {"breadcrumbs": []})
    own = own_of(seen)
    scene = overviews.scene_of(request, seen, own)
    desk = desk_of(request)
    if desk is None:
        return first_use.page(request, scene)
    sites = [one.pk for one in overviews.sites_of(seen)]
    context = overviews.overview(scene, desk, sites)
    context |= {"breadcrumbs": [], "regions": region_tabs(request, seen)}
    return show(request, "today.html", context)


def reaches_nothing(seen: Reach) -> bool:
    return seen.unit_ids == frozenset() or seen.provider_ids == frozenset()


def _without_figures(request: CompanyRequest, seen: Reach) -> HttpResponse:
    """Who administers has things to set up; who reads a data room is told what that is."""
    if not request.actor.may("organisation.read"):
        return show(request, "today_closed.html", {"breadcrumbs": []})
    scene = overviews.scene_of(request, seen, Own())
    context = {"breadcrumbs": [], **overviews.decisions(scene)}
    return show(request, "today_setup.html", context)


def region_tabs(
    request: CompanyRequest, seen: Reach, *, current: int | None = None
) -> list[Mapping[str, Any]]:
    """What the reader sees and each of its regions; nothing while there is at most one."""
    regions = [
        one
        for one in directory.places().values()
        if one.kind == UnitKind.REGION
        and one.archived_at is None
        and (seen.unit_ids is None or one.pk in seen.unit_ids)
    ]
    if len(regions) < 2 or seen.provider_ids is not None:
        return []
    whole = _("Tout le groupe") if seen.unit_ids is None else _("Toutes vos régions")
    choices: list[tuple[str, str, int | None]] = [
        (whole, reverse("today", args=[request.company.slug]), None)
    ]
    choices += [
        (one.name, reverse("region", args=[request.company.slug, one.public_id]), one.pk)
        for one in regions
    ]
    month = request.GET.get("mois")
    suffix = f"?mois={month}" if month else ""
    return [
        {"label": label, "url": address + suffix, "current": pk == current}
        for label, address, pk in choices
    ]
