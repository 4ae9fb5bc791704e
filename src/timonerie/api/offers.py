"""Offers: read, typed from a pasted text, compared with the same figures as the screen."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.offers import ComparisonOut, OfferOut, OneOfferOut, TypedIn, TypedOut
from timonerie.domains.sourcing import price_list_sentences
from timonerie.domains.sourcing.models import Offer, StatementOfWork
from timonerie.domains.sourcing.operations import offer_typing
from timonerie.domains.sourcing.operations.offer_typing import Pasted
from timonerie.domains.sourcing.queries import offer_comparison, reaching, sealed_offers
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offer_comparison import LONGEST, Wanted
from timonerie.domains.sourcing.rules.offers import reading

router = Router(tags=["offers"])
ONE = "/statements/{statement_id}/offers"


@router.get(ONE, response={200: Page[OfferOut], **REFUSALS}, summary="List the offers")
@policy("offer.read")
def list_offers(request: CompanyRequest, statement_id: UUID, paging: Paging) -> Page[OfferOut]:
    """Those of a statement of work, the first opened first."""
    found = queries.of(_statement(request, statement_id))
    far = sealed_offers.progress(found)
    return page_of(found, paging, lambda one: OfferOut.of(one, far.get(one.pk)))


@router.get(
    f"{ONE}/comparison", response={200: ComparisonOut, **REFUSALS}, summary="Compare the offers"
)
@policy("offer.read")
def compare_offers(
    request: CompanyRequest,
    statement_id: UUID,
    months: Annotated[int | None, Query(ge=1, le=LONGEST)] = None,
    index: Annotated[Decimal | None, Query(ge=0, le=Decimal("0.5"))] = None,
    price_weight: Annotated[float | None, Query(ge=0, le=100)] = None,
) -> ComparisonOut:
    """Without a parameter: the months of the version, the index of each offer, the weight that
    the version gives to the price."""
    wanted = Wanted(months=months, index=index, price=price_weight)
    found = offer_comparison.compare(_statement(request, statement_id), wanted)
    if found is None:
        raise Http404
    return ComparisonOut.of(found)


@router.get("/offers/{offer_id}", response={200: OneOfferOut, **REFUSALS}, summary="Read an offer")
@policy("offer.read")
def read_offer(request: CompanyRequest, offer_id: UUID) -> OneOfferOut:
    """Without an answer while its bidder has not handed it in."""
    offer = _offer(request, offer_id)
    far = sealed_offers.progress([offer])
    return OneOfferOut.told(queries.sheet(offer), far.get(offer.pk))


@router.post(
    "/offers/{offer_id}/lines", response={200: TypedOut, **REFUSALS}, summary="Type price lines"
)
@policy("offer.write")
def type_lines(request: CompanyRequest, offer_id: UUID, body: TypedIn) -> TypedOut:
    """Of a pasted price list: what is understood and placed is written, the rest is asked."""
    offer = _offer(request, offer_id)
    pasted = Pasted(
        text=body.text,
        placed=body.placed,
        counted_on=body.counted_on,
        is_untaxed=body.is_untaxed,
    )
    with refusing():
        count = offer_typing.type_lines(
            by=request.actor, at=timezone.now(), offer=offer, version=body.version, pasted=pasted
        )
    asked = reading.read(body.text).questions
    return TypedOut(
        lines=count,
        questions=[price_list_sentences.question(one) for one in asked],
        offer=OneOfferOut.told(queries.sheet(_offer(request, offer_id))),
    )


def _statement(request: CompanyRequest, statement_id: UUID) -> StatementOfWork:
    rows = reaching.statements(request.actor, on=timezone.localdate())
    found: StatementOfWork = get_object_or_404(rows, public_id=statement_id)
    return found


def _offer(request: CompanyRequest, offer_id: UUID) -> Offer:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Offer = get_object_or_404(rows, public_id=offer_id)
    return found
