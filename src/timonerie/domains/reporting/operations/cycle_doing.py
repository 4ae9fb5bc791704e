"""A step said done, undone, or without object: one gesture each, inside its passage."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.cycle_enums import DoneWay, RunState, StepState
from timonerie.domains.reporting.models import CycleRun, RunStep
from timonerie.domains.reporting.operations import cycle_checks as checks
from timonerie.domains.reporting.operations import cycle_runs
from timonerie.domains.reporting.queries import cycle_standings
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.reporting.queries.cycle_days import Days
from timonerie.domains.reporting.rules.cycles import dues
from timonerie.domains.reporting.rules.cycles.dues import Rule
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor

MOST_ITEMS: Final = 1_000_000
UNDONE_FOR: Final = timedelta(days=1)
"""How long the last gesture of a passage can be undone, though it closed it."""
NOTHING_SAID: Final = {
    "done_at": None, "done_on": None, "way": "", "items": None, "redone": None, "given": "",
    "reason": "",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Said:
    """What comes with a step done: `items` handed over, `redone` of them done again and why, and
    the proof in a line."""

    items: int | None = None
    redone: int | None = None
    reason: str = ""
    given: str = ""


@dataclass(frozen=True)
class Done:
    """`out_of_turn` tells that a step before it is not settled; `closed` that it was the last."""

    step: RunStep
    out_of_turn: bool
    closed: bool


JUST_DONE: Final = Said()


def do(*, by: Actor, at: datetime, step: RunStep, said: Said = JUST_DONE) -> Done:
    """Say a step done now, in the name of its side. Twice is once: what was said first stays.

    Raises PermissionDenied for who does not own it; Refused for a closed passage, or counts that
    cannot stand."""
    _require(by, at, step)
    noted = step.side == Side.THEIRS and by.role in checks.LEADING
    return settle(
        by=by, at=at, step=step, said=said, way=DoneWay.NOTED if noted else DoneWay.ACCOUNT
    )


def settle(*, by: Actor, at: datetime, step: RunStep, said: Said, way: DoneWay) -> Done:
    """The same, for who was already let in."""
    values = _checked(step, said)
    with transaction.atomic():
        run, row = _held(step)
        if row.state == StepState.DONE:
            return Done(row, out_of_turn=False, closed=run.state == RunState.CLOSED)
        if run.state == RunState.CLOSED:
            raise Refused(_("Ce passage est clos : demandez qu’il soit repris."))
        others = list(run.steps.order_by("position"))
        skipped = cycle_standings.is_out_of_turn(row, others)
        days = Days.known(at=at, zone=run.cycle.company.zone)
        now = at.replace(second=0, microsecond=0)
        moment = {"done_at": now, "done_on": days.day(run.site_id, now), "way": way}
        _write(row, state=StepState.DONE, **values, **moment)
        _shift(run, days)
        told = {"step": row.title, "run": cycle_runs.name_of(run), "way": str(way.value)}
        counts = {name: values[name] for name in ("items", "redone") if values[name] is not None}
        checks.audited(by, at, "cycle.step_done", run.cycle, {**told, **counts})
        closed = not run.steps.filter(state=StepState.DUE).exists()
        if closed:
            cycle_runs.end(by=by, at=at, run=run)
    return Done(row, out_of_turn=skipped, closed=closed)


def undo(*, by: Actor, at: datetime, step: RunStep) -> None:
    """A step said done, or without object, is due again; for a day, even where it closed its
    passage. Twice is once.

    Raises PermissionDenied for who does not own it; Refused for a passage closed since."""
    _require(by, at, step)
    take_back(by=by, at=at, step=step)


def take_back(*, by: Actor, at: datetime, step: RunStep) -> None:
    """The same, for who was already let in."""
    with transaction.atomic():
        run, row = _held(step)
        if row.state == StepState.DUE:
            return
        if run.state == RunState.CLOSED:
            if run.reason or run.closed_at is None or at - run.closed_at > UNDONE_FOR:
                raise Refused(_("Ce passage est clos : demandez qu’il soit repris."))
            cycle_runs.take_up(by=by, at=at, run=run)
        _write(row, state=StepState.DUE, **NOTHING_SAID)
        _shift(run, Days.known(at=at, zone=run.cycle.company.zone))
        told = {"step": row.title, "run": cycle_runs.name_of(run)}
        checks.audited(by, at, "cycle.step_undone", run.cycle, told)


def waive(*, by: Actor, at: datetime, step: RunStep, reason: str) -> Done:
    """Say that a step has no object this time, and why. Twice is once. Raises Refused."""
    checks.require_write(by, at=at, cycle=step.run.cycle)
    text = checks.line(reason, cycle_runs.LONGEST_REASON, "reason", required=True)
    with transaction.atomic():
        run, row = _held(step)
        if row.state != StepState.DUE or run.state == RunState.CLOSED:
            return Done(row, out_of_turn=False, closed=run.state == RunState.CLOSED)
        _write(row, state=StepState.WAIVED, reason=text)
        _shift(run, Days.known(at=at, zone=run.cycle.company.zone))
        told = {"step": row.title, "run": cycle_runs.name_of(run), "reason": text}
        checks.audited(by, at, "cycle.step_waived", run.cycle, told)
        closed = not run.steps.filter(state=StepState.DUE).exists()
        if closed:
            cycle_runs.end(by=by, at=at, run=run)
    return Done(row, out_of_turn=False, closed=closed)


def _require(by: Actor, at: datetime, step: RunStep) -> None:
    by.require("cycle.do")
    seen = queries.steps_visible_to(by, on=timezone.localdate(at))
    if not seen.filter(pk=step.pk).exists() or not checks.may_do(by, step, at=at):
        raise PermissionDenied(f"l’étape {step.pk} revient à un autre côté")


def _held(step: RunStep) -> tuple[CycleRun, RunStep]:
    """Two people who say steps of one passage at once wait for each other."""
    run = cycle_runs.locked(step.run)
    row: RunStep = RunStep.objects.get(pk=step.pk)
    row.run = run
    return run, row


def _checked(step: RunStep, said: Said) -> dict[str, int | str | None]:
    for name, count in (("items", said.items), ("redone", said.redone)):
        if count is not None and not 0 <= count <= MOST_ITEMS:
            raise Refused(_("Donnez un nombre de 0 à 1 000 000."), field=name)
    if said.redone is not None and not step.returns_work:
        raise Refused(_("Cette étape ne compte pas de reprises."), field="redone")
    if said.items is not None and said.redone is not None and said.redone > said.items:
        raise Refused(_("Il y a plus de reprises que d’éléments remis."), field="redone")
    return {
        "items": said.items,
        "redone": said.redone,
        "reason": checks.line(said.reason, cycle_runs.LONGEST_REASON, "reason"),
        "given": checks.line(said.given, 300, "given"),
    }


def _write(row: RunStep, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _shift(run: CycleRun, days: Days) -> None:
    """The days of the steps follow what was done."""
    steps = list(run.steps.order_by("position"))
    now = dues.standing(
        [Rule(one.base, one.days) for one in steps],
        [one.planned_on for one in steps],
        [one.done_on for one in steps],
        worked=days.worked(run.site_id),
    )
    for step, day in zip(steps, now, strict=True):
        if step.due_on != day:
            _write(step, due_on=day)
