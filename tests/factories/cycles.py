"""Cycles as tests hold them: a payroll month at two sites, whose days are those of March 2026."""

from datetime import UTC, date, datetime
from typing import Any

from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import providers, units
from timonerie.domains.reporting.models import Cycle, CycleRun, RunStep
from timonerie.domains.reporting.operations import cycle_doing, cycle_links, cycle_runs, cycles
from timonerie.domains.reporting.operations.cycle_doing import Said as Doing
from timonerie.domains.reporting.operations.cycle_links import Made
from timonerie.domains.reporting.operations.cycles import Said
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor

MARCH = date(2026, 3, 1)


def firm(by: Actor, name: str = "Nova Paie") -> Provider:
    found = Provider.objects.filter(name=name).first()
    return found or providers.create(by=by, at=NOW, name=name)


def site(by: Actor, name: str) -> Unit:
    found = Unit.objects.filter(name=name, kind="site").first()
    return found or units.create(by=by, at=NOW, kind="site", name=name)


def activity(by: Actor, name: str = "Paie") -> Activity:
    found = Activity.objects.filter(name=name).first()
    return found or activities.create(by=by, at=NOW, name=name, code=name.lower())


def said(by: Actor, *names: str, **parts: Any) -> Said:
    base: dict[str, Any] = {
        "title": "Paie du mois",
        "provider": parts.pop("provider", None) or firm(by),
        "start_date": MARCH,
        "sites": tuple(site(by, name) for name in names),
    }
    return Said(**{**base, **parts})


def payroll(by: Actor, *names: str, at: datetime = NOW, **parts: Any) -> Cycle:
    """With its passages of March open; at Lyon unless told otherwise."""
    told = said(by, *(names or ("Lyon",)), **parts)
    return cycles.copy(by=by, at=at, code="PAYROLL_MONTH", said=told)


def arrivals(by: Actor, *names: str, **parts: Any) -> Cycle:
    told = said(by, *(names or ("Lyon",)), title="Arrivées", cadence="event", **parts)
    return cycles.copy(by=by, at=NOW, code="ARRIVALS", said=told)


def arrival(by: Actor, cycle: Cycle, reference: str = "ARR-2026-001") -> CycleRun:
    place = cycle.sites.get().site
    return cycle_runs.open_event(
        by=by, at=NOW, cycle=cycle, day=date(2026, 3, 30), reference=reference, site=place
    )


def run(cycle: Cycle, name: str = "Lyon", start: date = MARCH) -> CycleRun:
    rows = CycleRun.objects.select_related("cycle__provider", "cycle__company", "site")
    return rows.get(cycle=cycle, site__name=name, period_start=start)


def step(of: CycleRun, key: str) -> RunStep:
    rows = RunStep.objects.select_related("run__cycle__provider", "run__site", "seat", "provider")
    return rows.get(run=of, key=key)


def on(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, 12, 34, tzinfo=UTC)


def do(by: Actor, of: CycleRun, key: str, at: datetime, **told: Any) -> cycle_doing.Done:
    return cycle_doing.do(by=by, at=at, step=step(of, key), said=Doing(**told))


def whole(by: Actor, of: CycleRun, *, inputs: int = 20, redone: int = 0, items: int = 40) -> None:
    """Every step of March, the variables on a day of the month."""
    do(by, of, "inputs", on(3, inputs))
    do(by, of, "payslips", on(3, 27), items=items, redone=redone)
    do(by, of, "control", on(3, 30))
    do(by, of, "approval", on(3, 31))
    do(by, of, "transfer", on(3, 31))
    do(by, of, "dsn", on(4, 3))


def link(by: Actor, cycle: Cycle, *, site: Unit | None = None, days: int = 90) -> Made:
    firm_ = None if site else cycle.provider
    return cycle_links.make(
        by=by, at=NOW, cycle=cycle, provider=firm_, site=site, recipient="Paul", days=days
    )
