"""Sorting a signal, deciding of it, talking about it; sorting several, and undoing that."""

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
from timonerie.domains.signals.models import TriageGesture
from timonerie.domains.signals.operations import triage
from timonerie.domains.signals.queries import signals
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.signals import DecideForm
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked
from timonerie.web.pages.signals.frame import crumbs, spoken_of


@require_POST
@policy("signal.triage")
def sort(request: CompanyRequest, signal_id: UUID) -> HttpResponse:
    """One gesture on the page of a signal."""
    signal = spoken_of(request, signal_id).signal
    return act(
        request,
        partial(
            triage.sort,
            by=request.actor,
            at=timezone.now(),
            signal=signal,
            version=version_asked(request, signal.version),
            state=request.POST.get("state", ""),
            reason=request.POST.get("reason", "")[:300],
        ),
        to=url(request, "signal", signal.public_id),
        message=_("Le signal est trié."),
    )


@policy("signal.triage")
def decide(request: CompanyRequest, signal_id: UUID) -> HttpResponse:
    spoken = spoken_of(request, signal_id)
    asked = request.GET.get("tri")
    form = DecideForm(
        request.POST or None,
        reader=request.actor,
        signal=spoken.signal,
        initial={"state": asked} if asked else {},
    )
    here = url(request, "signal", signal_id)
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Décider"),
            lead=spoken.sentence,
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=crumbs(request, (spoken.title, here), (_("Décider"), "")),
        ),
        save=lambda data: triage.decide(
            by=request.actor, at=timezone.now(), signal=spoken.signal, **data
        ),
        done=lambda _saved: here,
        message=_("La décision est enregistrée."),
    )


@require_POST
@policy("signal.note")
def note(request: CompanyRequest, signal_id: UUID) -> HttpResponse:
    signal = spoken_of(request, signal_id).signal
    text = request.POST.get("text", "")[:1000]
    return act(
        request,
        partial(triage.note, by=request.actor, at=timezone.now(), signal=signal, text=text),
        to=url(request, "signal", signal_id),
        message=_("La note est ajoutée."),
    )


@require_POST
@policy("signal.triage")
def sort_many(request: CompanyRequest) -> HttpResponse:
    """Those that are ticked in the list; what is out of reach is left alone, like what is gone."""
    chosen = [one for one in request.POST.getlist("choisi") if _is_identifier(one)]
    rows = signals.visible_to(request.actor, on=timezone.localdate()).filter(public_id__in=chosen)
    found, back = list(rows), url(request, "signals")
    if not found:
        messages.error(request, _("Cochez d’abord les signaux à trier."))
        return redirect(back)
    try:
        made = triage.sort_many(
            by=request.actor,
            at=timezone.now(),
            signals=found,
            state=request.POST.get("state", ""),
            reason=request.POST.get("reason", "")[:300],
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    count = len(made.before) if made else 0
    text = ngettext("%(n)s signal trié.", "%(n)s signaux triés.", count) % {"n": count}
    messages.success(request, text)
    return redirect(back)


def _is_identifier(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@policy("signal.triage")
def undo(request: CompanyRequest, gesture_id: UUID) -> HttpResponse:
    rows = TriageGesture.objects.filter(user_id=request.actor.user_id)
    gesture = get_object_or_404(rows, public_id=gesture_id)
    return act(
        request,
        partial(triage.undo, by=request.actor, at=timezone.now(), gesture=gesture),
        to=url(request, "signals"),
        message=_("Le tri est défait : chaque signal est comme avant."),
    )
