"""Passages: opened with the calendar or with an event, closed, taken up again."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.cycle_enums import JobKind, Rhythm, RunState, StepState
from timonerie.domains.reporting.models import Cycle, CycleRun, CycleStep, RunStep
from timonerie.domains.reporting.operations import cycle_checks as checks
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.reporting.queries.cycle_days import Days
from timonerie.domains.reporting.rules.cycles import dues, periods, references
from timonerie.domains.reporting.rules.cycles.dues import Rule
from timonerie.domains.reporting.rules.cycles.periods import Period
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs

FROZEN: Final = (
    *("position", "key", "title", "side", "seat_id", "provider_id", "base", "days"),
    *("proof", "returns_work", "noun", "is_feminine"),
)
LONGEST_REASON: Final = 300
AT_ONCE: Final = 12
"""Passages opened in one transaction."""


def open_due(*, by: Actor, at: datetime) -> int:
    """Open every passage whose period has begun, for every cycle in use; returns how many.

    Asked every hour, or after weeks: what stands is not opened again, no period is left out."""
    rows = Cycle.objects.active().exclude(cadence=Rhythm.EVENT).order_by("pk")
    return sum(_opened(by, at, one) for one in rows.select_related("company", "provider"))


def open_begun(*, by: Actor, at: datetime, cycle: Cycle) -> int:
    """The same for one cycle; inside a transaction or not."""
    return _opened(by, at, cycle)


def _opened(by: Actor, at: datetime, cycle: Cycle) -> int:
    """A few passages a transaction: years to catch up hold nobody."""
    days = Days.known(at=at, zone=cycle.company.zone)
    total = 0
    while made := _some(by, at, cycle, days):
        total += made
    return total


def _some(by: Actor, at: datetime, cycle: Cycle, days: Days) -> int:
    with transaction.atomic():
        # Two clocks that strike together wait for each other.
        held = Cycle.objects.select_for_update(no_key=True, of=("self",)).get(pk=cycle.pk)
        if held.archived_at is not None:
            return 0
        wanted = itertools.islice(_missing(held, days, at), AT_ONCE)
        runs = [_open(held, site, start, end, "", days, at) for site, (start, end) in wanted]
        count = sum(one is not None for one in runs)
        if count:
            told = {"title": held.title, "count": count}
            checks.audited(by, at, "cycle.opened", held, told)
    return count


def _missing(cycle: Cycle, days: Days, at: datetime) -> Iterator[tuple[Unit | None, Period]]:
    """Where, and the periods begun there that nothing was opened for."""
    sites = queries.sites_of(cycle)
    places: list[Unit | None] = [one for one in sites if one.archived_at is None]
    for site in places if sites else [None]:
        rows = CycleRun.objects.filter(cycle=cycle, site=site)
        known = frozenset(rows.values_list("period_start", flat=True))
        today = days.day(site.pk if site else None, at)
        for period in periods.missing(
            cycle.cadence, start=cycle.start_date, today=today, known=known
        ):
            yield site, period


def open_event(
    *, by: Actor, at: datetime, cycle: Cycle, day: date, reference: str, site: Unit | None
) -> CycleRun:
    """Open a passage for something that happens on a day: a reference names it, never a person.

    Raises Refused: another rhythm, a site that is not of the cycle, a reference that reads as a
    name, that is known already, or a cycle without steps."""
    by.require("cycle.write")
    checks.require_places(
        by,
        at=at,
        provider=cycle.provider,
        activity=cycle.activity,
        sites=[one for one in (site,) if one],
    )
    if cycle.cadence != Rhythm.EVENT or cycle.archived_at is not None:
        raise Refused(_("Les passages de ce cycle s’ouvrent avec le calendrier."))
    text = references.cleaned(reference)
    if not references.stands(text):
        raise Refused(
            _(
                "Donnez une référence, jamais un nom : des lettres et au moins un chiffre, sans"
                " espace, comme « ARR-2026-014 »."
            ),
            field="reference",
        )
    if not _is_of(cycle, site):
        raise Refused(_("Choisissez l’un des sites de ce cycle."), field="site")
    with transaction.atomic():
        Cycle.objects.select_for_update(no_key=True, of=("self",)).get(pk=cycle.pk)
        if CycleRun.objects.filter(cycle=cycle, reference=text).exists():
            raise Refused(_("Cette référence a déjà un passage."), field="reference")
        days = Days.known(at=at, zone=cycle.company.zone)
        made = _open(cycle, site, day, day, text, days, at)
        if made is None:
            raise Refused(_("Ce cycle n’a pas encore d’étape : ajoutez la première."))
        told = {"title": cycle.title, "reference": text, "site": site.name if site else ""}
        checks.audited(by, at, "cycle.run_opened", cycle, told)
    return made


def _is_of(cycle: Cycle, site: Unit | None) -> bool:
    if site is None:
        return not cycle.sites.exists()
    return cycle.sites.filter(site=site, site__archived_at__isnull=True).exists()


def _open(
    cycle: Cycle,
    site: Unit | None,
    start: date,
    end: date,
    reference: str,
    days: Days,
    at: datetime,
) -> CycleRun | None:
    """With the steps of its period, frozen; nothing for a cycle without steps."""
    steps = queries.steps_of(queries.version_of(cycle, on=start))
    if not steps:
        return None
    run: CycleRun = CycleRun.objects.create(
        cycle=cycle,
        site=site,
        period_start=start,
        period_end=end,
        reference=reference,
        opened_at=at,
    )
    worked = days.worked(site.pk if site else None)
    rules = [Rule(one.base, one.days) for one in steps]
    planned = dues.planned(rules, start=start, end=end, worked=worked)
    RunStep.objects.bulk_create(
        _frozen(run, step, day) for step, day in zip(steps, planned, strict=True)
    )
    return run


def _frozen(run: CycleRun, step: CycleStep, day: date) -> RunStep:
    told = {name: getattr(step, name) for name in FROZEN}
    return RunStep(run=run, planned_on=day, due_on=day, **told)


def close(*, by: Actor, at: datetime, run: CycleRun, reason: str) -> None:
    """End a passage as it is: its steps left are said without object. Twice is once.

    Raises Refused without a reason, where a step is left."""
    checks.require_write(by, at=at, cycle=run.cycle)
    with transaction.atomic():
        held = locked(run)
        if held.state == RunState.CLOSED:
            return
        left = held.steps.filter(state=StepState.DUE)
        text = checks.line(reason, LONGEST_REASON, "reason", required=left.exists())
        left.update(state=StepState.WAIVED, reason=text)
        told = {"run": name_of(held), "reason": text}
        checks.audited(by, at, "cycle.run_closed", held.cycle, told)
        end(by=by, at=at, run=held, reason=text)


def end(*, by: Actor, at: datetime, run: CycleRun, reason: str = "") -> None:
    """Close a passage that its caller holds, whose steps are all settled; its facts follow."""
    run.state, run.closed_at, run.reason = RunState.CLOSED, at, reason
    run.save(update_fields=["state", "closed_at", "reason"])
    _follow(by, at, run)


def reopen(*, by: Actor, at: datetime, run: CycleRun) -> None:
    """Take up a closed passage again: what it put among the facts is taken back. Twice is once.
    Steps that nobody did when it was closed are due again."""
    checks.require_write(by, at=at, cycle=run.cycle)
    with transaction.atomic():
        held = locked(run)
        if held.state == RunState.CLOSED:
            take_up(by=by, at=at, run=held)


def take_up(*, by: Actor, at: datetime, run: CycleRun) -> None:
    """The same for a passage that its caller holds, once let in."""
    if run.reason:
        run.steps.filter(state=StepState.WAIVED, reason=run.reason).update(
            state=StepState.DUE, reason=""
        )
    run.state, run.closed_at, run.reason = RunState.OPEN, None, ""
    run.save(update_fields=["state", "closed_at", "reason"])
    checks.audited(by, at, "cycle.run_reopened", run.cycle, {"run": name_of(run)})
    _follow(by, at, run)


def _follow(by: Actor, at: datetime, run: CycleRun) -> None:
    """The facts follow once the transaction stands: whoever closed it, the product feeds them."""
    if run.cycle.makes_facts or run.batch_id is not None:
        jobs.put_off(
            by=by,
            kind=JobKind.FEED_CYCLE,
            key=f"{run.public_id}:{at.isoformat()}",
            payload={"run": str(run.public_id)},
            at=at,
        )


def locked(run: CycleRun) -> CycleRun:
    """The passage, held until the end of the transaction."""
    rows = CycleRun.objects.select_related("cycle__provider", "cycle__company", "site")
    found: CycleRun = rows.select_for_update(of=("self",)).get(pk=run.pk)
    return found


def name_of(run: CycleRun) -> str:
    """As the trail names it: where, and which period or event."""
    place = run.site.name if run.site else ""
    return " ".join(part for part in (place, run.reference or str(run.period_start)) if part)
