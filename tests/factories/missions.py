"""A finance direction entrusted to Nova, as tests hold it."""

from datetime import date
from typing import Any

from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Mission, MissionDeliverable, MissionPresence
from timonerie.domains.contracts.operations import mission_parts, missions
from timonerie.domains.contracts.operations.missions import Said
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers, units
from timonerie.foundations.accounts.actors import Actor

START = date(2025, 9, 1)


def said(provider: Provider | None, title: str = "Direction financière", **parts: Any) -> Said:
    return Said(**{"title": title, "start_date": START, "provider": provider, **parts})


def held(by: Actor, provider: Provider | None = None, **parts: Any) -> Mission:
    firm = provider or providers.create(by=by, at=NOW, name="Cap Finance")
    return missions.create(by=by, at=NOW, said=said(firm, **parts))


def deliverable(by: Actor, mission: Mission | None = None) -> MissionDeliverable:
    due = date(2026, 2, 15)
    of = mission or held(by)
    return mission_parts.add_deliverable(
        by=by, at=NOW, mission=of, title="Budget 2026", due_date=due
    )


def presence(by: Actor, mission: Mission | None = None, *, name: str = "Lyon") -> MissionPresence:
    site = units.create(by=by, at=NOW, kind="site", name=name)
    return mission_parts.plan(
        by=by, at=NOW, mission=mission or held(by), site=site, month=date(2026, 2, 10), halves=7
    )
