"""Flashes of sites, what they need, and the links by which they are told."""

from datetime import date, datetime
from uuid import uuid4

from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Unit
from timonerie.domains.reporting.models import Flash
from timonerie.domains.reporting.operations import flashes, voice_links
from timonerie.domains.reporting.operations.flash_checks import Figure, Said
from timonerie.domains.reporting.operations.voice_links import Made
from timonerie.foundations.accounts.actors import Actor

WEEK = date(2026, 3, 2)
"""The Monday of `NOW`."""


def said(*facts: str, alert: str = "", need: str = "") -> Said:
    figures = (Figure("Commandes", "1 250,5", "k€"),)
    return Said(facts or ("Rien de particulier",), figures, alert, need)


def key() -> str:
    return str(uuid4())


def filed(
    by: Actor,
    unit: Unit,
    *,
    week: date = WEEK,
    at: datetime = NOW,
    what: Said | None = None,
    sent: str = "",
) -> Flash:
    made = flashes.file(by=by, at=at, unit=unit, week=week, said=what or said(), key=sent or key())
    return made.flash


def link(by: Actor, unit: Unit, *, at: datetime = NOW) -> Made:
    return voice_links.for_flash(by=by, at=at, unit=unit, recipient="L’atelier", days=365)
