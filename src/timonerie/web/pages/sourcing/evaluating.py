"""Evaluating an activity: its notes, what they make of it as they move, forgetting one's own."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import assessments, holding
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.evaluating import EvaluationForm, Own
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.sourcing import evaluation, frame
from timonerie.web.responses import show


@policy("sourcing.read")
def evaluate(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = frame.whole_activity_of(request, activity_id)
    form, weighed = _form(request, activity)
    if request.method == "POST" and form.is_valid():
        if "voir" in request.POST:
            weighed = _tried(request, activity, form)
        elif _saved(request, activity, form):
            messages.success(request, _("Vos notes sont enregistrées."))
            return redirect(url(request, "activity-evaluate", activity.public_id))
    found = evaluation.sliders(form, weighed, user_id=request.actor.user_id)
    context: dict[str, Any] = {
        "activity": activity,
        "form": form,
        "parts": evaluation.groups(found, weighed),
        "has_mine": bool(form.own.given),
        "is_writer": request.actor.may("sourcing.write"),
        "told": evaluation.told(request, weighed),
        "breadcrumbs": frame.steps_to(request, activity, _("Évaluer")),
    }
    return show(request, "sourcing/evaluate.html", context)


@require_POST
@policy("sourcing.read")
def preview(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    """The part that follows the sliders; nothing is written."""
    activity = frame.whole_activity_of(request, activity_id)
    form, weighed = _form(request, activity)
    if form.is_valid():
        weighed = _tried(request, activity, form)
    context = {"told": evaluation.told(request, weighed)}
    return show(request, "sourcing/_evaluation.html", context)


@require_POST
@policy("sourcing.write")
def forget(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = frame.whole_activity_of(request, activity_id)
    call = partial(
        assessments.assess, by=request.actor, at=timezone.now(), activity=activity, scores={}
    )
    to = url(request, "activity-evaluate", activity.public_id)
    return act(request, call, to=to, message=_("Vos notes sont retirées."))


def _form(request: CompanyRequest, activity: Activity) -> tuple[EvaluationForm, Weighed]:
    weighed = queries.of(activity)
    mine = next((one for one in weighed.assessments if one.user_id == request.actor.user_id), None)
    own = Own(given=mine.scores if mine else {}, proposed=queries.proposed(activity, weighed.grid))
    form = EvaluationForm(
        request.POST or None,
        reader=request.actor,
        activity=activity,
        grid=weighed.grid,
        own=own,
        note=mine.note if mine else "",
    )
    return form, weighed


def _tried(request: CompanyRequest, activity: Activity, form: EvaluationForm) -> Weighed:
    return queries.tried(
        activity, by=request.actor, scores=form.scores(), is_retained=form.is_retained
    )


def _saved(request: CompanyRequest, activity: Activity, form: EvaluationForm) -> bool:
    """Whether the notes, and who could take it back, are kept; else the form says why."""
    by, at = request.actor, timezone.now()
    try:
        with transaction.atomic():
            assessments.assess(
                by=by,
                at=at,
                activity=activity,
                scores=form.scores(),
                note=form.cleaned_data["note"],
            )
            if form.is_retained != activity.is_retained or form.named != activity.keeper:
                holding.hold(
                    by=by,
                    at=at,
                    activity=activity,
                    version=form.cleaned_data["version"],
                    accountable=activity.accountable,
                    deputy=activity.deputy,
                    keeper=form.named,
                    has_no_keeper=form.is_retained is False,
                    vetoes=[Veto(one) for one in activity.vetoes],
                )
    except Conflict as conflict:
        form.answer(conflict)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False
