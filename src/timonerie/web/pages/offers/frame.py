"""What every page of the offers stands in: the statement, the offer, the breadcrumbs, the views."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer, OfferPaper, StatementOfWork
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries import sealed_offers
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url
from timonerie.web.pages.statements.frame import steps_to


def offer_of(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> Offer:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Offer = get_object_or_404(rows, public_id=offer_id, statement__public_id=statement_id)
    return found


def paper_of(offer: Offer, file_id: UUID) -> OfferPaper:
    """Raises Http404 for one of another offer, and while the bidder alone reads theirs."""
    if sealed_offers.is_sealed(offer):
        raise Http404
    rows = OfferPaper.objects.filter(offer=offer).select_related("blob")
    found: OfferPaper = get_object_or_404(rows, public_id=file_id)
    return found


def away(
    request: CompanyRequest, offer: Offer, check: Callable[[Offer], None]
) -> HttpResponse | None:
    """Back to the page of an offer with what a check refuses; None where it refuses nothing."""
    try:
        check(offer)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(address(request, "offer", offer))
    return None


def address(request: CompanyRequest, route: str, offer: Offer, *args: object) -> str:
    """Address of a page of an offer."""
    return url(request, route, offer.statement.public_id, offer.public_id, *args)


def steps(
    request: CompanyRequest, statement: StatementOfWork, *more: tuple[str, str]
) -> list[Crumb]:
    """The way to a page of the offers of a statement."""
    here = (_("Offres"), url(request, "offers", statement.public_id))
    return steps_to(request, statement, here, *more)


def steps_in(request: CompanyRequest, offer: Offer, here: str) -> list[Crumb]:
    """The way to a page of one offer."""
    return steps(
        request, offer.statement, (offer.bidder, address(request, "offer", offer)), (here, "")
    )


def tabs(request: CompanyRequest, statement: StatementOfWork, here: str) -> list[dict[str, Any]]:
    views = (
        ("offers", _("Offres")),
        ("offer-comparison", _("Comparer")),
        ("offer-conformity", _("Ligne par ligne")),
    )
    return [
        {"label": label, "url": url(request, route, statement.public_id), "current": route == here}
        for route, label in views
    ]


def form_page(
    request: CompanyRequest, offer: Offer, *, heading: str, submit: str, lead: str = ""
) -> FormPage:
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit,
        back=address(request, "offer", offer),
        breadcrumbs=steps_in(request, offer, heading),
    )
