"""The part of an activity's page that says what the grid makes of it and what was decided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.web import guard_rails
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.sourcing import evaluation, frame, past_decisions
from timonerie.web.responses import show


def of(request: CompanyRequest, activity: Activity) -> dict[str, Any] | None:
    """The context of `sourcing/_decided.html`; None for who does not read decisions, or not of
    this activity's function."""
    if not frame.sees_whole(request) or activity.archived_at is not None:
        return None
    weighed = queries.of(activity)
    told = evaluation.told(request, weighed)
    return {
        **{name: told[name] for name in ("shape", "verdict", "hold", "reasons", "robust", "flip")},
        "past": [past_decisions.standing(weighed.decision)] if weighed.decision else [],
        "is_writer": request.actor.may("sourcing.write"),
    }


@policy("sourcing.read")
def rails(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    """The guard-rails alone: the page of an activity asks for them once it is shown."""
    weighed = queries.of(frame.whole_activity_of(request, activity_id))
    context = {"rails": guard_rails.of(request.actor, weighed, on=timezone.localdate())}
    return show(request, "sourcing/_guard_rails.html", context)
