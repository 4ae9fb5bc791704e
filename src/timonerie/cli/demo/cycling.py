"""The payroll of the four sites as a cycle of two sides, told by the files that the simulator made:
the day on which the last inputs of a site came, the payslips that were done again. Its steps make
no facts: those files measure the same work already. Beside it, an arrival under its reference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from timonerie.cli.demo.cases import Case
from timonerie.cli.demo.horizon import midnight, shifted
from timonerie.cli.demo.plan import Plan
from timonerie.cli.demo.simulators import payroll
from timonerie.cli.demo.suppliers import IT, PAYROLL
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.cycle_enums import DoneWay
from timonerie.domains.reporting.models import Cycle, CycleRun, RunStep
from timonerie.domains.reporting.operations import cycle_doing, cycle_links, cycle_runs, cycles
from timonerie.domains.reporting.operations.cycle_doing import Said as Doing
from timonerie.domains.reporting.operations.cycles import Said
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

MONTHS = 18
SENT = 0.8
"""The share of the payslips of a site whose sending ends the step: what comes after is a correction
or a leaver."""
ZONE = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Month:
    """What the simulator says of a site in a month."""

    inputs_at: datetime
    payslips_at: datetime
    items: int
    redone: int
    dsn_at: datetime


def turn(plan: Plan, *, by: Actor, at: datetime) -> None:
    """Up to the midnight that ends the last month, when the next one opens."""
    end = _instant(midnight(plan.horizon.end))
    cycle = _begun(plan, by)
    cycle_runs.open_due(by=by, at=end)
    told = _months(plan, cycle.start_date)
    for run in cycle.runs.select_related("site").order_by("period_start", "pk"):
        assert run.site is not None
        month = told.get((run.site.name, run.period_start))
        if month is not None:
            _done(run, month, by=by, until=end)
    lyon = cycle.sites.select_related("site").order_by("pk")[0].site
    cycle_links.make(by=by, at=at, cycle=cycle, provider=cycle.provider, recipient="Pôle paie")
    cycle_links.make(by=by, at=at, cycle=cycle, site=lyon, recipient="Accueil du site")
    _arrival(plan, lyon, by=by, at=at)


def _begun(plan: Plan, by: Actor) -> Cycle:
    first = plan.horizon.months[-MONTHS:][0]
    said = Said(
        title="Paie du mois",
        provider=Provider.objects.get(name=PAYROLL.name),
        activity=Activity.objects.get(name=payroll.PAYSLIPS),
        sites=tuple(Unit.objects.get(kind="site", name=site.name) for site in plan.sites),
        cadence="monthly",
        start_date=first,
    )
    return cycles.copy(by=by, at=_instant(midnight(first)), code="PAYROLL_MONTH", said=said)


def _months(plan: Plan, since: date) -> dict[tuple[str, date], Month]:
    found: dict[tuple[str, date], list[Case]] = {}
    for case in payroll.cases(plan.world):
        start = datetime.fromtimestamp(case.due, ZONE).date().replace(day=1)
        # A declaration is due in the month that follows its own.
        month = shifted(start, -1) if case.activity == payroll.DECLARATIONS else start
        if month >= since and case.activity != payroll.LEAVERS:
            found.setdefault((case.site.name, month), []).append(case)
    told = {key: _month(cases) for key, cases in found.items()}
    return {key: one for key, one in told.items() if one is not None}


def _month(cases: list[Case]) -> Month | None:
    by_kind: dict[str, list[Case]] = {}
    for case in cases:
        by_kind.setdefault(case.activity, []).append(case)
    inputs = _delivered(by_kind.get(payroll.INPUTS, []))
    payslips = _delivered(by_kind.get(payroll.PAYSLIPS, []))
    dsn = _delivered(by_kind.get(payroll.DECLARATIONS, []))
    if not (inputs and payslips and dsn):
        return None
    made = by_kind[payroll.PAYSLIPS]
    return Month(
        inputs_at=_instant(inputs[-1]),
        payslips_at=_instant(payslips[int(len(payslips) * SENT) - 1]),
        items=len(made),
        redone=sum(bool(case.error) for case in made),
        dsn_at=_instant(dsn[-1]),
    )


def _delivered(cases: Iterable[Case]) -> list[int]:
    return sorted(case.delivered for case in cases if case.delivered)


def _done(run: CycleRun, month: Month, *, by: Actor, until: datetime) -> None:
    """Each step at its hour, what is after the end left to do."""
    steps = {one.key: one for one in run.steps.order_by("position")}
    for key, at, said in _gestures(steps, month):
        if at >= until:
            continue
        theirs = steps[key].side == "theirs"
        way = DoneWay.LINK if theirs else DoneWay.ACCOUNT
        cycle_doing.settle(by=by, at=at, step=steps[key], said=said, way=way)


def _gestures(steps: dict[str, RunStep], month: Month) -> Iterator[tuple[str, datetime, Doing]]:
    yield "inputs", month.inputs_at, Doing()
    counts = Doing(items=month.items, redone=month.redone)
    yield "payslips", max(month.payslips_at, month.inputs_at), counts
    controlled = max(month.payslips_at, _morning(steps["control"].planned_on))
    yield "control", controlled, Doing()
    approved = max(controlled + timedelta(hours=3), _morning(steps["approval"].planned_on))
    yield "approval", approved, Doing()
    yield "transfer", _morning(steps["transfer"].planned_on), Doing(given="Ordre signé en banque")
    yield "dsn", month.dsn_at, Doing(given="Certificat de conformité reçu")


def _arrival(plan: Plan, site: Unit, *, by: Actor, at: datetime) -> None:
    said = Said(
        title="Arrivées et départs",
        provider=Provider.objects.get(name=IT.name),
        sites=(site,),
        cadence="event",
        start_date=plan.horizon.last,
    )
    cycle = cycles.copy(by=by, at=at, code="ARRIVALS", said=said)
    day = plan.horizon.end + timedelta(days=13)
    run = cycle_runs.open_event(
        by=by, at=at, cycle=cycle, day=day, reference=f"ARR-{day.year}-014", site=site
    )
    first: RunStep = run.steps.get(key="request")
    cycle_doing.do(by=by, at=at, step=first, said=Doing(given="Formulaire complet"))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), ZONE).astimezone(UTC)


def _instant(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
