"""The law firm: a yearly workbook, with its fees."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from timonerie.cli.demo import draws, seasons
from timonerie.cli.demo.cases import Case, exports, numbered, shown
from timonerie.cli.demo.group import SITES, Site
from timonerie.cli.demo.horizon import PARIS
from timonerie.cli.demo.suppliers import LEGAL
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import Cell, DemoFile, clock_time, xlsx_bytes

SOURCE = "Filandre Juridique – dossiers"
REVIEWS, PRIVACY = "Relecture de contrats", "Demandes RGPD"

HEADER = ("Réf.", "Objet", "Pour", "Confié le", "Rendu le", "Promis pour le", "Honoraires HT")
MAPPING: dict[str, Any] = {
    "format": "xlsx",
    "kind": "cases",
    "zone": "Europe/Paris",
    "sheet": "Dossiers",
    "unknown": "create",
    "columns": {
        "case": "Réf.",
        "activity": "Objet",
        "site": "Pour",
        "received": "Confié le",
        "resolved": "Rendu le",
        "due": "Promis pour le",
        "amount": "Honoraires HT",
    },
    "constants": {"provider": LEGAL.name, "currency": "EUR"},
}


def files(world: World) -> Iterator[DemoFile]:
    found = cases(world)
    for export in exports(world.horizon, 12):
        rows = (_row(case) for case in shown(found, export))
        name = f"filandre_dossiers_{export.label}.xlsx"
        content = xlsx_bytes(HEADER, rows, sheet="Dossiers")
        yield DemoFile(SOURCE, LEGAL.name, name, export.made, content, MAPPING)


def cases(world: World) -> list[Case]:
    found: list[Case] = []
    for month in world.horizon.months:
        for site in SITES:
            on_time = world.level("late-december", site, month)
            found += _of_kind(world, site, month, REVIEWS, 0.075, 5.0, on_time)
            found += _of_kind(world, site, month, PRIVACY, 0.012, 20.0, 0.97)
    return numbered(found, "J", world.horizon)


def _of_kind(
    world: World,
    site: Site,
    month: date,
    activity: str,
    per_head: float,
    promised_days: float,
    on_time: float,
) -> Iterator[Case]:
    rng, clock = world.rng(activity, site.code, month), world.clock(site, month)
    busy = seasons.factor(seasons.LEGAL, site, month)
    received = draws.in_month(rng, clock, site, month, site.heads * per_head * busy)
    count = len(received)
    promised = promised_days * draws.day_hours(clock, site, month)
    share = np.where(
        draws.happens(rng, on_time, count),
        rng.uniform(0.25, 0.98, count),
        rng.uniform(1.05, 1.9, count),
    )
    resolved = draws.later(clock, received, promised * share)
    due = draws.later(clock, received, np.full(count, promised))
    fees = 100 * np.round(draws.usual(rng, 290.0, 0.35, count))
    for i in range(count):
        yield Case(
            activity,
            site,
            int(received[i]),
            int(due[i]),
            resolved=int(resolved[i]),
            cents=int(fees[i]),
        )


def _row(case: Case) -> tuple[Cell, ...]:
    return (
        case.key,
        case.activity,
        case.site.name,
        clock_time(case.received, PARIS),
        clock_time(case.resolved, PARIS),
        clock_time(case.due, PARIS),
        case.cents / 100 if case.cents is not None else None,
    )
