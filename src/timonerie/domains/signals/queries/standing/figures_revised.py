"""The figures of its reports that each provider changed after they were handed in."""

from collections.abc import Sequence
from datetime import date

from timonerie.domains.reporting.queries import report_weeks
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.FIGURES_REVISED


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider."""
    del by  # They are those of the whole company.
    return report_weeks.revised(ends)
