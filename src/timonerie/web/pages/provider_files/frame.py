"""What every page of a provider stands in: the provider, its tabs, its breadcrumbs."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers as queries
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url

#: The pages of a provider, in their order: the route, who may read it, its words.
PAGES: Final[Sequence[tuple[str, str, Promise]]] = (
    ("provider", "provider.read", gettext_lazy("Vue d’ensemble")),
    ("provider-sheet", "provider.read", gettext_lazy("Fiche")),
    ("provider-team", "provider.read", gettext_lazy("Équipe")),
    ("provider-commitments", "commitment.read", gettext_lazy("Engagements")),
    ("provider-subcontractors", "contract.read", gettext_lazy("Sous-traitants")),
    ("provider-missions", "contract.read", gettext_lazy("Missions")),
    ("provider-challenges", "challenge.read", gettext_lazy("Recadrages")),
    ("provider-reports", "report.read", gettext_lazy("Rapports")),
    ("provider-cycles", "cycle.read", gettext_lazy("Cycles")),
    ("provider-proposals", "contract.read", gettext_lazy("Mises à jour")),
    ("provider-voices", "provider.read", gettext_lazy("Paroles")),
)
#: What is told as what is signed with it: to who sees its contracts.
SIGNED: Final = frozenset({"contract.read", "challenge.read", "report.read"})


def tabs(request: CompanyRequest, provider: Provider, here: str) -> list[dict[str, Any]]:
    """Those that the reader may open: what binds the company is told as its contracts are."""
    reaches = holds(request, provider)
    return [
        {
            "label": label,
            "url": url(request, route, provider.public_id),
            "current": route == here,
        }
        for route, permission, label in PAGES
        if request.actor.may(permission) and (reaches or permission not in SIGNED)
    ]


def holds(request: CompanyRequest, provider: Provider) -> bool:
    """Whether the reader sees what is signed with a provider."""
    return holds_id(request, provider.pk)


def holds_id(request: CompanyRequest, provider: int) -> bool:
    """The same, by its row id."""
    return reaching.holds(request.actor, on=timezone.localdate(), provider=provider)


def provider_of(request: CompanyRequest, provider_id: UUID) -> Provider:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate()).select_related("parent")
    return get_object_or_404(rows, public_id=provider_id)


def signed_of(request: CompanyRequest, provider_id: UUID) -> Provider:
    """A provider whose contracts the reader sees. Raises Http404."""
    provider = provider_of(request, provider_id)
    if not holds(request, provider):
        raise Http404
    return provider


def crumbs(request: CompanyRequest, provider: Provider, *steps: tuple[str, str]) -> list[Crumb]:
    here = url(request, "provider", provider.public_id)
    home = {"label": _("Prestataires"), "url": url(request, "providers")}
    below = [{"label": label, "url": link} for label, link in steps]
    return [home, {"label": provider.name, "url": here if steps else ""}, *below]


def form_page(
    request: CompanyRequest,
    provider: Provider,
    *,
    heading: str,
    back: str,
    submit: str = "",
    lead: str = "",
) -> FormPage:
    """A form about a provider; `back` is the route where giving up leads."""
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit or _("Enregistrer"),
        back=url(request, back, provider.public_id),
        breadcrumbs=crumbs(request, provider, (heading, "")),
    )


def context(request: CompanyRequest, provider: Provider, here: str, label: str) -> dict[str, Any]:
    return {
        "provider": provider,
        "tabs": tabs(request, provider, here),
        "breadcrumbs": crumbs(request, provider, (label, "")),
    }
