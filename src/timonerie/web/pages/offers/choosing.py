"""Choosing an offer with its reason, coming back on it, and the memo of the decision."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.operations import offers
from timonerie.domains.sourcing.queries import offer_comparison
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offer_comparison import Wanted
from timonerie.foundations.accounts import limits
from timonerie.web import downloads, offer_memo
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.offers import ChooseForm
from timonerie.web.pages.offers import comparing, frame, terms
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show


@policy("offer.write")
def choose(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    form = ChooseForm(request.POST or None, initial={"version": offer.version})
    if request.method == "POST" and form.is_valid():
        try:
            offers.choose(by=request.actor, at=timezone.now(), offer=offer, **form.cleaned_data)
        except Conflict as conflict:
            form.answer(conflict)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("L’offre est retenue, les autres sont écartées."))
            return redirect(url(request, "offer-comparison", offer.statement.public_id))
    found = offer_comparison.compare(offer.statement, Wanted())
    context = {
        "offer": offer,
        "form": form,
        "told": comparing.told(request, found) if found else None,
        "others": [one.offer for one in found.offers if one.offer.pk != offer.pk] if found else [],
        "offer_url": frame.address(request, "offer", offer),
        "breadcrumbs": frame.steps_in(request, offer, _("Retenir")),
    }
    return show(request, "offers/choose.html", context)


@require_POST
@policy("offer.write")
def undo(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    return act(
        request,
        partial(offers.undo_choice, by=request.actor, at=timezone.now(), statement=statement),
        to=url(request, "offer-comparison", statement.public_id),
        message=_("Le choix est repris : les offres sont de nouveau ouvertes."),
    )


@policy("offer.read")
def memo_pdf(request: CompanyRequest, statement_id: UUID) -> HttpResponseBase:
    return _memo(request, statement_id, "pdf")


@policy("offer.read")
def memo_docx(request: CompanyRequest, statement_id: UUID) -> HttpResponseBase:
    return _memo(request, statement_id, "docx")


def _memo(request: CompanyRequest, statement_id: UUID, kind: str) -> HttpResponseBase:
    """Once decided, with the terms of the decision: those of the version and of the offers. Before,
    with those of the address, as the comparison shows them."""
    statement = statement_of(request, statement_id)
    _form, said = terms.of(request.GET)
    is_decided = any(one.state == OfferState.CHOSEN for one in queries.of(statement))
    found = offer_comparison.compare(statement, Wanted() if is_decided else said.wanted())
    if found is None:
        raise Http404
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    paper = offer_memo.made(found, kind=kind, company=request.company.name, at=timezone.now())
    answer = HttpResponse(paper.content, content_type=offer_memo.KINDS[kind])
    return downloads.attached(answer, paper.name)
