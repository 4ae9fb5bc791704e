"""Incidents as tests tell them: known at eight, told at eleven, the day before yesterday."""

from datetime import UTC, datetime
from typing import Any

from tests.factories.facts import NOW
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.operations import declaration_links, incidents
from timonerie.domains.facts.operations.declaration_links import Made
from timonerie.domains.facts.operations.incident_checks import Statement
from timonerie.foundations.accounts.actors import Actor

KNOWN = datetime(2026, 2, 27, 8, 0, tzinfo=UTC)
TOLD = datetime(2026, 2, 27, 11, 0, tzinfo=UTC)


def said(what: str = "Réseau coupé", **parts: Any) -> Statement:
    return Statement(**{"what": what, "known_at": KNOWN, "told_at": TOLD, **parts})


def declared(
    by: Actor, what: str = "Réseau coupé", *, at: datetime = NOW, **parts: Any
) -> Incident:
    return incidents.declare(by=by, at=at, said=said(what, **parts))


def link(by: Actor, *, days: int = 30, at: datetime = NOW, **whose: Any) -> Made:
    return declaration_links.make(by=by, at=at, recipient="Accueil de Nova", days=days, **whose)
