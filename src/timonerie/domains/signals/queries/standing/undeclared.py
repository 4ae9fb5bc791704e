"""The sub-contractors of each provider that were discovered, and that nobody declared since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from timonerie.domains.contracts.queries import subcontracting
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.UNDECLARED


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider, each from the day of its discovery; one
    query."""
    found: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(ends))
    for one in subcontracting.undeclared():
        for place, end in enumerate(ends):
            found[one.provider_id][place] += one.declared_date <= end
    return dict(found)
