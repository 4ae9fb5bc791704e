"""The activities under the grid: evaluated, decided; and the grid itself."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.shapes.decisions import (
    DecisionIn,
    DecisionOut,
    EvaluationIn,
    EvaluationOut,
    GridOut,
    PromiseIn,
)
from timonerie.domains.sourcing.enums import Benefit, Choice
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.domains.sourcing.operations import assessments, decisions
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.domains.sourcing.queries import grids, reaching

router = Router(tags=["sourcing"])


@router.get("/grid", response={200: GridOut, **REFUSALS}, summary="Read the grid in force")
@policy("sourcing.read")
def read_grid(request: CompanyRequest) -> GridOut:
    return GridOut.of(grids.in_force())


@router.get(
    "/activities/{activity_id}/evaluation",
    response={200: EvaluationOut, **REFUSALS},
    summary="Read an activity under the grid",
)
@policy("sourcing.read")
def read_evaluation(request: CompanyRequest, activity_id: UUID) -> EvaluationOut:
    return _evaluation(request, _activity(request, activity_id))


@router.put(
    "/activities/{activity_id}/evaluation",
    response={200: EvaluationOut, **REFUSALS},
    summary="Say one's own notes of an activity",
)
@policy("sourcing.write")
def evaluate(request: CompanyRequest, activity_id: UUID, body: EvaluationIn) -> EvaluationOut:
    activity = _activity(request, activity_id)
    with refusing():
        assessments.assess(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            scores=body.notes,
            note=body.remark,
        )
    return _evaluation(request, activity)


@router.post(
    "/activities/{activity_id}/decisions",
    response={201: DecisionOut, **REFUSALS},
    summary="Decide on an activity",
)
@policy("sourcing.write")
def decide(request: CompanyRequest, activity_id: UUID, body: DecisionIn) -> Status[DecisionOut]:
    """The decision before it is kept, superseded."""
    activity = _activity(request, activity_id)
    with refusing():
        made = decisions.decide(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            choice=Choice(body.choice),
            review_date=body.review_date,
            reason=body.reason,
            dissent=body.dissent,
            benefits=[_promise(one) for one in body.benefits],
            seen=_seen(activity, body.seen),
        )
    return Status(201, DecisionOut.of(made))


def _promise(one: PromiseIn) -> Promise:
    told = one.dict()
    return Promise(**{**told, "kind": Benefit(told["kind"])})


def _seen(activity: Activity, public_id: UUID | None) -> int | None:
    """The row of the decision that the caller read. Raises Http404 for none of this activity."""
    if public_id is None:
        return None
    rows = SourcingDecision.objects.filter(activity=activity)
    found: SourcingDecision = get_object_or_404(rows, public_id=public_id)
    return found.pk


def _activity(request: CompanyRequest, activity_id: UUID) -> Activity:
    """Raises Http404 for one out of reach."""
    rows = reaching.activities(request.actor, on=timezone.localdate())
    found: Activity = get_object_or_404(rows, public_id=activity_id)
    return found


def _evaluation(request: CompanyRequest, activity: Activity) -> EvaluationOut:
    return EvaluationOut.of(grids.of(activity), user_id=request.actor.user_id)
