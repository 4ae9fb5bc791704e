"""Passages of the cycles: read, opened for an event, done step by step, closed."""

from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.cycles import (
    CycleRunOut,
    DoneIn,
    DoneOut,
    EventIn,
    ReasonIn,
    RunDetail,
    RunStepOut,
)
from timonerie.domains.reporting.cycle_enums import RunState, StepState
from timonerie.domains.reporting.models import Cycle, CycleRun, RunStep
from timonerie.domains.reporting.operations import cycle_doing, cycle_runs
from timonerie.domains.reporting.operations.cycle_doing import Done, Said
from timonerie.domains.reporting.queries import cycle_owners, cycle_standings
from timonerie.domains.reporting.queries import cycles as queries

router = Router(tags=["cycles"])
RUN, STEP = "/cycle-runs/{run_id}", "/cycle-run-steps/{run_step_id}"


@router.get(
    "/cycle-runs", response={200: Page[CycleRunOut], **REFUSALS}, summary="List the passages"
)
@policy("cycle.read")
def list_cycle_runs(
    request: CompanyRequest,
    paging: Paging,
    cycle: UUID | None = None,
    state: RunState | None = None,
) -> Page[CycleRunOut]:
    """The last period first."""
    on = timezone.localdate()
    rows = queries.with_steps(queries.runs_visible_to(request.actor, on=on))
    if cycle is not None:
        rows = rows.filter(cycle__public_id=cycle)
    if state is not None:
        rows = rows.filter(state=state)
    return page_of(rows.order_by("-period_start", "pk"), paging, lambda one: _run(one, on))


@router.post(
    "/cycles/{cycle_id}/runs",
    response={201: CycleRunOut, **REFUSALS},
    summary="Open a passage for an event",
)
@policy("cycle.write")
def open_cycle_run(request: CompanyRequest, cycle_id: UUID, body: EventIn) -> Status[CycleRunOut]:
    """Under a reference, never a name."""
    on = timezone.localdate()
    rows = queries.visible_to(request.actor, on=on)
    row: Cycle = get_object_or_404(rows, public_id=cycle_id)
    site = unit_of(request.actor, body.site)
    with refusing():
        made = cycle_runs.open_event(
            by=request.actor,
            at=timezone.now(),
            cycle=row,
            day=body.day,
            reference=body.reference,
            site=site,
        )
    return Status(201, _run(made, on))


@router.get(RUN, response={200: RunDetail, **REFUSALS}, summary="Read a passage and its steps")
@policy("cycle.read")
def read_cycle_run(request: CompanyRequest, run_id: UUID) -> RunDetail:
    return _detail(request, run_id)


@router.post(f"{RUN}/close", response={200: RunDetail, **REFUSALS}, summary="Close a passage")
@policy("cycle.write")
def close_cycle_run(request: CompanyRequest, run_id: UUID, body: ReasonIn) -> RunDetail:
    """Its steps left are without object, for a reason."""
    row = _reached(request, run_id)
    with refusing():
        cycle_runs.close(by=request.actor, at=timezone.now(), run=row, reason=body.reason)
    return _detail(request, run_id)


@router.post(
    f"{RUN}/reopen", response={200: RunDetail, **REFUSALS}, summary="Take up a passage again"
)
@policy("cycle.write")
def reopen_cycle_run(request: CompanyRequest, run_id: UUID) -> RunDetail:
    """What it put among the facts is taken back."""
    row = _reached(request, run_id)
    with refusing():
        cycle_runs.reopen(by=request.actor, at=timezone.now(), run=row)
    return _detail(request, run_id)


@router.post(f"{STEP}/done", response={200: DoneOut, **REFUSALS}, summary="Say a step done")
@policy("cycle.do")
def do_cycle_step(request: CompanyRequest, run_step_id: UUID, body: DoneIn) -> DoneOut:
    """Now, in the name of its side; twice is once."""
    row = _step(request, run_step_id)
    with refusing():
        done = cycle_doing.do(
            by=request.actor, at=timezone.now(), step=row, said=Said(**body.dict())
        )
    return _done(done)


@router.post(f"{STEP}/undo", response={200: DoneOut, **REFUSALS}, summary="Undo a step")
@policy("cycle.do")
def undo_cycle_step(request: CompanyRequest, run_step_id: UUID) -> DoneOut:
    row = _step(request, run_step_id)
    with refusing():
        cycle_doing.undo(by=request.actor, at=timezone.now(), step=row)
    row.refresh_from_db()
    return _done(Done(row, out_of_turn=False, closed=False))


@router.post(
    f"{STEP}/waive", response={200: DoneOut, **REFUSALS}, summary="Say a step without object"
)
@policy("cycle.write")
def waive_cycle_step(request: CompanyRequest, run_step_id: UUID, body: ReasonIn) -> DoneOut:
    row = _step(request, run_step_id)
    with refusing():
        done = cycle_doing.waive(by=request.actor, at=timezone.now(), step=row, reason=body.reason)
    return _done(done)


def _reached(request: CompanyRequest, run_id: UUID) -> CycleRun:
    rows = queries.runs_visible_to(request.actor, on=timezone.localdate())
    found: CycleRun = get_object_or_404(queries.with_steps(rows), public_id=run_id)
    return found


def _step(request: CompanyRequest, run_step_id: UUID) -> RunStep:
    rows = queries.steps_visible_to(request.actor, on=timezone.localdate())
    found: RunStep = get_object_or_404(rows, public_id=run_step_id)
    return found


def _run(row: CycleRun, on: date) -> CycleRunOut:
    held = cycle_standings.of(row, today=on).held
    return CycleRunOut.of(row, on, cycle_owners.owner(held) if held else "")


def _detail(request: CompanyRequest, run_id: UUID) -> RunDetail:
    row, on = _reached(request, run_id), timezone.localdate()
    steps = [RunStepOut.of(one, on, cycle_owners.owner(one)) for one in row.steps.all()]
    return RunDetail(run=_run(row, on), steps=steps)


def _done(done: Done) -> DoneOut:
    return DoneOut(
        state=StepState(done.step.state), out_of_turn=done.out_of_turn, closed=done.closed
    )
