"""The page behind a link: a bidder answers the approved version, without an account."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.models import Offer, OfferLink
from timonerie.domains.sourcing.operations import offer_replies as replies
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offers import NoSuchLink
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.web import public_links
from timonerie.web.access import public
from timonerie.web.forms.answering import AnswersForm
from timonerie.web.pages import import_views
from timonerie.web.pages.offers import behind
from timonerie.web.pages.offers.behind import PAGE
from timonerie.web.pages.settings.frame import row_version

Answer = Callable[[OfferLink, datetime], HttpResponse]


def _opened(request: HttpRequest, token: str, answer: Answer) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    return public_links.opened(request, queries.holding(token), answer, page=PAGE, lost=NoSuchLink)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The draft, to go on with; saved at any time, and sent from the page of the confirmation."""
    return _opened(request, token, lambda link, at: _page(request, link, token, at))


def _page(request: HttpRequest, link: OfferLink, token: str, at: datetime) -> HttpResponse:
    sheet = queries.own_sheet(link.offer)
    if not behind.is_answering(link.offer):
        return render(request, PAGE, behind.read_only(link, sheet, token))
    form = AnswersForm(request.POST or None, sheet=sheet)
    if request.method == "POST":
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)
        if form.is_valid() and _saved(request, link, form, at):
            sends = "remettre" in request.POST
            return redirect("offer-answer-send" if sends else "offer-answer", token)
    return render(request, PAGE, behind.to_answer(link, sheet, token, form))


def _saved(request: HttpRequest, link: OfferLink, form: AnswersForm, at: datetime) -> bool:
    try:
        replies.save(link=link, at=at, version=form.cleaned_data["version"], given=form.given())
    except Conflict as conflict:
        form.answer(conflict, compared=())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        messages.success(request, _("Votre réponse est enregistrée, et n’est pas encore remise."))
        return True
    return False


@public
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, token: str) -> HttpResponse:
    """What is still without an answer, then the offer handed in."""

    def page(link: OfferLink, at: datetime) -> HttpResponse:
        offer = link.offer
        if not behind.is_answering(offer):
            return redirect("offer-answer", token)
        if request.method == "POST":
            limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
            version = _version(request, offer)
            done = _("Votre offre est remise. Vous pouvez la relire ici jusqu’à la date limite.")
            return _done(
                request,
                token,
                lambda: replies.send(link=link, at=at, version=version),
                done,
            )
        return render(
            request, "offers/send.html", behind.to_send(link, queries.own_sheet(offer), token)
        )

    return _opened(request, token, page)


@public
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    def page(link: OfferLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
        version = _version(request, link.offer)
        return _done(
            request,
            token,
            lambda: replies.withdraw(link=link, at=at, version=version),
            _("Votre offre est retirée : l’entreprise ne la compare plus."),
        )

    return _opened(request, token, page)


@public
@require_POST
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """A file joined to the draft."""

    def page(link: OfferLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)
        file = request.FILES.get("file")
        if file is None:
            messages.error(request, _("Choisissez un fichier."))
            return redirect("offer-answer", token)
        received = Received(name=file.name or "", size=file.size or 0, chunks=file.chunks())
        return _done(
            request,
            token,
            lambda: replies.attach(link=link, at=at, received=received),
            _("Le fichier est joint."),
        )

    return _opened(request, token, page)


@public
@require_POST
def paper_remove(request: HttpRequest, token: str, offer_paper_id: UUID) -> HttpResponse:
    def page(link: OfferLink, at: datetime) -> HttpResponse:
        found = get_object_or_404(link.offer.papers, public_id=offer_paper_id)
        return _done(
            request,
            token,
            lambda: replies.detach(link=link, at=at, paper=found),
            _("Le fichier est retiré."),
        )

    return _opened(request, token, page)


def _done(request: HttpRequest, token: str, call: Callable[[], Any], message: str) -> HttpResponse:
    """Do one gesture and come back, with what happened or why it did not."""
    try:
        call()
    except FileRefused as fault:
        messages.error(request, import_views.told(fault.code, fault.remedy))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, message)
    return redirect("offer-answer", token)


def _version(request: HttpRequest, offer: Offer) -> int:
    """That of the offer which the bidder saw when they confirmed."""
    return row_version(request.POST.get("version", ""), offer.version)
