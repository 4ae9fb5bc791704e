"""The price of each provider that stands furthest above what the clause of its contract gives."""

from collections.abc import Sequence
from datetime import date
from math import nan

from timonerie.domains.contracts.queries import price_drifts
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.PRICE_DRIFT


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """What is asked over what the clause gives, less one, on the last day of each week; NaN where
    no clause, or no value of its index, tells it."""
    found = price_drifts.by_provider(by, days=ends)
    return {
        pk: [nan if one is None else float(one) for one in drifts] for pk, drifts in found.items()
    }
