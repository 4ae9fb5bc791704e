"""The providers whose reports are late again and again: of the last three of a line."""

from collections.abc import Sequence
from datetime import date

from timonerie.domains.reporting.queries import report_weeks
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.REPEATED_LATE


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider."""
    del by  # They are those of the whole company.
    return report_weeks.repeated(ends)
