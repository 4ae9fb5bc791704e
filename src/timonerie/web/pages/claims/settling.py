"""Talking about a claim with the provider, granting it, waiving it, opening it again."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.operations import claim_settling
from timonerie.web import claim_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.base import VersionedForm
from timonerie.web.forms.claims import DiscussForm, GrantForm, WaiveForm
from timonerie.web.pages.claims.frame import claim_of, form_page
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked


@policy("claim.write")
def discuss(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    claim = claim_of(request, claim_id)
    initial = {"version": claim.version, "reply": claim.reply}
    page = form_page(
        request,
        claim,
        title=_("En discussion"),
        lead=_("Le prestataire est prévenu. Sa réponse est gardée avec le calcul."),
        submit=_("Enregistrer"),
    )
    form = DiscussForm(request.POST or None, initial=initial)
    save = partial(claim_settling.discuss, by=request.actor, at=timezone.now(), claim=claim)
    return _answer(request, claim, form, page, lambda: save(**form.cleaned_data))


@policy("claim.write")
def grant(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    claim = claim_of(request, claim_id)
    cents = claim.amount_cents if claim.granted_cents is None else claim.granted_cents
    initial = {
        "version": claim.version,
        "granted": None if cents is None else money.major(cents, claim.currency),
        "reason": claim.reason,
    }
    told = claim_words.amount(claim.amount_cents, claim.currency)
    page = form_page(
        request,
        claim,
        title=_("Accorder"),
        lead=_("Calculé : %(amount)s.") % {"amount": told},
        submit=_("Accorder ce montant"),
    )
    form = GrantForm(request.POST or None, initial=initial)

    def save() -> None:
        claim_settling.grant(
            by=request.actor,
            at=timezone.now(),
            claim=claim,
            version=form.cleaned_data["version"],
            granted_cents=form.cents(claim),
            reason=form.cleaned_data["reason"],
        )

    return _answer(request, claim, form, page, save)


@policy("claim.write")
def waive(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    claim = claim_of(request, claim_id)
    page = form_page(
        request,
        claim,
        title=_("Abandonner"),
        lead=_("Rien ne sera demandé pour cette période. Vous pourrez la rouvrir."),
        submit=_("Abandonner"),
    )
    initial = {"version": claim.version, "reason": claim.reason}
    form = WaiveForm(request.POST or None, initial=initial)
    save = partial(claim_settling.waive, by=request.actor, at=timezone.now(), claim=claim)
    return _answer(request, claim, form, page, lambda: save(**form.cleaned_data))


@require_POST
@policy("claim.write")
def reopen(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    message = _("Le règlement est annulé : elle est de nouveau en discussion.")
    return _gesture(request, claim_id, claim_settling.reopen, message)


@require_POST
@policy("claim.write")
def take(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    message = _("Le montant du dernier calcul est repris, avec son raisonnement.")
    return _gesture(request, claim_id, claim_settling.take, message)


def _answer(
    request: CompanyRequest,
    claim: LevelClaim,
    form: VersionedForm,
    page: FormPage,
    save: Callable[[], None],
) -> HttpResponse:
    return answer(
        request,
        form,
        page=page,
        save=lambda _data: save(),
        done=lambda _saved: url(request, "claim", claim.public_id),
        message=_("C’est enregistré."),
    )


def _gesture(
    request: CompanyRequest, claim_id: UUID, gesture: Callable[..., None], message: str
) -> HttpResponse:
    claim = claim_of(request, claim_id)
    call = partial(
        gesture,
        by=request.actor,
        at=timezone.now(),
        claim=claim,
        version=version_asked(request, claim.version),
    )
    return act(request, call, to=url(request, "claim", claim.public_id), message=message)
