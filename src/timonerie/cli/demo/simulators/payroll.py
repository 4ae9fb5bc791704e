"""The payroll firm: a quarterly workbook, one row per payslip, declaration or leaver; and beside
it, kept by the group itself, the yearly workbook of what the teams send."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from timonerie.cli.demo import draws
from timonerie.cli.demo.cases import Case, Export, exports, numbered, shown
from timonerie.cli.demo.group import LYON, SAINT_PIERRE, SITES, Site, Team
from timonerie.cli.demo.horizon import PARIS, midnight, shifted
from timonerie.cli.demo.suppliers import PAYROLL
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import Cell, DemoFile, clock_time, xlsx_bytes, yes_no

SOURCE = "Solde & Clarté – production de paie"
INPUTS_SOURCE = "Suivi interne des variables de paie"
INPUTS, PAYSLIPS = "Collecte des variables", "Bulletins de paie"
DECLARATIONS, LEAVERS = "DSN", "Soldes de tout compte"

CORRECTED = 4
"""Payslips found wrong after their month was closed."""

HEADER = (
    "Référence",
    "Nature",
    "Site",
    "Équipe",
    "Réalisé par",
    "Reçu le",
    "Commencé le",
    "Livré le",
    "Validé le",
    "Attendu le",
    "Erreur",
    "Imputable à",
    "Reprises",
)
MAPPING: dict[str, Any] = {
    "format": "xlsx",
    "kind": "cases",
    "zone": "Europe/Paris",
    "sheet": "Production",
    "unknown": "create",
    "columns": {
        "case": "Référence",
        "activity": "Nature",
        "site": "Site",
        "team": "Équipe",
        "provider": "Réalisé par",
        "received": "Reçu le",
        "started": "Commencé le",
        "delivered": "Livré le",
        "resolved": "Validé le",
        "due": "Attendu le",
        "error": "Erreur",
        "cause": "Imputable à",
        "rework": "Reprises",
    },
}

# A payslip made from inputs that came late is often wrong; ours then, not the provider's.
_CLIENT_ERRORS = {True: 0.045, False: 0.0015}
_SIDES = {"": "", "provider": "prestataire", "client": "client"}


def files(world: World) -> Iterator[DemoFile]:
    found = cases(world)
    theirs = [case for case in found if case.activity != INPUTS]
    ours = [case for case in found if case.activity == INPUTS]
    yield from _sent(SOURCE, PAYROLL.name, "solde_production", theirs, exports(world.horizon, 3))
    yield from _sent(INPUTS_SOURCE, "", "brevent_variables", ours, exports(world.horizon, 12))


def corrected(world: World) -> DemoFile:
    """What the firm sends again once the month is closed: a few payslips of Lyon were wrong."""
    month = world.horizon.back(1)
    start, end = midnight(month), midnight(shifted(month, 1))
    right = [
        case
        for case in cases(world)
        if case.activity == PAYSLIPS
        and case.site is LYON
        and start <= case.received < end
        and not case.error
    ]
    wrong = [replace(case, error=True, cause="provider", rework=1) for case in right[:CORRECTED]]
    content = xlsx_bytes(HEADER, map(_row, wrong), sheet="Production")
    name = f"solde_production_{month:%Y-%m}_rectificatif.xlsx"
    return DemoFile(SOURCE, PAYROLL.name, name, midnight(world.horizon.end), content, MAPPING)


def _sent(
    source: str, provider: str, name: str, cases: Sequence[Case], exports: Sequence[Export]
) -> Iterator[DemoFile]:
    for export in exports:
        rows = (_row(case) for case in shown(cases, export))
        content = xlsx_bytes(HEADER, rows, sheet="Production")
        yield DemoFile(
            source, provider, f"{name}_{export.label}.xlsx", export.made, content, MAPPING
        )


def cases(world: World) -> list[Case]:
    found: list[Case] = []
    for month in world.horizon.months:
        for site in SITES:
            for team in site.teams:
                collected = _inputs(world, site, team, month)
                found += [collected, *_payslips(world, site, team, month, collected)]
            found.append(_declaration(world, site, month))
            found += _leavers(world, site, month)
    return numbered(found, "B", world.horizon)


def _inputs(world: World, site: Site, team: Team, month: date) -> Case:
    """What a team sends by the 20th: the only work here that is the client's."""
    rng, clock = world.rng(INPUTS, team.code, month), world.clock(site, month)
    start = draws.first_opening(clock, site, month.replace(day=12))
    due = draws.close_of(clock, site, month.replace(day=20))
    late = bool(rng.random() < world.level("late-inputs", site, month))
    if late:
        sent = draws.after(clock, due, float(rng.uniform(3, 14)))
    else:
        sent = int(draws.between(rng, clock, start, due, 1)[0])
    return Case(
        INPUTS,
        site,
        start,
        due,
        delivered=sent,
        resolved=sent,
        team=team.code,
        cause="client" if late else "",
    )


