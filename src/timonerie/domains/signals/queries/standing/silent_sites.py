"""The sites that told no flash for too long."""

from collections.abc import Sequence
from datetime import date

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.reporting.queries import flashes
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.SILENT_SITE
DIMENSION = "unit"
"""What the figures are of: a site, not a provider."""


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """Days without a flash on the last day of each week, by site in use, where they are fourteen or
    more; 0 elsewhere. Nothing while the company asks for no flash. Four queries."""
    begun = flashes.asked_from()
    if begun is None:
        return {}
    sites = [
        one.pk
        for one in directory.places().values()
        if one.kind == UnitKind.SITE and one.archived_at is None
    ]
    told = flashes.filed_days(sites)
    return {pk: [_silence(told[pk], begun, end) for end in ends] for pk in sites}


def _silence(told: Sequence[date], begun: date, end: date) -> float:
    days = flash_weeks.silent_days(told, asked_from=begun, on=end)
    return float(days) if days >= flash_weeks.SILENT_DAYS else 0.0
