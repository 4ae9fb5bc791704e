"""The assistants: a half-yearly CSV of a tool that speaks English, commas and offsets."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from timonerie.cli.demo import draws, seasons
from timonerie.cli.demo.cases import Case, exports, numbered, shown
from timonerie.cli.demo.group import COLMAR, LYON, NANTES, Site
from timonerie.cli.demo.horizon import PARIS
from timonerie.cli.demo.suppliers import ASSISTANT
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile, csv_bytes, text

SOURCE = "Tournesac Assistance – demandes"
REQUESTS, POST = "Demandes d’assistanat", "Courrier numérisé"
# Saint-Pierre keeps this work inside.
SERVED = (LYON, COLMAR, NANTES)

HEADER = (
    "request_id",
    "category",
    "branch",
    "opened",
    "first_reply",
    "closed",
    "due",
    "items",
    "quality_issue",
)
MAPPING: dict[str, Any] = {
    "format": "csv",
    "kind": "cases",
    "zone": "Europe/Paris",
    "offsets": "keep",
    "delimiter": ",",
    "unknown": "create",
    "columns": {
        "case": "request_id",
        "activity": "category",
        "site": "branch",
        "received": "opened",
        "started": "first_reply",
        "resolved": "closed",
        "due": "due",
        "quantity": "items",
        "error": "quality_issue",
    },
    "constants": {"provider": ASSISTANT.name},
}

_ISO = "%Y-%m-%dT%H:%M:%S%z"


def files(world: World) -> Iterator[DemoFile]:
    found = cases(world)
    for export in exports(world.horizon, 6):
        rows = (_row(case) for case in shown(found, export))
        name = f"tournesac_requests_{export.label}.csv"
        content = csv_bytes(HEADER, rows, delimiter=",", encoding="utf-8")
        yield DemoFile(SOURCE, ASSISTANT.name, name, export.made, content, MAPPING)


def cases(world: World) -> list[Case]:
    found: list[Case] = []
    for month in world.horizon.months:
        for site in SERVED:
            more = world.level("more-requests", site, month)
            found += _of_kind(world, site, month, REQUESTS, 0.42 * more, 2.6)
            found += _of_kind(world, site, month, POST, 0.11, 1.4)
    return numbered(found, "A", world.horizon)


def _of_kind(
    world: World, site: Site, month: date, activity: str, per_head: float, hours: float
) -> Iterator[Case]:
    """Answered the same day: due after a day of opening."""
    rng, clock = world.rng(activity, site.code, month), world.clock(site, month)
    busy = seasons.factor(seasons.ASSISTANT, site, month)
    received = draws.in_month(rng, clock, site, month, site.heads * per_head * busy)
    count, day = len(received), draws.day_hours(clock, site, month)
    started = draws.later(clock, received, draws.usual(rng, 0.3, 0.6, count))
    resolved = draws.later(clock, started, draws.usual(rng, hours, 0.6, count))
    due = draws.later(clock, received, np.full(count, day))
    wrong = draws.happens(rng, 0.012, count)
    items = 1 + rng.poisson(0.8, count)
    for i in range(count):
        yield Case(
            activity,
            site,
            int(received[i]),
            int(due[i]),
            started=int(started[i]),
            resolved=int(resolved[i]),
            quantity=int(items[i]),
            error=bool(wrong[i]),
        )


def _row(case: Case) -> tuple[str, ...]:
    instants = (case.received, case.started, case.resolved, case.due)
    return (
        case.key,
        case.activity,
        case.site.code,
        *(text(instant, PARIS, _ISO) for instant in instants),
        str(case.quantity),
        str(case.error).lower() if case.resolved is not None else "",
    )
