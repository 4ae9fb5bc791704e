"""The named people of each provider who left, where it is too many. Never who."""

from collections.abc import Sequence
from datetime import date, timedelta

from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import contact_moves
from timonerie.domains.organisation.team_rules import Stay, moves
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.DEPARTURES
TOO_MANY = 0.2
"""Departures over a year, as a share of the people named."""
LATELY = timedelta(days=90)
"""How long the departure of one key person is told."""


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many over the twelve months that end with each week, by provider, where they are too many
    or a key person is among the last; 0 elsewhere. Two queries."""
    rows = Provider.objects.filter(archived_at__isnull=True).values_list("pk", flat=True)
    known = contact_moves.stays(rows)
    return {one: [_told(stays, end) for end in ends] for one, stays in known.items()}


def _told(stays: Sequence[Stay], end: date) -> float:
    if not any(one.left is not None and one.left <= end for one in stays):
        return 0.0
    found = moves(stays, on=end)
    is_high = found.rate is not None and found.rate > TOO_MANY
    return float(found.departures) if is_high or _lost_key(stays, end) else 0.0


def _lost_key(stays: Sequence[Stay], end: date) -> bool:
    return any(
        one.is_key and one.left is not None and end - LATELY < one.left <= end for one in stays
    )
