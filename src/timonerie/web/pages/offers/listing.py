"""The offers of a statement of work, and one of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, StatementVersion
from timonerie.domains.sourcing.operations.offer_checks import ANSWERING
from timonerie.domains.sourcing.queries import offer_comparison, sealed_offers, statements
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offer_comparison import Wanted
from timonerie.foundations.documents import operations as blobs
from timonerie.web import downloads, offer_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.offers import frame, sheets, tables
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show


@policy("offer.read")
def index(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    offers = queries.of(statement)
    found = offer_comparison.compare(statement, Wanted())
    far = sealed_offers.progress(offers)
    context = {
        "statement": statement,
        "table": tables.of_offers(request, offers, found, far) if offers else None,
        "version": statements.last_version(statement),
        "chosen": next((one for one in offers if one.state == OfferState.CHOSEN), None),
        "interest": queries.interest_of(statement, user_id=request.actor.user_id),
        "is_writer": request.actor.may("offer.write") and statement.archived_at is None,
        "tabs": frame.tabs(request, statement, "offers"),
        "breadcrumbs": [*frame.steps(request, statement)[:-1], {"label": _("Offres"), "url": ""}],
    }
    return show(request, "offers/index.html", context)


@policy("offer.read")
def detail(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    """Of one that was not handed in, only how far its bidder is."""
    offer = frame.offer_of(request, statement_id, offer_id)
    context = _known(request, offer)
    if sealed_offers.is_sealed(offer):
        context["progress"] = offer_words.progress(sealed_offers.progress([offer])[offer.pk])
        return show(request, "offers/sealed.html", context)
    return show(request, "offers/detail.html", {**context, **_said(request, offer)})


def _known(request: CompanyRequest, offer: Offer) -> dict[str, Any]:
    """What is told of any offer."""
    links, at = queries.links_of(offer), timezone.now()
    state = OfferState(offer.state)
    return {
        "statement": offer.statement,
        "offer": offer,
        "state": offer_words.STATES[state],
        "word": state.label,
        "received": offer_words.received(offer),
        "links": tables.of_links(request, links, at=at) if links else None,
        "open_links": [one for one in links if one.is_open(at=at)],
        "history": history.of(request, kind="offer", public_id=offer.public_id),
        "breadcrumbs": frame.steps(request, offer.statement, (offer.bidder, "")),
        **_gestures(request, offer, is_theirs=bool(links)),
    }


def _said(request: CompanyRequest, offer: Offer) -> dict[str, Any]:
    """What an offer says, once it came."""
    sheet = queries.sheet(offer)
    months = offer_comparison.months_of(offer.answered)
    total = offer_comparison.total_of(
        offer,
        sheet.asked,
        list(sheet.answers.values()),
        months=months,
        index=offer_comparison.index_of(offer),
    )
    return {
        "total": offer_words.cost(total),
        "months": months,
        "missing": offer_words.missing(total),
        "whole": sheets.whole(sheet),
        "sections": sheets.sections(sheet),
        "added": [_added(one, offer) for one in sheets.added(sheet)],
        "papers": list(offer.papers.select_related("blob").order_by("at", "pk")),
        "lost": offer_words.titled(sheet.lost),
    }


def _added(one: Any, offer: Offer) -> dict[str, Any]:
    return {
        "answer": one,
        "price": offer_words.answered_price(one, one.recurrence, offer.currency),
    }


def _gestures(request: CompanyRequest, offer: Offer, *, is_theirs: bool) -> dict[str, Any]:
    """What may be done with an offer now."""
    is_writer = request.actor.may("offer.write") and offer.statement.archived_at is None
    is_settled = offer.state in (OfferState.CHOSEN, OfferState.DECLINED)
    is_open = is_writer and not is_settled and offer.state != OfferState.WITHDRAWN
    latest = statements.last_version(offer.statement)
    can_reopen = offer.state == OfferState.WITHDRAWN or (
        is_theirs and offer.state == OfferState.SENT
    )
    return {
        "can_type": is_open and not is_theirs,
        "can_follow": is_open
        and not is_theirs
        and latest is not None
        and latest.pk != offer.answered_id,
        "can_link": is_open and offer.state in ANSWERING,
        "can_withdraw": is_open,
        "can_reopen": is_writer and can_reopen,
        "can_mark": is_open and offer.state == OfferState.SENT,
        "is_theirs": is_theirs,
        "latest": latest,
        "changes_url": _changes(request, offer, latest),
    }


def _changes(request: CompanyRequest, offer: Offer, latest: StatementVersion | None) -> str:
    """Where what changed since the version of an offer is read."""
    if latest is None:
        return ""
    there = url(request, "statement-compare", offer.statement.public_id)
    return f"{there}?de={offer.answered.number}&a={latest.number}"


@policy("offer.read")
def paper(
    request: CompanyRequest, statement_id: UUID, offer_id: UUID, offer_paper_id: UUID
) -> HttpResponseBase:
    """A file that came with an offer, as it came."""
    found = frame.paper_of(frame.offer_of(request, statement_id, offer_id), offer_paper_id)
    path = blobs.path_of(company=request.company, blob=found.blob)
    return downloads.file(path, name=found.file_name)
