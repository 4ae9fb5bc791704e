"""A second, small company, so that its fractional executive has a portfolio.

Two firms, three sites, a few months of requests: one firm is late at Dole, and Aubusson has not
sent its last month.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from timonerie.cli.demo.horizon import PARIS, midnight
from timonerie.cli.demo.people import PASSWORD, UserPlan
from timonerie.cli.demo.plan import Plan
from timonerie.cli.demo.writer import FRENCH, csv_bytes
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.operations import companies, members, providers, units
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

SLUG, NAME = "solane", "Verrerie Solane"
IT, PAYROLL = "Ferrandine Informatique", "Astrolabe Paie"
CHARTRES, DOLE, AUBUSSON = "Chartres", "Dole", "Aubusson"
SOURCES = {"Demandes de Chartres et de Dole": (CHARTRES, DOLE), "Suivi d’Aubusson": (AUBUSSON,)}
MONTHS, CASES, LATE_MONTHS = 4, 14, 2
MANDATE_DAYS = 50
"""Days from the last month of facts to the end of the mandate: soon enough to be said."""

USERS = (
    UserPlan("direction@solane.example", "Ysé Marandon", Role.DIRECTOR, f"tout {NAME}"),
    UserPlan(
        "daf@brevent.example",
        "Marc-Antoine Solvège",
        Role.EXECUTIVE,
        f"aussi {NAME} : son portefeuille",
    ),
)

HEADER = ("Demande", "Prestataire", "Site", "Reçue", "Traitée", "Promise")
MAPPING: dict[str, Any] = {
    "format": "csv",
    "kind": "cases",
    "zone": PARIS.key,
    "delimiter": ";",
    "dates": [FRENCH],
    "columns": {
        "case": "Demande",
        "provider": "Prestataire",
        "site": "Site",
        "received": "Reçue",
        "resolved": "Traitée",
        "due": "Promise",
    },
}


def load(plan: Plan) -> Company:
    """Found it, staff it, import its two files and compute, on the last evening covered."""
    at = datetime.fromtimestamp(midnight(plan.horizon.end), UTC) - timedelta(seconds=1)
    company = companies.found(slug=SLUG, name=NAME, at=at)
    by = actors.system(company)
    with current.company(company.pk):
        for site in (CHARTRES, DOLE, AUBUSSON):
            units.create(by=by, at=at, kind=UnitKind.SITE, name=site)
        for firm in (IT, PAYROLL):
            providers.create(by=by, at=at, name=firm)
        _open(plan, company, by, at)
        indicators.ensure_built_in(by=by, at=at)
        for source, sites in SOURCES.items():
            _import(plan, source, sites, by=by, at=at)
        results.refresh(at=at)
    return company


def _open(plan: Plan, company: Company, by: Actor, at: datetime) -> None:
    for user in USERS:
        is_executive = user.role == Role.EXECUTIVE
        members.create(
            by=by,
            at=at,
            company=company,
            email=user.email,
            name=user.name,
            role=user.role,
            password=PASSWORD,
            start_date=plan.horizon.back(MONTHS),
            end_date=plan.horizon.end + timedelta(days=MANDATE_DAYS) if is_executive else None,
        )


def _import(plan: Plan, source: str, sites: tuple[str, ...], *, by: Actor, at: datetime) -> None:
    batch = batches.receive(
        by=by,
        at=at,
        source=sources.ensure(by=by, at=at, name=source),
        chunks=[csv_bytes(HEADER, _rows(plan, sites))],
        file_name=f"{sites[0].lower()}.csv",
    )
    batches.read(by=by, at=at, batch=batch, mapping=Mapping.from_dict(MAPPING))
    batches.accept(by=by, at=at, batch=batch)


def _rows(plan: Plan, sites: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A request a day and a firm, answered the next day and promised for the one after."""
    months = plan.horizon.since(MONTHS - 1)
    for site in sites:
        for month in months[:-1] if site == AUBUSSON else months:
            is_late = site == DOLE and month in months[-LATE_MONTHS:]
            for firm in (IT, PAYROLL):
                for rank in range(CASES):
                    days = 4 if is_late and firm == IT and rank % 3 else 1
                    yield _row(firm, site, month + timedelta(days=1 + rank), days)


def _row(firm: str, site: str, day: date, days: int) -> tuple[str, ...]:
    case = f"{site[:2]}{firm[0]}-{day:%y%m%d}"
    received = datetime(day.year, day.month, day.day, 9, 10, tzinfo=PARIS)
    instants = (received, received + timedelta(days=days), received + timedelta(days=2))
    return (case, firm, site, *(instant.strftime(FRENCH) for instant in instants))
