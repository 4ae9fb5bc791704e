"""Keeping rituals and setting them aside, several at once, with an undo; naming one, ending it;
saying what became of a meeting that is gone."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.rituals.models import RitualGesture
from timonerie.domains.rituals.operations import occurrences, rituals
from timonerie.domains.rituals.queries import rituals as queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.rituals import RitualForm, SortForm
from timonerie.web.pages.rituals.frame import crumbs, ritual_of
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked


@require_POST
@policy("ritual.write")
def sort_many(request: CompanyRequest) -> HttpResponse:
    """Those that are ticked; what is out of reach is left alone, like what is gone."""
    back = url(request, "rituals-proposed")
    chosen = [one for one in request.POST.getlist("choisi") if _is_identifier(one)]
    rows = queries.visible_to(request.actor, at=timezone.now()).filter(public_id__in=chosen)
    found, form = list(rows), SortForm(request.POST, reader=request.actor)
    if not found:
        messages.error(request, _("Cochez d’abord les réunions à trier."))
        return redirect(back)
    if not form.is_valid():
        messages.error(request, _("Choisissez de garder ou de mettre de côté."))
        return redirect(back)
    try:
        made = rituals.sort_many(
            by=request.actor, at=timezone.now(), rituals=found, **form.cleaned_data
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    count = len(made.before) if made else 0
    text = ngettext("%(n)s réunion triée.", "%(n)s réunions triées.", count) % {"n": count}
    messages.success(request, text)
    left = queries.visible_to(request.actor, at=timezone.now()).proposed().exists()
    return redirect(back if left else url(request, "rituals"))


def _is_identifier(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@policy("ritual.write")
def undo(request: CompanyRequest, gesture_id: UUID) -> HttpResponse:
    rows = RitualGesture.objects.filter(user_id=request.actor.user_id)
    gesture = get_object_or_404(rows, public_id=gesture_id)
    return act(
        request,
        partial(rituals.undo, by=request.actor, at=timezone.now(), gesture=gesture),
        to=url(request, "rituals-proposed"),
        message=_("Le tri est défait : chaque réunion est comme avant."),
    )


@policy("ritual.write")
def change(request: CompanyRequest, ritual_id: UUID) -> HttpResponse:
    ritual = ritual_of(request, ritual_id)
    here = url(request, "ritual", ritual_id)
    return answer(
        request,
        RitualForm(request.POST or None, reader=request.actor, ritual=ritual),
        page=FormPage(
            heading=_("Modifier le rituel"),
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=crumbs(request, (ritual.name, here), (_("Modifier"), "")),
        ),
        save=lambda data: rituals.change(
            by=request.actor, at=timezone.now(), ritual=ritual, **data
        ),
        done=lambda _saved: here,
        message=_("Le rituel est enregistré."),
    )


@require_POST
@policy("ritual.write")
def keep(request: CompanyRequest, ritual_id: UUID) -> HttpResponse:
    return _gesture(request, ritual_id, rituals.keep, _("Le rituel est gardé."))


@require_POST
@policy("ritual.write")
def set_aside(request: CompanyRequest, ritual_id: UUID) -> HttpResponse:
    return _gesture(request, ritual_id, rituals.set_aside, _("La réunion est mise de côté."))


@require_POST
@policy("ritual.write")
def end(request: CompanyRequest, ritual_id: UUID) -> HttpResponse:
    return _gesture(request, ritual_id, rituals.end, _("Le rituel est terminé ; son passé reste."))


def _gesture(
    request: CompanyRequest, ritual_id: UUID, operation: Callable[..., None], message: str
) -> HttpResponse:
    ritual = ritual_of(request, ritual_id)
    return act(
        request,
        partial(
            operation,
            by=request.actor,
            at=timezone.now(),
            ritual=ritual,
            version=version_asked(request, ritual.version),
        ),
        to=url(request, "ritual", ritual_id),
        message=message,
    )


@require_POST
@policy("ritual.write")
def answer_questions(request: CompanyRequest, ritual_id: UUID) -> HttpResponse:
    """All that is asked of a ritual, or the meetings that are ticked."""
    ritual = ritual_of(request, ritual_id)
    chosen = {one for one in request.POST.getlist("reunion") if _is_identifier(one)}
    (told,) = queries.told([ritual], at=timezone.now())
    asked = [one for one in told.asked if not chosen or str(one.public_id) in chosen]
    back = "ritual" if request.POST.get("retour") == "rituel" else "rituals"
    return act(
        request,
        partial(
            occurrences.answer_all,
            by=request.actor,
            at=timezone.now(),
            ritual=ritual,
            occurrences=asked,
            state=request.POST.get("state", ""),
        ),
        to=url(request, back, *([ritual_id] if back == "ritual" else [])),
        message=_("C’est noté."),
    )
