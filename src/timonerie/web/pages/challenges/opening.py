"""Opening a challenge from what a page shows, adding facts to it, saying what it is about."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.challenge.catalogue import ladder as catalogue
from timonerie.domains.challenge.models import Challenge, ChallengeFact
from timonerie.domains.challenge.operations import challenges, facts, steps
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.challenge.queries.evidence.shapes import Named
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import challenge_steps as step_forms
from timonerie.web.forms import challenges as forms
from timonerie.web.pages.challenges import frame
from timonerie.web.pages.settings.frame import FormPage, act, answer, url
from timonerie.web.responses import show


@policy("challenge.write")
def new(request: CompanyRequest) -> HttpResponse:
    """What the page that led here shows is ticked; without a provider, its choice comes first."""
    found, on = _named(request), timezone.localdate()
    provider = found[0].provider if found else _asked(request)
    if provider is None:
        return _choose(request)
    proposed = gathering.found(request.actor, provider, on=on)
    form = forms.BeginForm(
        request.POST or None,
        reader=request.actor,
        provider=provider,
        proposed=proposed,
        first=found[0].line if found else None,
        initial=_first(request, provider, found),
    )
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Recadrer %(provider)s") % {"provider": provider.name},
            lead=_("Les faits sont figés tels qu’ils sont connus aujourd’hui."),
            submit=_("Ouvrir et préparer la lettre"),
            back=url(request, "challenges"),
            breadcrumbs=frame.crumbs(request, (provider.name, "")),
            template="challenges/new.html",
        ),
        save=lambda data: steps.begin(
            by=request.actor,
            at=timezone.now(),
            said=form.said(),
            keys=data["facts"],
            typed=form.typed(),
            taking=form.taking(signer=_signer(request, data["rung"])),
            path=lambda made: frame.address(request, made),
        ),
        done=lambda made: frame.address(request, made),
        message=_("Le recadrage est ouvert : ses faits sont figés."),
    )


def _named(request: CompanyRequest) -> list[Named]:
    """Facts of one provider that the address names; those that are gone are left out."""
    on, keys = timezone.localdate(), request.GET.getlist("fait")[:10]
    found = [gathering.named(request.actor, key, on=on) for key in keys]
    known = [one for one in found if one is not None]
    return [one for one in known if one.provider == known[0].provider]


def _asked(request: CompanyRequest) -> Provider | None:
    try:
        key = UUID(request.GET.get("prestataire", ""))
    except ValueError:
        return None
    rows = providers.visible_to(request.actor, on=timezone.localdate())
    return rows.filter(public_id=key).first()


def _choose(request: CompanyRequest) -> HttpResponse:
    form = forms.ProviderForm(reader=request.actor)
    is_asked = "prestataire" in request.GET or "fait" in request.GET
    context = {
        "form": form,
        "is_gone": is_asked,
        "back": url(request, "challenges"),
        "breadcrumbs": frame.crumbs(request, (_("Ouvrir"), "")),
    }
    return show(request, "challenges/choose.html", context)


def _first(request: CompanyRequest, provider: Provider, found: Sequence[Named]) -> dict[str, Any]:
    """What the facts already say: the subject, the contract, the site."""
    signed = contracts.visible_to(request.actor).active().filter(provider=provider)
    ids = {one.contract for one in found if one.contract is not None}
    known = list(signed.filter(pk__in=ids) if ids else signed[:2])
    unit = found[0].unit if found else None
    return {
        "title": found[0].line.label[:200] if found else "",
        "facts": [one.line.key for one in found],
        "contract": known[0].public_id if len(known) == 1 else None,
        "unit": unit.public_id if unit else None,
        "rung": "request" if found else "",
    }


def _signer(request: CompanyRequest, rung: str) -> str:
    """Whoever writes may sign what asks for no power; else the block is left blank."""
    step = next((one for one in catalogue.steps() if one.code == rung), None)
    return request.actor.name if step is not None and not step.power else ""


@policy("challenge.write")
def edit(request: CompanyRequest, challenge_id: UUID) -> HttpResponse:
    challenge = frame.challenge_of(request, challenge_id)
    form = forms.ChallengeChangeForm(
        request.POST or None,
        reader=request.actor,
        provider=challenge.provider,
        initial=forms.initial(challenge),
    )
    return answer(
        request,
        form,
        page=frame.form_page(request, challenge, heading=_("Dire de quoi il s’agit")),
        save=lambda data: challenges.change(
            by=request.actor,
            at=timezone.now(),
            challenge=challenge,
            version=data["version"],
            said=replace(form.said(), **form.unseen(**_named_rows(challenge))),
        ),
        done=lambda _saved: frame.address(request, challenge),
        message=_("Le recadrage est enregistré."),
    )


def _named_rows(challenge: Challenge) -> dict[str, Any]:
    return {name: getattr(challenge, name) for name in ("contract", "unit", "owner")}


@policy("challenge.write")
def facts_new(request: CompanyRequest, challenge_id: UUID) -> HttpResponse:
    challenge = frame.challenge_of(request, challenge_id)
    known = {one.key for one in challenge.facts.all() if one.withdrawn_at is None}
    proposed = gathering.found(request.actor, challenge.provider, on=timezone.localdate())
    form = forms.FactsForm(request.POST or None, proposed=gathering.without(proposed, known))
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            challenge,
            heading=_("Ajouter des faits"),
            lead=_("Les faits sont figés tels qu’ils sont connus aujourd’hui."),
            submit=_("Ajouter ces faits"),
            template="challenges/facts.html",
        ),
        save=lambda data: facts.add(
            by=request.actor,
            at=timezone.now(),
            challenge=challenge,
            keys=data["facts"],
            typed=form.typed(),
        ),
        done=lambda _saved: frame.address(request, challenge),
        message=_("Les faits sont ajoutés et figés."),
    )


@policy("challenge.write")
def fact_withdraw(request: CompanyRequest, fact_id: UUID) -> HttpResponse:
    fact = _fact(request, fact_id)
    return answer(
        request,
        forms.WithdrawForm(request.POST or None),
        page=frame.form_page(
            request,
            fact.challenge,
            heading=_("Retirer le fait n° %(number)s") % {"number": fact.number},
            lead=fact.label,
            submit=_("Retirer ce fait"),
        ),
        save=lambda data: facts.withdraw(
            by=request.actor, at=timezone.now(), fact=fact, reason=data["reason"]
        ),
        done=lambda _saved: frame.address(request, fact.challenge),
        message=_("Le fait est retiré : il reste visible, marqué."),
    )


def _fact(request: CompanyRequest, fact_id: UUID) -> ChallengeFact:
    """Raises Http404 for one out of reach."""
    rows = ChallengeFact.objects.select_related("challenge__provider")
    fact: ChallengeFact = get_object_or_404(rows, public_id=fact_id)
    frame.challenge_of(request, fact.challenge.public_id)
    return fact


@policy("challenge.write")
def close(request: CompanyRequest, challenge_id: UUID) -> HttpResponse:
    challenge = frame.challenge_of(request, challenge_id)
    form = step_forms.CloseForm(request.POST or None, initial={"version": challenge.version})
    return answer(
        request,
        form,
        page=frame.form_page(request, challenge, heading=_("Clore le recadrage")),
        save=lambda data: challenges.close(
            by=request.actor, at=timezone.now(), challenge=challenge, **data
        ),
        done=lambda _saved: frame.address(request, challenge),
        message=_("Le recadrage est clos. Il se rouvre d’un geste."),
    )


@require_POST
@policy("challenge.write")
def reopen(request: CompanyRequest, challenge_id: UUID) -> HttpResponse:
    challenge = frame.challenge_of(request, challenge_id)
    return act(
        request,
        partial(challenges.reopen, by=request.actor, at=timezone.now(), challenge=challenge),
        to=frame.address(request, challenge),
        message=_("Le recadrage est rouvert."),
    )
