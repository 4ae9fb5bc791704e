"""Saying what became of a promise: each in one gesture, each undone in one."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments, several
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.base import VersionedForm
from timonerie.web.forms.commitments import AgainForm, KeepForm, ReasonForm
from timonerie.web.pages.commitments import frame
from timonerie.web.pages.settings.frame import act, answer, url, version_asked

KEPT: Final = "commitments_just_kept"
"""What the session holds of the last list said kept: what there is to undo."""


@policy("commitment.write")
def keep(request: CompanyRequest, commitment_id: UUID) -> HttpResponse:
    return _say(
        request,
        commitment_id,
        KeepForm,
        commitments.keep,
        heading=_("Engagement tenu"),
        lead=_("Le jour et ce qui le montre restent au dossier, à côté de la date promise."),
        submit=_("Dire qu’il est tenu"),
        message=_("Noté tenu. Pour revenir en arrière, rouvrez-le."),
    )


@policy("commitment.write")
def again(request: CompanyRequest, commitment_id: UUID) -> HttpResponse:
    return _say(
        request,
        commitment_id,
        AgainForm,
        commitments.promise_again,
        heading=_("Promettre à nouveau"),
        lead=_("La date d’origine ne bouge pas : la nouvelle s’ajoute, avec son motif."),
        submit=_("Noter la nouvelle date"),
        message=_("La nouvelle date est notée à la suite de la première."),
    )


@policy("commitment.write")
def miss(request: CompanyRequest, commitment_id: UUID) -> HttpResponse:
    return _say(
        request,
        commitment_id,
        ReasonForm,
        commitments.miss,
        heading=_("Engagement non tenu"),
        lead=_("Il compte comme non tenu dès aujourd’hui. Vous pourrez le rouvrir."),
        submit=_("Dire qu’il n’est pas tenu"),
        message=_("Noté non tenu. Pour revenir en arrière, rouvrez-le."),
    )


@policy("commitment.write")
def drop(request: CompanyRequest, commitment_id: UUID) -> HttpResponse:
    return _say(
        request,
        commitment_id,
        ReasonForm,
        commitments.drop,
        heading=_("Abandonner l’engagement"),
        lead=_("Plus personne ne l’attend : il sort du taux, ni tenu ni manqué."),
        submit=_("Abandonner"),
        message=_("Engagement abandonné. Pour revenir en arrière, rouvrez-le."),
    )


@require_POST
@policy("commitment.write")
def reopen(request: CompanyRequest, commitment_id: UUID) -> HttpResponse:
    row = frame.commitment_of(request, commitment_id)
    call = partial(
        commitments.reopen,
        by=request.actor,
        at=timezone.now(),
        commitment=row,
        version=version_asked(request, row.version),
    )
    message = _("Rouvert : il est de nouveau en cours.")
    return act(request, call, to=frame.address(request, row), message=message)


@require_POST
@policy("commitment.write")
def keep_several(request: CompanyRequest) -> HttpResponse:
    """Those ticked in the list, kept today; out of reach, or already ended, is left alone."""
    back, found = url(request, "commitments"), _chosen(request)
    if not found:
        messages.error(request, _("Cochez d’abord les engagements tenus."))
        return redirect(back)
    try:
        made = several.keep(by=request.actor, at=timezone.now(), commitments=found)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    request.session[KEPT] = [str(one.public_id) for one in made]
    text = ngettext("%(n)s engagement noté tenu.", "%(n)s engagements notés tenus.", len(made))
    messages.success(request, text % {"n": formats.number(len(made))})
    return redirect(back)


@require_POST
@policy("commitment.write")
def reopen_several(request: CompanyRequest) -> HttpResponse:
    return act(
        request,
        lambda: several.reopen(by=request.actor, at=timezone.now(), commitments=_chosen(request)),
        to=url(request, "commitments"),
        message=_("C’est défait : ils sont de nouveau en cours."),
    )


def _chosen(request: CompanyRequest) -> list[Commitment]:
    chosen = [one for one in request.POST.getlist("choisi") if _is_identifier(one)]
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    return list(rows.filter(public_id__in=chosen))


def _is_identifier(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _say(
    request: CompanyRequest,
    commitment_id: UUID,
    form_class: type[VersionedForm],
    gesture: Callable[..., Any],
    *,
    heading: str,
    lead: str,
    submit: str,
    message: str,
) -> HttpResponse:
    row = frame.commitment_of(request, commitment_id)
    initial = {"version": row.version, "on": timezone.localdate()}
    form = form_class(request.POST or None, initial=initial)
    save = partial(gesture, by=request.actor, at=timezone.now(), commitment=row)
    return answer(
        request,
        form,
        page=frame.form_page(request, row, heading=heading, lead=lead, submit=submit),
        save=lambda data: save(**data),
        done=lambda _saved: frame.address(request, row),
        message=message,
    )
