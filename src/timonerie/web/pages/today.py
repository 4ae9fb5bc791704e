"""« Aujourd’hui » : what needs a decision, then the group on one page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
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
        return redirect("settings", request.company.slug)
    narrow = _own_page(request)
    if narrow is not None:
        return narrow
    desk = desk_of(request)
    if desk is None:
        return render(request, "today_empty.html", {"breadcrumbs": []})
    sites = [unit.pk for unit in units.visible_to(request.actor).active().sites().order_by("name")]
    context = {
        "breadcrumbs": [],
        "period": desk.month.switch,
        "month": desk.month.label,
        "lines": attention.lines(desk, request.actor),
        "coverage": _coverage(desk),
        "cards": boards.cards(desk, board.shaped(), limit=8),
        "sites": boards.heat_map(
            desk,
            board.shaped(any_of=("unit",)).filter(unit__kind="site"),
            members=sites,
            dimension="unit",
            corner=_("Site"),
            caption=_("Sites et indicateurs, %(month)s") % {"month": desk.month.label},
        ),
        "providers": boards.heat_map(
            desk,
            board.shaped(any_of=("provider",)),
            members=_providers(),
            dimension="provider",
            corner=_("Prestataire"),
            caption=_("Prestataires et indicateurs, %(month)s") % {"month": desk.month.label},
        ),
        "trends": _trends(desk),
    }
    return render(request, "today.html", context)


def _own_page(request: CompanyRequest) -> HttpResponse | None:
    """A reader of one site, or of one provider, starts on its page."""
    seen: Reach = reach(request.actor, on=timezone.localdate())
    if request.actor.role == Role.PROVIDER and seen.provider_ids:
        provider = Provider.objects.get(pk=min(seen.provider_ids))
        return redirect("provider", request.company.slug, provider.public_id)
    if seen.unit_ids is not None:
        site = Unit.objects.filter(pk__in=seen.unit_ids, kind="site").order_by("name").first()
        if site is None:
            return redirect("sites", request.company.slug)
        return redirect("site", request.company.slug, site.public_id)
    return None


def _providers() -> list[int]:
    return list(Provider.objects.active().order_by("name").values_list("pk", flat=True))


def _coverage(desk: Desk) -> Coverage | None:
    covered, expected = desk.board.coverage(Group(), kind="month", start=desk.month.start)
    if expected == 0:
        return None
    return Coverage(covered=covered, expected=expected, noun=_("sites"))


def _trends(desk: Desk) -> list[SmallMultiples]:
    """Small multiples by site of the first two headlines that are measured."""
    series = board.shaped(any_of=("unit",)).filter(unit__kind="site")
    found = []
    for code in ("sla_met", "on_time_delivery", "errors", "working_time_to_resolved_median"):
        definition = desk.board.definition(code)
        drawn = definition and boards.multiples(desk, series, definition, dimension="unit")
        if drawn:
            found.append(drawn)
    return found[:2]
