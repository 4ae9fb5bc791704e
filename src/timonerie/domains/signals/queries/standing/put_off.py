"""The commitments of each provider that still run, put off twice or more."""

from collections.abc import Sequence
from datetime import date

from timonerie.domains.commitments.queries import commitments
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.PUT_OFF
TIMES = 2


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider, as that week knew them; two queries."""
    found = commitments.put_off_by_provider(ends, times=TIMES)
    return {provider: [float(n) for n in counts] for provider, counts in found.items()}
