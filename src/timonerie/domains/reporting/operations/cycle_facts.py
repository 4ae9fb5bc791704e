"""The steps of a closed passage, put among the facts by the way of every file: received, read with
the mapping of the source, accepted in one commit. Asked twice, nothing is counted twice."""

import csv
import io
from datetime import UTC, datetime
from typing import Any, Final

from timonerie.domains.facts.models import BatchState, Dimension, ImportBatch, Source
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.performance.operations import indicators, refreshing
from timonerie.domains.performance.queries import definitions
from timonerie.domains.reporting.cycle_enums import RunState, StepState
from timonerie.domains.reporting.models import CycleRun, RunStep
from timonerie.domains.reporting.queries.cycle_days import Days
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents.inert import inert

SOURCE: Final = "Cycles"
COLUMNS: Final = (
    *("Dossier", "Site", "Prestataire", "Activité", "Reçu le", "Fait le", "Attendu le"),
    *("Remis", "Reprises"),
)
MAPPING: Final[dict[str, Any]] = {
    "format": "csv",
    "kind": "cases",
    "zone": "UTC",
    "unknown": "reject",
    "columns": {
        "case": "Dossier",
        "site": "Site",
        "provider": "Prestataire",
        "activity": "Activité",
        "received": "Reçu le",
        "delivered": "Fait le",
        "resolved": "Fait le",
        "due": "Attendu le",
        "quantity": "Remis",
        "rework": "Reprises",
    },
}
_ON_THEIR_WAY: Final = (BatchState.RECEIVED, BatchState.READ)


class NotTaken(RuntimeError):
    """Our own file was refused: the mapping and the file disagree."""


def feed(*, by: Actor, at: datetime, run: CycleRun) -> bool:
    """Have the facts say what a passage says: its steps once closed, nothing while it is open.

    Stopped on its way, it goes on from the batch that the passage names. Returns whether facts
    changed; the figures follow in a job of their own, and what follows them."""
    row = CycleRun.objects.select_related("cycle__company", "site", "batch__source").get(pk=run.pk)
    wanted = row.state == RunState.CLOSED and row.cycle.makes_facts
    changed = _enter(by, at, row) if wanted else _leave(by, at, row)
    # Asked though nothing moved: the one before may have been stopped here.
    indicators.ensure_built_in(by=by, at=at)
    refreshing.ask(by=by, at=at)
    return changed


def _enter(by: Actor, at: datetime, run: CycleRun) -> bool:
    done = [one for one in _steps(run) if one.state == StepState.DONE]
    if not done or (run.batch is not None and run.batch.state == BatchState.ACCEPTED):
        return False
    source = sources.ensure(by=by, at=at, name=SOURCE)
    if run.batch is None or run.batch.state not in _ON_THEIR_WAY:
        _name(by, at, source, run, done)
        content = _written(run, at)
        name = f"cycle-{run.public_id}.csv"
        run.batch = batches.receive(by=by, at=at, source=source, chunks=[content], file_name=name)
        run.save(update_fields=["batch"])
    batch = run.batch
    assert isinstance(batch, ImportBatch)
    reading = batches.read(by=by, at=at, batch=batch, mapping=Mapping.from_dict(MAPPING))
    if reading is None or reading.rejected:
        raise NotTaken(str(batch.report))
    batches.accept(by=by, at=at, batch=batch, closings=definitions.closing_spans())
    return True


def _leave(by: Actor, at: datetime, run: CycleRun) -> bool:
    batch = run.batch
    if batch is None:
        return False
    is_live = batch.state == BatchState.ACCEPTED
    if is_live:
        batches.undo(by=by, at=at, batch=batch, closings=definitions.closing_spans())
    run.batch = None
    run.save(update_fields=["batch"])
    return is_live


def _steps(run: CycleRun) -> list[RunStep]:
    rows = run.steps.select_related("provider").order_by("position")
    return list(rows)


def _name(by: Actor, at: datetime, source: Source, run: CycleRun, steps: list[RunStep]) -> None:
    """What the words of the file stand for: said once each, so that no other row answers to a name
    that changed hands."""
    cycle = run.cycle
    wanted: dict[tuple[str, str], int] = {}
    if run.site is not None:
        wanted[Dimension.UNIT, _word(run.site)] = run.site.pk
    if cycle.activity is not None:
        wanted[Dimension.ACTIVITY, _word(cycle.activity)] = cycle.activity.pk
    for one in steps:
        firm = _firm(one, run)
        if firm is not None:
            wanted[Dimension.PROVIDER, _word(firm)] = firm.pk
    known = set(source.aliases.values_list("dimension", "text"))
    for (dimension, text), target in wanted.items():
        if (str(dimension), text) not in known:
            sources.alias(
                by=by, at=at, source=source, dimension=dimension, text=text, target_id=target
            )


def _written(run: CycleRun, at: datetime) -> bytes:
    """One row a step done; instants in UTC, the end of the day it was due at its site."""
    days = Days.known(at=at, zone=run.cycle.company.zone)
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    before: RunStep | None = None
    for one in _steps(run):
        if one.state == StepState.DONE:
            writer.writerow(_row(run, one, before, days))
        before = one
    return file.getvalue().encode()


def _row(run: CycleRun, step: RunStep, before: RunStep | None, days: Days) -> list[str]:
    activity, firm = run.cycle.activity, _firm(step, run)
    assert step.done_at is not None
    return [
        f"{run.public_id}/{step.key}",
        inert(_word(run.site)) if run.site else "",
        inert(_word(firm)) if firm else "",
        inert(_word(activity)) if activity else "",
        _instant(_in_hand(run, step, before)),
        _instant(step.done_at),
        _instant(days.end(run.site_id, step.due_on)),
        "" if step.items is None else str(step.items),
        "" if step.redone is None else str(step.redone),
    ]


def _in_hand(run: CycleRun, step: RunStep, before: RunStep | None) -> datetime | None:
    """Since when its side could do it: the step before it was done, or the event was told. Unknown
    for the first step of a period, and for a step done before its turn."""
    since = before.done_at if before else (run.opened_at if run.reference else None)
    return since if since is not None and step.done_at and since <= step.done_at else None


def _firm(step: RunStep, run: CycleRun) -> Any:
    return (step.provider or run.cycle.provider) if step.side == "theirs" else None


def _word(row: Any) -> str:
    return f"{row.name} ({str(row.public_id)[:8]})"


def _instant(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
