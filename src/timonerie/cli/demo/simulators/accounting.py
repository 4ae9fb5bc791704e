"""The accounting firm: CSV of an old tool (cp1252, semicolons, decimal commas). Its office of
Colmar sends its own export, every two months, where the head office sends one every half-year."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from timonerie.cli.demo import draws, seasons
from timonerie.cli.demo.cases import Case, Export, exports, numbered, shown
from timonerie.cli.demo.group import COLMAR, SITES, Site
from timonerie.cli.demo.horizon import PARIS
from timonerie.cli.demo.suppliers import ACCOUNTING
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile, csv_bytes, euros, text, yes_no

SOURCE = "Cabinet Orvanne-Thiau – pièces comptables"
COLMAR_SOURCE = "Cabinet Orvanne-Thiau – bureau de Colmar"
INVOICES, EXPENSES = "Factures fournisseurs", "Notes de frais"
CLOSING, VAT = "Clôture mensuelle", "Déclarations de TVA"

HEADER = (
    "N° pièce",
    "Nature",
    "Établissement",
    "Reçue le",
    "Saisie le",
    "Validée le",
    "Échéance",
    "Nombre de lignes",
    "Prix HT",
    "Reprise",
    "Faute de",
)
MAPPING: dict[str, Any] = {
    "format": "csv",
    "kind": "cases",
    "zone": "Europe/Paris",
    "encoding": "cp1252",
    "delimiter": ";",
    "dates": ["%d/%m/%Y %H:%M"],
    "unknown": "create",
    "columns": {
        "case": "N° pièce",
        "activity": "Nature",
        "site": "Établissement",
        "received": "Reçue le",
        "delivered": "Saisie le",
        "resolved": "Validée le",
        "due": "Échéance",
        "quantity": "Nombre de lignes",
        "amount": "Prix HT",
        "error": "Reprise",
        "cause": "Faute de",
    },
    "constants": {"provider": ACCOUNTING.name, "currency": "EUR"},
    "values": {"cause": {"provider": ["cabinet"]}},
}

_DAY_HOURS = 7.5
# The firm closes a file before it exports it, so that nothing is left open by an export missed.
_LAG_DAYS = 31
_SLOWEST_HOURS = 60.0
_SIDES = {"": "", "provider": "cabinet", "client": "client"}


def files(world: World) -> Iterator[DemoFile]:
    found = cases(world)
    elsewhere = [case for case in found if case.site is not COLMAR]
    yield from _sent(SOURCE, "pieces", elsewhere, exports(world.horizon, 6, lag_days=_LAG_DAYS))
    colmar = [case for case in found if case.site is COLMAR]
    every_two_months = exports(world.horizon, 2, rolling=True, lag_days=_LAG_DAYS)
    yield from _sent(COLMAR_SOURCE, "colmar", colmar, every_two_months)


def _sent(
    source: str, name: str, cases: Sequence[Case], exports: Sequence[Export]
) -> Iterator[DemoFile]:
    for export in exports:
        rows = [_row(case) for case in shown(cases, export)]
        if rows:
            content = csv_bytes(HEADER, rows, encoding="cp1252")
            file_name = f"orvanne_{name}_{export.label}.csv"
            yield DemoFile(source, ACCOUNTING.name, file_name, export.made, content, MAPPING)


def cases(world: World) -> list[Case]:
    found: list[Case] = []
    for month in world.horizon.months:
        for site in SITES:
            # Nothing at all of a site whose export never came.
            if world.level("silence", site, month):
                found += _pieces(world, site, month, INVOICES, per_head=1.15, days=5.0)
                found += _pieces(world, site, month, EXPENSES, per_head=0.32, days=5.0)
                found += [_closing(world, site, month), _vat(world, site, month)]
    return numbered(found, "P", world.horizon)


def _pieces(
    world: World, site: Site, month: date, activity: str, *, per_head: float, days: float
) -> list[Case]:
    rng, clock = world.rng(activity, site.code, month), world.clock(site, month)
    busy = seasons.factor(seasons.ACCOUNTING, site, month)
    received = draws.in_month(rng, clock, site, month, site.heads * per_head * busy)
    count = len(received)
    # Quarters' ends take longer; nobody is there in August.
    slow = 1.15 if month.month in (1, 4, 7, 8, 10) else 1.0
    delivered = draws.later(
        clock,
        received,
        np.minimum(draws.usual(rng, slow * 2.1 * _DAY_HOURS, 0.48, count), _SLOWEST_HOURS),
    )
    due = draws.later(clock, received, days * _DAY_HOURS)
    by_provider = draws.happens(rng, 0.009, count)
    by_client = draws.happens(rng, 0.008, count) & ~by_provider
    error = by_provider | by_client
    again = np.minimum(draws.usual(rng, 14.0, 0.5, count), _SLOWEST_HOURS)
    corrected = draws.later(clock, delivered, again * error)
    lines = 1 + rng.geometric(0.35, count)
    price = world.level("price-rise", site, month) * rng.normal(1.0, 0.02, count)
    return [
        Case(
            activity=activity,
            site=site,
            received=start,
            delivered=done,
            resolved=end,
            due=limit,
            quantity=quantity,
            cents=round(100 * quantity * unit),
            error=wrong,
            cause=("provider" if ours else "client") if wrong else "",
            rework=int(wrong),
        )
        for start, done, end, limit, quantity, unit, wrong, ours in zip(
            received.tolist(),
            delivered.tolist(),
            corrected.tolist(),
            due.tolist(),
            lines.tolist(),
            price.tolist(),
            error.tolist(),
            by_provider.tolist(),
            strict=True,
        )
    ]


def _closing(world: World, site: Site, month: date) -> Case:
    """The accounts of the month before, promised in eight working days."""
    rng, clock = world.rng(CLOSING, site.code, month), world.clock(site, month)
    start = draws.first_opening(clock, site, month)
    days = world.level("late-closing", site, month) + float(rng.normal(-0.1, 0.5))
    delivered, due = (
        draws.after(clock, start, hours * draws.day_hours(clock, site, month))
        for hours in (max(days, 3.0), 8.0)
    )
    return Case(CLOSING, site, start, due, delivered=delivered, resolved=delivered, quantity=1)


def _vat(world: World, site: Site, month: date) -> Case:
    """The return of the month before, due on the 19th."""
    rng, clock = world.rng(VAT, site.code, month), world.clock(site, month)
    start = draws.first_opening(clock, site, month.replace(day=8))
    due = draws.close_of(clock, site, month.replace(day=19))
    late = rng.random() < 0.015
    limit = draws.after(clock, due, 12.0) if late else due
    from_ = due if late else start
    delivered = int(draws.between(rng, clock, from_, limit, 1)[0])
    return Case(VAT, site, start, due, delivered=delivered, resolved=delivered, quantity=1)


def _row(case: Case) -> tuple[str, ...]:
    return (
        case.key,
        case.activity,
        case.site.code,
        text(case.received, PARIS),
        text(case.delivered, PARIS),
        text(case.resolved, PARIS),
        text(case.due, PARIS),
        str(case.quantity),
        euros(case.cents),
        yes_no(case.error),
        _SIDES[case.cause],
    )
