"""Deciding on an activity: the verdict, the guard-rails, a choice with its reason, its promises."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import Choice
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.domains.sourcing.operations import decisions
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.web import guard_rails, promise_readings
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import deciding
from timonerie.web.forms.base import all_valid
from timonerie.web.forms.deciding import LINES, BenefitForm, DecisionForm
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.sourcing import evaluation, frame, past_decisions
from timonerie.web.responses import show

NEVER_READ = -1
"""Stands for a decision that is no longer, or never was, one of this activity."""


@policy("sourcing.write")
def decide(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = frame.whole_activity_of(request, activity_id)
    weighed = queries.of(activity)
    form, lines = _forms(request, weighed)
    if (
        request.method == "POST"
        and all_valid(form, lines)
        and _saved(request, activity, form, lines)
    ):
        messages.success(request, _("La décision est enregistrée."))
        return redirect(url(request, "activity", activity.public_id))
    today = timezone.localdate()
    context: dict[str, Any] = {
        "activity": activity,
        "form": form,
        "lines": lines,
        "has_more": any(one.has_changed() for one in lines[1:]),
        "told": evaluation.told(request, weighed),
        "vetoes": [str(one.label) for one in weighed.judged.vetoes],
        "rails": guard_rails.of(request.actor, weighed, on=today),
        "past": past_decisions.of(activity),
        "breadcrumbs": frame.steps_to(request, activity, _("Décider")),
    }
    return show(request, "sourcing/decide.html", context)


def _forms(request: CompanyRequest, weighed: Weighed) -> tuple[DecisionForm, list[BenefitForm]]:
    data = request.POST or None
    form = DecisionForm(
        data,
        verdict=weighed.judged.verdict,
        vetoes=bool(weighed.vetoes),
        standing=weighed.decision,
        today=timezone.localdate(),
    )
    metrics = promise_readings.choices(request.actor, weighed.activity)
    owners = deciding.owners(request.actor)
    lines = [
        BenefitForm(data, owners=owners, metrics=metrics, prefix=f"promesse-{rank}")
        for rank in range(1, LINES + 1)
    ]
    return form, lines


def _saved(
    request: CompanyRequest, activity: Activity, form: DecisionForm, lines: list[BenefitForm]
) -> bool:
    """Whether the decision is kept; else the form says why."""
    data = form.cleaned_data
    promised = [promise for line in lines if (promise := line.promise()) is not None]
    try:
        decisions.decide(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            choice=Choice(data["choice"]),
            review_date=data["review_date"],
            reason=data["reason"],
            dissent=data["dissent"],
            benefits=promised,
            seen=_seen(activity, data["seen"]),
        )
    except Conflict as conflict:
        form.answer(conflict)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def _seen(activity: Activity, told: str) -> int | None:
    """The row of the decision that the reader read."""
    if not told:
        return None
    try:
        read = UUID(told)
    except ValueError:
        return NEVER_READ
    rows = SourcingDecision.objects.filter(activity=activity, public_id=read)
    found: int | None = rows.values_list("pk", flat=True).first()
    return NEVER_READ if found is None else found