def _payslips(world: World, site: Site, team: Team, month: date, collected: Case) -> list[Case]:
    """Payslips wait for the whole team's inputs, and are due on the 27th."""
    rng, clock = world.rng(PAYSLIPS, team.code, month), world.clock(site, month)
    complete = collected.delivered or collected.due
    count = team.heads
    received = np.full(count, complete, np.int64)
    due = draws.close_of(clock, site, month.replace(day=27))
    room = draws.hours_between(clock, complete, due)
    by_client = draws.happens(rng, _CLIENT_ERRORS[collected.cause == "client"], count)
    by_provider = draws.happens(rng, world.level("payroll-errors", site, month), count)
    error = by_provider | by_client
    rework = error * (1 + draws.happens(rng, 0.15, count))
    # Most of the production is sent in the last days; a late start squeezes it.
    share = np.where(
        draws.happens(rng, 0.012 + 0.05 * (collected.cause == "client"), count),
        rng.uniform(1.05, 1.4, count),
        rng.uniform(0.55, 0.97, count),
    )
    checked = draws.later(clock, received, room * share)
    delivered = draws.later(clock, received, room * share * rng.uniform(0.75, 0.97, count))
    started = draws.later(clock, received, room * share * rng.uniform(0.05, 0.6, count))
    corrected = draws.later(clock, checked, draws.usual(rng, 7.0, 0.4, count))
    resolved = np.where(error, corrected, checked)
    return [
        Case(
            PAYSLIPS,
            site,
            complete,
            due,
            started=begun,
            delivered=sent,
            resolved=end,
            team=team.code,
            error=wrong,
            cause=("provider" if theirs else "client") if wrong else "",
            rework=times,
        )
        for begun, sent, end, wrong, theirs, times in zip(
            started.tolist(),
            delivered.tolist(),
            resolved.tolist(),
            error.tolist(),
            by_provider.tolist(),
            rework.tolist(),
            strict=True,
        )
    ]


def _declaration(world: World, site: Site, month: date) -> Case:
    """Due on the 5th of the next month, on the 15th for fewer than fifty employees (R243-6 CSS)."""
    rng, clock = world.rng(DECLARATIONS, site.code, month), world.clock(site, month)
    start = draws.first_opening(clock, site, month.replace(day=28))
    last = shifted(month, 1).replace(day=15 if site is SAINT_PIERRE else 5)
    due = draws.close_of(clock, site, last)
    refused = bool(rng.random() < 0.02)
    delivered = int(draws.between(rng, clock, start, due, 1)[0])
    resolved = draws.after(clock, delivered, 6.0) if refused else delivered
    return Case(
        DECLARATIONS,
        site,
        start,
        due,
        delivered=delivered,
        resolved=resolved,
        error=refused,
        cause="provider" if refused else "",
        rework=int(refused),
    )


def _leavers(world: World, site: Site, month: date) -> list[Case]:
    """Final accounts, due in five working days."""
    rng, clock = world.rng(LEAVERS, site.code, month), world.clock(site, month)
    received = draws.in_month(rng, clock, site, month, site.heads * 0.014)
    count = len(received)
    day = draws.day_hours(clock, site, month)
    delivered = draws.later(clock, received, draws.usual(rng, 2.8 * day, 0.4, count))
    due = draws.later(clock, received, 5 * day)
    wrong = draws.happens(rng, 0.02, count)
    resolved = draws.later(clock, delivered, 8.0 * wrong)
    return [
        Case(
            LEAVERS,
            site,
            start,
            limit,
            delivered=sent,
            resolved=end,
            error=fault,
            cause="provider" if fault else "",
            rework=int(fault),
        )
        for start, limit, sent, end, fault in zip(
            received.tolist(),
            due.tolist(),
            delivered.tolist(),
            resolved.tolist(),
            wrong.tolist(),
            strict=True,
        )
    ]


def _row(case: Case) -> tuple[Cell, ...]:
    instants = (case.received, case.started, case.delivered, case.resolved, case.due)
    return (
        case.key,
        case.activity,
        case.site.name,
        case.team,
        "" if case.activity == INPUTS else PAYROLL.name,
        *(clock_time(instant, PARIS) for instant in instants),
        yes_no(case.error),
        _SIDES[case.cause],
        case.rework,
    )
