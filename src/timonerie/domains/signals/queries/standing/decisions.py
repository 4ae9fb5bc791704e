"""The contracts of each provider whose decision day is near: what is known of them today, dated as
each week would have."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.signals.enums import Family

FAMILY = Family.DECISION_NEAR
NEAR = timedelta(days=60)


def by_week(ends: Sequence[date]) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider; one query."""
    found: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(ends))
    for contract in Contract.objects.active():
        if contract.provider_id is None:
            continue
        for place, end in enumerate(ends):
            decide_by = contracts.dates_of(contract, on=end).decide_by
            if decide_by is not None and end <= decide_by <= end + NEAR:
                found[contract.provider_id][place] += 1
    return dict(found)
