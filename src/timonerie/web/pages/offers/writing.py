"""Opening an offer, inviting a bidder, their links, taking an offer out and back."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.sourcing.models import OfferLink, StatementOfWork
from timonerie.domains.sourcing.operations import offer_links, offers
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.offers import BidderForm, InviteForm, LinkForm
from timonerie.web.pages.offers import frame
from timonerie.web.pages.settings.frame import (
    FormPage,
    act,
    answer,
    answer_at_once,
    url,
    version_asked,
)
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show


@policy("offer.write")
def new(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    """An offer that came on paper: its lines are typed next."""
    statement = statement_of(request, statement_id)
    form = BidderForm(request.POST or None, reader=request.actor)
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Saisir une offre reçue"),
            lead=_("Elle est arrivée en PDF ou sur papier : dix lignes de prix suffisent."),
            submit=_("Continuer"),
            back=url(request, "offers", statement.public_id),
            breadcrumbs=frame.steps(request, statement, (_("Saisir une offre"), "")),
        ),
        save=lambda data: offers.begin(
            by=request.actor, at=timezone.now(), statement=statement, **data
        ),
        done=lambda made: frame.address(request, "offer-type", made),
        message=_("L’offre est ouverte : collez ses lignes de prix."),
    )


@policy("offer.write")
def invite(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    """A bidder and their link at once."""
    statement = statement_of(request, statement_id)
    form = InviteForm(request.POST or None, reader=request.actor)
    page = FormPage(
        heading=_("Inviter un candidat"),
        lead=_(
            "Il répond par un lien, sans compte : il voit la version approuvée et sa propre offre,"
            " rien d’autre. Aucun message ne part d’ici : vous lui remettez le lien."
        ),
        submit=_("Faire le lien"),
        back=url(request, "offers", statement.public_id),
        breadcrumbs=frame.steps(request, statement, (_("Inviter un candidat"), "")),
    )
    return answer_at_once(
        request,
        form,
        page=page,
        save=lambda data: _invited(request, statement, data),
        shown=lambda made: _shown(request, made),
    )


def _invited(
    request: CompanyRequest, statement: StatementOfWork, data: dict[str, Any]
) -> offer_links.Made:
    by, at = request.actor, timezone.now()
    with transaction.atomic():
        made = offers.begin(
            by=by,
            at=at,
            statement=statement,
            bidder=data["bidder"],
            provider=data["provider"],
            is_invited=True,
        )
        return offer_links.make(
            by=by, at=at, offer=made, recipient=data["recipient"], days=data["days"]
        )


@policy("offer.write")
def link_new(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    form = LinkForm(request.POST or None)
    page = frame.form_page(
        request,
        offer,
        heading=_("Faire un autre lien"),
        submit=_("Faire le lien"),
        lead=_(
            "Les liens déjà faits restent ouverts jusqu’à leur jour, ou jusqu’à révocation. Dès que"
            " le candidat a commencé à répondre, on n’en fait plus d’autre."
        ),
    )
    return answer_at_once(
        request,
        form,
        page=page,
        save=lambda data: offer_links.make(
            by=request.actor, at=timezone.now(), offer=offer, **data
        ),
        shown=lambda made: _shown(request, made),
    )


def _shown(request: CompanyRequest, made: offer_links.Made) -> HttpResponse:
    offer = made.link.offer
    context = {
        "offer": offer,
        "link": made.link,
        "offer_url": frame.address(request, "offer", offer),
        "address": addresses.base_address() + reverse("offer-answer", args=[made.token]),
        "breadcrumbs": frame.steps_in(request, offer, _("Le lien")),
    }
    return show(request, "offers/link_made.html", context)


@require_POST
@policy("offer.write")
def link_revoke(
    request: CompanyRequest, statement_id: UUID, offer_id: UUID, offer_link_id: UUID
) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    rows = OfferLink.objects.filter(offer=offer).select_related("offer__statement")
    link: OfferLink = get_object_or_404(rows, public_id=offer_link_id)
    return act(
        request,
        partial(offer_links.revoke, by=request.actor, at=timezone.now(), link=link),
        to=frame.address(request, "offer", offer),
        message=_("Le lien est révoqué : il n’ouvre plus rien. Ce qui a été répondu reste."),
    )


@require_POST
@policy("offer.write")
def withdraw(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    message = _("L’offre est retirée : elle n’est plus comparée, et reste lisible.")
    return _gesture(request, statement_id, offer_id, offers.withdraw, message)


@require_POST
@policy("offer.write")
def reopen(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    message = _("L’offre est rouverte, sur la dernière version approuvée.")
    return _gesture(request, statement_id, offer_id, offers.reopen, message)


@require_POST
@policy("offer.write")
def follow(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    """What lost its line is told on the page of the offer."""
    message = _("L’offre répond à la dernière version : relisez les lignes qui ont changé.")
    return _gesture(request, statement_id, offer_id, offers.follow, message)


def _gesture(
    request: CompanyRequest,
    statement_id: UUID,
    offer_id: UUID,
    gesture: Callable[..., object],
    message: str,
) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    call = partial(
        gesture,
        by=request.actor,
        at=timezone.now(),
        offer=offer,
        version=version_asked(request, offer.version),
    )
    return act(request, call, to=frame.address(request, "offer", offer), message=message)
