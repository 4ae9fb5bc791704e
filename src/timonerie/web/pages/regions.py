"""The page of a region: what to decide there, its figures, its sites."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages import overviews
from timonerie.web.pages.desks import Own, desk_of
from timonerie.web.pages.today import region_tabs
from timonerie.web.responses import show


@policy("indicator.read")
def detail(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    seen = reach(request.actor, on=timezone.localdate())
    region = _region(unit_id, seen)
    sites = overviews.sites_of(seen, under=region.pk)
    context = {
        "region": region,
        "places": sites,
        "regions": region_tabs(request, seen, current=region.pk),
        "breadcrumbs": [
            {"label": _("Sites"), "url": reverse("sites", args=[request.company.slug])},
            {"label": region.name, "url": ""},
        ],
    }
    desk = desk_of(request)
    if desk is not None:
        scene = overviews.scene_of(request, seen, Own(region.name, unit=region.pk))
        context |= overviews.overview(scene, desk, [one.pk for one in sites])
    return show(request, "region.html", context)


def _region(public_id: UUID, seen: Reach) -> Place:
    """Raises Http404 for what is no region, or not the reader's."""
    for one in directory.places().values():
        is_reached = seen.unit_ids is None or one.pk in seen.unit_ids
        if one.public_id == public_id and one.kind == UnitKind.REGION and is_reached:
            return one
    raise Http404
