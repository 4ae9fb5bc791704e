"""The HR firm: a yearly CSV of its files, one row per file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from timonerie.cli.demo import draws, seasons
from timonerie.cli.demo.cases import Case, exports, numbered, shown
from timonerie.cli.demo.group import SITES, Site
from timonerie.cli.demo.horizon import PARIS
from timonerie.cli.demo.suppliers import HR
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile, csv_bytes, text

SOURCE = "Rivelaine RH – dossiers"
HEADER = (
    "Dossier",
    "Type de dossier",
    "Site",
    "Demande complète le",
    "Ouvert le",
    "Remis le",
    "Accepté le",
    "À remettre le",
    "Nombre de reprises",
)
MAPPING: dict[str, Any] = {
    "format": "csv",
    "kind": "cases",
    "zone": "Europe/Paris",
    "delimiter": ";",
    "dates": ["%d/%m/%Y %H:%M"],
    "unknown": "create",
    "columns": {
        "case": "Dossier",
        "activity": "Type de dossier",
        "site": "Site",
        "received": "Demande complète le",
        "started": "Ouvert le",
        "delivered": "Remis le",
        "resolved": "Accepté le",
        "due": "À remettre le",
        "rework": "Nombre de reprises",
    },
    "constants": {"provider": HR.name},
}


@dataclass(frozen=True)
class Kind:
    """Per head and month; delays in days of opening."""

    activity: str
    per_head: float
    usual_days: float
    promised_days: float
    planted: str = ""
    rework: float = 0.03


KINDS = (
    Kind("Administration du personnel", 0.13, 2.2, 5.0, planted="staff-change"),
    Kind("Recrutement", 0.016, 21.0, 35.0),
    Kind("Formation", 0.03, 6.0, 12.0),
)


def files(world: World) -> Iterator[DemoFile]:
    found = cases(world)
    for export in exports(world.horizon, 12):
        rows = (_row(case) for case in shown(found, export))
        name = f"rivelaine_dossiers_{export.label}.csv"
        yield DemoFile(SOURCE, HR.name, name, export.made, csv_bytes(HEADER, rows), MAPPING)


def cases(world: World) -> list[Case]:
    found: list[Case] = []
    for month in world.horizon.months:
        for site in SITES:
            for kind in KINDS:
                found += _of_kind(world, site, month, kind)
    return numbered(found, "R", world.horizon)


def _of_kind(world: World, site: Site, month: date, kind: Kind) -> Iterator[Case]:
    rng, clock = world.rng(kind.activity, site.code, month), world.clock(site, month)
    busy = seasons.factor(seasons.HR, site, month)
    received = draws.in_month(rng, clock, site, month, site.heads * kind.per_head * busy)
    count, day = len(received), draws.day_hours(clock, site, month)
    chance = world.level(kind.planted, site, month) if kind.planted else kind.rework
    again = draws.happens(rng, chance, count)
    started = draws.later(clock, received, draws.usual(rng, 0.4 * day, 0.5, count))
    delivered = draws.later(clock, started, draws.usual(rng, kind.usual_days * day, 0.4, count))
    redone = draws.later(clock, delivered, draws.usual(rng, 1.5 * day, 0.4, count))
    resolved = np.where(again, redone, delivered)
    due = draws.later(clock, received, np.full(count, kind.promised_days * day))
    times = again * (1 + draws.happens(rng, 0.2, count))
    for i in range(count):
        yield Case(
            kind.activity,
            site,
            int(received[i]),
            int(due[i]),
            started=int(started[i]),
            delivered=int(delivered[i]),
            resolved=int(resolved[i]),
            rework=int(times[i]),
        )


def _row(case: Case) -> tuple[str, ...]:
    return (
        case.key,
        case.activity,
        case.site.name,
        text(case.received, PARIS),
        text(case.started, PARIS),
        text(case.delivered, PARIS),
        text(case.resolved, PARIS),
        text(case.due, PARIS),
        str(case.rework) if case.delivered is not None else "",
    )
