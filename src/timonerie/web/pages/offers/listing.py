"""The offers of a statement of work, and one of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations.offer_checks import ANSWERING
from timonerie.domains.sourcing.queries import offer_comparison, statements
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offer_comparison import Wanted
from timonerie.foundations.documents import operations as blobs
from timonerie.web import downloads, offer_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.offers import frame, sheets, tables
from timonerie.web.pages.settings import history
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show


@policy("offer.read")
def index(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    offers = queries.of(statement)
    found = offer_comparison.compare(statement, Wanted())
    context = {
        "statement": statement,
        "table": tables.of_offers(request, offers, found) if offers else None,
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
    offer, at = frame.offer_of(request, statement_id, offer_id), timezone.now()
    sheet, links = queries.sheet(offer), queries.links_of(offer)
    state = OfferState(offer.state)
    total = offer_comparison.total_of(
        offer,
        sheet.asked,
        list(sheet.answers.values()),
        months=offer.statement.months,
        index=offer_comparison.index_of(offer),
    )
    context: dict[str, Any] = {
        "statement": offer.statement,
        "offer": offer,
        "state": offer_words.STATES[state],
        "word": state.label,
        "received": offer_words.received(offer),
        "total": offer_words.rounded(total.expected, total.currency),
        "missing": offer_words.missing(total),
        "whole": sheets.whole(sheet),
        "sections": sheets.sections(sheet),
        "added": [_added(one, offer) for one in sheets.added(sheet)],
        "papers": list(offer.papers.select_related("blob").order_by("at", "pk")),
        "links": tables.of_links(request, links, at=at) if links else None,
        "open_links": [one for one in links if one.is_open(at=at)],
        "history": history.of(request, kind="offer", public_id=offer.public_id),
        "breadcrumbs": frame.steps(request, offer.statement, (offer.bidder, "")),
        **_gestures(request, offer, is_theirs=bool(links)),
    }
    return show(request, "offers/detail.html", context)


def _added(one: Any, offer: Offer) -> dict[str, Any]:
    return {
        "answer": one,
        "price": offer_words.answered_price(one, one.recurrence, offer.currency),
    }


def _gestures(request: CompanyRequest, offer: Offer, *, is_theirs: bool) -> dict[str, bool]:
    """What may be done with an offer now."""
    is_writer = request.actor.may("offer.write") and offer.statement.archived_at is None
    is_settled = offer.state in (OfferState.CHOSEN, OfferState.DECLINED)
    is_open = is_writer and not is_settled and offer.state != OfferState.WITHDRAWN
    can_reopen = offer.state == OfferState.WITHDRAWN or (
        is_theirs and offer.state == OfferState.SENT
    )
    return {
        "can_type": is_open and not is_theirs,
        "can_link": is_open and offer.state in ANSWERING,
        "can_withdraw": is_open,
        "can_reopen": is_writer and can_reopen,
        "can_mark": is_open and offer.state == OfferState.SENT,
        "is_theirs": is_theirs,
    }


@policy("offer.read")
def paper(
    request: CompanyRequest, statement_id: UUID, offer_id: UUID, offer_paper_id: UUID
) -> HttpResponseBase:
    """A file that came with an offer, as it came."""
    found = frame.paper_of(frame.offer_of(request, statement_id, offer_id), offer_paper_id)
    path = blobs.path_of(company=request.company, blob=found.blob)
    return downloads.file(path, name=found.file_name)
