"""The providers, and the page of one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers as queries
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.rules import Group
from timonerie.web import boards, incident_notes, trends
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.pages import absences, maps, serving
from timonerie.web.pages.contracts import sections as contract_sections
from timonerie.web.pages.desks import desk_of
from timonerie.web.pages.duties import sections as duty_sections
from timonerie.web.pages.incidents import sections
from timonerie.web.pages.provider_files import frame
from timonerie.web.pages.purchases import sections as purchases
from timonerie.web.pages.signals import sections as signals
from timonerie.web.pages.sites import trends_of
from timonerie.web.pages.statements import mentions
from timonerie.web.pages.voices import beside
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import HeatMap

COST = "cout"


@policy("provider.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    desk = desk_of(request)
    found = queries.visible_to(request.actor).active().order_by("name")
    heat_map = _heat_map(desk, [provider.pk for provider in found]) if desk else None
    context: dict[str, Any] = {
        "breadcrumbs": [],
        "providers": found,
        "heat_map": heat_map,
        "period": desk.month.switch if desk else None,
        "absence": None if found else absences.of_providers(request),
    }
    return show(request, "providers.html", context)


def _heat_map(desk: Desk, members: Sequence[int]) -> HeatMap | None:
    by_provider = board.shaped(any_of=("provider",)).filter(indicator__in=desk.headlines())
    return boards.heat_map(
        desk,
        desk.read(by_provider),
        desk.ever(by_provider),
        members=members,
        dimension="provider",
        corner=_("Prestataire"),
        caption=_("Prestataires et indicateurs"),
    )


@policy("provider.read")
def detail(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = get_object_or_404(queries.visible_to(request.actor), public_id=provider_id)
    desk = desk_of(request)
    serves = serving.by_provider(request, provider) if request.actor.may("activity.read") else ()
    context: dict[str, Any] = {
        "provider": provider,
        "tabs": frame.tabs(request, provider, "provider"),
        "contacts": provider.contacts.filter(left_date__isnull=True).order_by("name"),
        "serving": serves,
        "hanging": serving.hanging(provider, serves),
        "contracts": contract_sections.of_provider(request, provider),
        "duties": duty_sections.of_provider(request, provider),
        "incidents": sections.of_provider(request, provider),
        "signals": signals.of_part(request, provider=provider.pk),
        # Read apart, once the page is there: books, and what is asked of providers.
        **(_beside(request, provider) if COST in request.GET else {}),
        "awaits_cost": COST not in request.GET and request.actor.may("ledger.read"),
        "breadcrumbs": [
            {"label": _("Prestataires"), "url": reverse("providers", args=[request.company.slug])},
            {"label": provider.name, "url": ""},
        ],
        "batches": ImportBatch.objects.filter(source__provider=provider)
        .select_related("source")
        .order_by("-created_at")[:5],
    }
    if desk is not None:
        own = desk.read(board.shaped(providers=[provider.pk]), count=trends.READ)
        by_site = board.shaped(providers=[provider.pk], any_of=("unit",)).filter(unit__kind="site")
        ever = desk.ever(by_site)
        served = {group.unit for group, _code in ever if group.unit is not None}
        context |= {
            "period": desk.month.switch,
            "month": desk.month.label,
            "cards": boards.cards(desk, own, limit=8),
            "heat_map": maps.of_sites(
                desk,
                desk.read(by_site),
                ever,
                sorted(served, key=lambda unit: desk.names.units[unit][1]),
                caption=_("%(provider)s, par site") % {"provider": provider.name},
                fixed=Group(provider=provider.pk),
            ),
            "trends": trends_of(
                desk, own, incident_notes.of(request.actor, desk, Group(provider=provider.pk))
            ),
        }
    return show(request, "provider.html", context)


@policy("ledger.read")
def cost(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """What its page asks for once it is there; nothing for who may not read it."""
    provider = get_object_or_404(queries.visible_to(request.actor), public_id=provider_id)
    if "HX-Request" not in request.headers:
        address = reverse("provider", args=[request.company.slug, provider.public_id])
        return redirect(f"{address}?{COST}=1")
    found = _beside(request, provider)
    if not any(found[name] for name in ("cost", "statements", "voices")):
        return HttpResponse()
    return render(request, "parts/provider_beside.html", found)


def _beside(request: CompanyRequest, provider: Provider) -> dict[str, Any]:
    """What a provider costs, the statements of work that speak of it, and what it says beside its
    figures."""
    return {
        "company": request.company,
        "provider": provider,
        "voices": beside.of_provider(request, provider),
        "cost": purchases.of_provider(request, provider),
        "statements": mentions.of_provider(request, provider),
    }
