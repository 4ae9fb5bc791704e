"""Saying a price of a contract, saying it again, taking those of the chosen offer; sharing out."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import ContractPrice
from timonerie.domains.contracts.operations import price_taking, prices, shares
from timonerie.domains.contracts.queries import shares as share_queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import units
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.contract_prices import PriceForm, SharesForm, VersionForm
from timonerie.web.pages.contracts.frame import contract_of
from timonerie.web.pages.contracts.money.frame import form_page, here
from timonerie.web.pages.settings.frame import answer


@policy("contract.write")
def new(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    form = PriceForm(request.POST or None, reader=request.actor, contract=contract)
    return answer(
        request,
        form,
        page=form_page(request, contract, heading=_("Ajouter un prix"), submit=_("Ajouter")),
        save=lambda _data: prices.add(
            by=request.actor, at=timezone.now(), contract=contract, said=form.said()
        ),
        done=lambda _saved: here(request, contract),
        message=_("Le prix est ajouté."),
    )


@policy("contract.write")
def edit(request: CompanyRequest, contract_id: UUID, price_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    rows = ContractPrice.objects.select_related("activity")
    price = get_object_or_404(rows, contract=contract, public_id=price_id)
    form = VersionForm(request.POST or None, reader=request.actor, contract=contract, price=price)
    gesture = partial(
        prices.change, by=request.actor, at=timezone.now(), contract=contract, price=price
    )
    stop = partial(prices.stop, by=request.actor, at=timezone.now(), contract=contract, price=price)
    return answer(
        request,
        form,
        page=form_page(
            request,
            contract,
            heading=_("Ce prix, à partir d’un jour"),
            lead=_("Le prix d’avant reste dans l’histoire du contrat : rien n’est réécrit."),
        ),
        save=lambda data: (
            stop(on=data["start_date"]) if data["is_stopped"] else gesture(said=form.said())
        ),
        done=lambda _saved: here(request, contract),
        message=_("Le prix est enregistré."),
    )


@require_POST
@policy("contract.write")
def take(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    """From the day the contract takes effect, today where nobody knows it."""
    contract = contract_of(request, contract_id)
    on = contract.start_date or timezone.localdate()
    try:
        taken = price_taking.take(by=request.actor, at=timezone.now(), contract=contract, on=on)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(here(request, contract))
    count = len(taken.prices)
    said = ngettext(
        "%(n)s prix de l’offre retenue est repris.",
        "%(n)s prix de l’offre retenue sont repris.",
        count,
    ) % {"n": formats.number(count)}
    messages.success(request, said)
    if taken.left:
        words = {"titles": ", ".join(taken.left)}
        messages.warning(request, _("Sans prix ou sans rythme, à saisir : %(titles)s.") % words)
    return redirect(here(request, contract))


@policy("contract.write")
def share(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    known = share_queries.standing(share_queries.said([contract]), on=timezone.localdate())
    sites = list(units.visible_to(request.actor).active().sites().order_by("name"))
    form = SharesForm(request.POST or None, sites=sites, known=known, contract=contract)
    return answer(
        request,
        form,
        page=form_page(
            request,
            contract,
            heading=_("Répartir entre les sites"),
            lead=_("Le montant annuel se partage au centime près, sans rien perdre."),
        ),
        save=lambda _data: shares.say(
            by=request.actor, at=timezone.now(), contract=contract, said=form.said()
        ),
        done=lambda _saved: here(request, contract),
        message=_("La répartition est enregistrée."),
    )
