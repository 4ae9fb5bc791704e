"""Sites, or providers, compared on one indicator that the address names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Firm, Place
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.web import boards, comparisons, months, multiples
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.comparisons import ORDERS, Member
from timonerie.web.pages import absences
from timonerie.web.pages.desks import desk_of
from timonerie.web.pages.overviews import sites_of
from timonerie.web.responses import show

Known = Sequence[Place] | Sequence[Firm]


@policy("indicator.read")
def sites(request: CompanyRequest) -> HttpResponse:
    known = sites_of(reach(request.actor, on=timezone.localdate()))
    return _page(request, known, dimension="unit")


@policy("provider.read")
def providers(request: CompanyRequest) -> HttpResponse:
    seen = reach(request.actor, on=timezone.localdate())
    known = [
        one
        for one in directory.firms().values()
        if one.archived_at is None and (seen.provider_ids is None or one.pk in seen.provider_ids)
    ]
    return _page(request, known, dimension="provider")


def _page(request: CompanyRequest, known: Known, *, dimension: str) -> HttpResponse:
    is_site = dimension == "unit"
    context: dict[str, Any] = {
        "is_site": is_site,
        "title": _("Comparer les sites") if is_site else _("Comparer les prestataires"),
        "breadcrumbs": _crumbs(request, is_site=is_site),
    }
    desk = desk_of(request)
    if desk is None:
        absence = absences.of_comparison(request)
        return show(request, "compare.html", context | {"absence": absence})
    definition = _definition(request, desk)
    chosen = _chosen(request, known, "site" if is_site else "prestataire")
    order = request.GET.get("tri") or "nom"
    if order not in ORDERS:
        raise Http404(_("tri inconnu"))
    found = _read(desk, definition, [one.pk for one in chosen], dimension)
    members = list(_members(desk, chosen, found, dimension))
    comparison = comparisons.compare(desk, definition, members, order=order)
    context |= {
        "period": desk.month.switch,
        "month": desk.month.label,
        "month_code": f"{desk.month.start:%Y-%m}",
        "metric": definition.metric,
        "indicator_url": desk.indicator_url(definition.metric.code),
        "comparison": comparison,
        "bars": comparison.bars,
        "multiples": _multiples(desk, found, definition, chosen, dimension),
        "orders": [(code, label, code == order) for code, label in ORDERS.items()],
        "indicators": [
            (one.metric.code, one.metric.label, one is definition)
            for one in boards.ordered(desk.board.definitions)
        ],
        "choices": [(str(one.public_id), one.name, one in chosen) for one in known],
        "is_partial": len(chosen) < len(known),
    }
    return show(request, "compare.html", context)


def _definition(request: CompanyRequest, desk: Desk) -> Definition:
    """The indicator of the address; the first of the headlines without one."""
    asked = request.GET.get("indicateur")
    found = desk.board.definition(asked) if asked else boards.ordered(desk.board.definitions)[0]
    if found is None:
        raise Http404
    return found


def _chosen(request: CompanyRequest, known: Known, word: str) -> list[Any]:
    """Those that the address names; everybody when it names nobody."""
    asked = set(request.GET.getlist(word))
    if not asked:
        return list(known)
    chosen = [one for one in known if str(one.public_id) in asked]
    if len(chosen) < len(asked):
        raise Http404
    return chosen


def _read(
    desk: Desk, definition: Definition, chosen: Sequence[int], dimension: str
) -> list[Reading]:
    is_site = dimension == "unit"
    series = board.shaped(units=chosen if is_site else None, providers=None if is_site else chosen)
    return desk.read(series.filter(indicator=definition.indicator), count=months.HISTORY)


def _members(
    desk: Desk, chosen: Iterable[Any], found: Iterable[Reading], dimension: str
) -> Iterable[Member]:
    now = {replace(one.group, currency=""): one for one in found if one.start == desk.month.start}
    for one in chosen:
        group = Group(unit=one.pk) if dimension == "unit" else Group(provider=one.pk)
        yield Member(one.name, group, now.get(group))


def _multiples(
    desk: Desk,
    found: Iterable[Reading],
    definition: Definition,
    chosen: Iterable[Any],
    dimension: str,
) -> Any:
    ids = [one.pk for one in chosen]
    draw = multiples.of_sites if dimension == "unit" else multiples.of_providers
    return draw(desk, found, definition, ids)


def _crumbs(request: CompanyRequest, *, is_site: bool) -> list[Mapping[str, str]]:
    route, label = ("sites", _("Sites")) if is_site else ("providers", _("Prestataires"))
    return [
        {"label": label, "url": reverse(route, args=[request.company.slug])},
        {"label": _("Comparer"), "url": ""},
    ]
