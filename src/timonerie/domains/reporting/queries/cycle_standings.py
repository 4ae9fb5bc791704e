"""Where passages stand on a day: who holds the hand, since when it is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timonerie.domains.reporting.cycle_enums import RunState, StepState
from timonerie.domains.reporting.models import CycleRun, RunStep
from timonerie.domains.reporting.rules.cycles import standings


@dataclass(frozen=True)
class Standing:
    """`held` is the step whose owner holds the hand, none once all are settled; `late` the steps
    that are past their day and not done, in order."""

    run: CycleRun
    steps: list[RunStep]
    held: RunStep | None
    late: list[RunStep]

    @property
    def late_since(self) -> date | None:
        """The first day that passed without its step."""
        return min((one.due_on for one in self.late), default=None)


def of(run: CycleRun, *, today: date) -> Standing:
    """No query where the steps were read with the passage."""
    steps = sorted(run.steps.all(), key=lambda one: one.position)
    rank = standings.hand([is_settled(one) for one in steps])
    is_open = run.state == RunState.OPEN
    held = steps[rank] if is_open and rank is not None else None
    late = [one for one in steps if is_open and is_overdue(one, today=today)]
    return Standing(run, steps, held, late)


def all_of(runs: Iterable[CycleRun], *, today: date) -> list[Standing]:
    return [of(one, today=today) for one in runs]


def is_settled(step: RunStep) -> bool:
    return step.state != StepState.DUE


def is_overdue(step: RunStep, *, today: date) -> bool:
    """Not done, and past its day."""
    return step.state == StepState.DUE and standings.is_late(
        due_on=step.due_on, done_on=None, today=today
    )


def was_late(step: RunStep, *, today: date) -> bool | None:
    """Done late, or not done in time; None while it may still be, or where it was waived."""
    if step.state == StepState.WAIVED:
        return None
    late = standings.is_late(due_on=step.due_on, done_on=step.done_on, today=today)
    return late if late or step.done_on is not None else None


def is_out_of_turn(step: RunStep, steps: Iterable[RunStep]) -> bool:
    """Whether one before it is not settled."""
    return any(one.position < step.position and not is_settled(one) for one in steps)
