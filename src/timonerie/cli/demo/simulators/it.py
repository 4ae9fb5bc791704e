"""The IT firm: a quarterly export of its ticket tool, one row per change of state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from timonerie.cli.demo import draws, seasons
from timonerie.cli.demo.cases import Export, exports
from timonerie.cli.demo.group import SITES, Site
from timonerie.cli.demo.horizon import PARIS, midnight
from timonerie.cli.demo.suppliers import IT
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile, csv_bytes, text
from timonerie.engine.zones import Instants

SOURCE = "Kerlune Infogérance – tickets"
SUPPORT, ACCOUNTS, PHONES = "Support utilisateurs", "Postes et comptes", "Téléphonie et licences"
NEW, TAKEN, WAITING = "Nouveau", "En cours", "En attente demandeur"
SOLVED, AGAIN, CLOSED = "Résolu", "Rouvert", "Clos"

HEADER = (
    "N° ticket",
    "Rang",
    "Horodatage",
    "État",
    "Site",
    "Service demandeur",
    "Catégorie",
    "Priorité",
    "Créé le",
    "Pris en charge le",
    "Résolu le",
    "Échéance",
)
MAPPING: dict[str, Any] = {
    "format": "csv",
    "kind": "events",
    "zone": "Europe/Paris",
    "delimiter": ";",
    "dates": ["%d/%m/%Y %H:%M"],
    "unknown": "create",
    "columns": {
        "case": "N° ticket",
        "event": "Horodatage",
        "activity": "Catégorie",
        "site": "Site",
        "team": "Service demandeur",
        "received": "Créé le",
        "started": "Pris en charge le",
        "resolved": "Résolu le",
        "due": "Échéance",
    },
    "constants": {"provider": IT.name},
    "fold": {"order": ["Horodatage", "Rang"], "resolved": "last", "due": "last"},
    "pause": [{"column": "État", "values": [WAITING]}],
    "reopen": {"column": "État", "values": [SOLVED, CLOSED]},
}

# By priority, from 1 to 4: how often, promised hours, usual hours, pace of the pick-up.
_CHANCES = (0.04, 0.18, 0.56, 0.22)
_PROMISED = np.array([4.0, 8.0, 24.0, 40.0])
_USUAL = np.array([1.3, 3.0, 8.0, 13.0])
_PACE = np.array([0.35, 0.7, 1.0, 1.35])
_ACTIVITIES = (SUPPORT, ACCOUNTS, PHONES)


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the export: what the tool knew as the state changed."""

    at: int
    state: str
    started: int | None
    resolved: int | None
    due: int


@dataclass(frozen=True, slots=True)
class Ticket:
    activity: str
    priority: int
    site: Site
    team: str
    received: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Waves:
    """What is drawn together for the tickets of a site and a month."""

    received: Instants
    priority: Instants
    slowness: float = 1.0


def files(world: World) -> Iterator[DemoFile]:
    found = cases(world)
    for export in exports(world.horizon, 3):
        content = csv_bytes(HEADER, _rows(found, export))
        name = f"kerlune_tickets_{export.label}.csv"
        yield DemoFile(SOURCE, IT.name, name, export.made, content, MAPPING)


def cases(world: World) -> list[Ticket]:
    """The tickets of the horizon in order of reception; their rank is their number."""
    found: list[Ticket] = []
    for month in world.horizon.months:
        for site in SITES:
            for wave in _waves(world, site, month):
                found += _tickets(world, site, month, wave)
    return sorted(found, key=lambda ticket: (ticket.received, ticket.site.code))


def _waves(world: World, site: Site, month: date) -> Iterator[_Waves]:
    rng, clock = world.rng(SOURCE, site.code, month), world.clock(site, month)
    # A little more every year, as everywhere.
    growth = 1 + 0.003 * world.horizon.months.index(month)
    mean = site.heads * 0.58 * seasons.factor(seasons.IT, site, month) * growth
    received = draws.in_month(rng, clock, site, month, mean)
    yield _Waves(received, draws.chosen(rng, _CHANCES, len(received)))
    surge = world.level("outage", site, month)
    if surge > 1:
        monday = month + timedelta(days=-month.weekday() % 7)
        start, end = (midnight(monday + timedelta(days=days), site.zone) for days in (0, 5))
        many = draws.between(rng, clock, start, end, round((surge - 1) * mean / 4.3))
        yield _Waves(many, np.zeros(len(many), np.int64), slowness=6.0)


def _tickets(world: World, site: Site, month: date, wave: _Waves) -> Iterator[Ticket]:
    rng = world.rng("tickets", site.code, month, wave.slowness)
    clock = world.clock(site, month)
    received, priority, count = wave.received, wave.priority, len(wave.received)
    pick_up = world.level("slow-pick-up", site, month) * _PACE[priority]
    started = draws.later(clock, received, draws.usual(rng, pick_up, 0.75, count))
    hours = draws.usual(rng, _USUAL[priority] * wave.slowness, 0.7, count)
    paused = draws.happens(rng, 0.22, count)
    waits = draws.usual(rng, 5.0, 0.7, count) * paused
    waiting = draws.later(clock, started, hours * rng.uniform(0.1, 0.6, count))
    back = draws.later(clock, waiting, waits)
    solved = draws.later(clock, started, hours + waits)
    # The tool moves the due date by the time it waits for the asker.
    promised = draws.later(clock, received, _PROMISED[priority])
    due = draws.later(clock, received, _PROMISED[priority] + waits)
    again = draws.later(clock, solved, draws.usual(rng, 4.0, 0.5, count))
    fixed = draws.later(clock, again, draws.usual(rng, 3.0, 0.5, count))
    reopened = draws.happens(rng, 0.035, count)
    closed = draws.later(clock, np.where(reopened, fixed, solved), 16.0)
    kinds = draws.chosen(rng, (0.7, 0.22, 0.08), count) * (wave.slowness == 1.0)
    shares = [team.heads / site.heads for team in site.teams]
    teams = draws.chosen(rng, shares, count)
    for i in range(count):
        yield Ticket(
            activity=_ACTIVITIES[kinds[i]],
            priority=int(priority[i]) + 1,
            site=site,
            team=site.teams[teams[i]].code,
            received=int(received[i]),
            changes=_changes(
                received=int(received[i]),
                started=int(started[i]),
                pause=(int(waiting[i]), int(back[i])) if paused[i] else None,
                solved=int(solved[i]),
                second=(int(again[i]), int(fixed[i])) if reopened[i] else None,
                closed=int(closed[i]),
                due=(int(promised[i]), int(due[i])),
            ),
        )


def _changes(
    *,
    received: int,
    started: int,
    pause: tuple[int, int] | None,
    solved: int,
    second: tuple[int, int] | None,
    closed: int,
    due: tuple[int, int],
) -> tuple[Change, ...]:
    promised, moved = due
    found = [
        Change(received, NEW, None, None, promised),
        Change(started, TAKEN, started, None, promised),
    ]
    if pause is not None:
        found.append(Change(pause[0], WAITING, started, None, promised))
        found.append(Change(pause[1], TAKEN, started, None, moved))
    found.append(Change(solved, SOLVED, started, solved, moved))
    end = solved
    if second is not None:
        again, end = second
        found.append(Change(again, AGAIN, started, None, moved))
        found.append(Change(end, SOLVED, started, end, moved))
    found.append(Change(closed, CLOSED, started, end, moved))
    return tuple(found)


def _rows(tickets: list[Ticket], export: Export) -> Iterator[tuple[str, ...]]:
    """Every ticket that moved since the export before, with its whole history up to the cut."""
    for number, ticket in enumerate(tickets, start=1):
        if not export.holds(received=ticket.received, ended=ticket.changes[-1].at):
            continue
        for rank, change in enumerate(ticket.changes, start=1):
            if change.at < export.made:
                yield _row(f"T{number:06d}", rank, ticket, change)


def _row(number: str, rank: int, ticket: Ticket, change: Change) -> tuple[str, ...]:
    return (
        number,
        str(rank),
        text(change.at, PARIS),
        change.state,
        ticket.site.name,
        ticket.team,
        ticket.activity,
        str(ticket.priority),
        text(ticket.received, PARIS),
        text(change.started, PARIS),
        text(change.resolved, PARIS),
        text(change.due, PARIS),
    )
