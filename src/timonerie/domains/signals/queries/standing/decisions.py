"""The contracts of each provider whose decision day is near: what is known of them today, dated as
each week would have."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.queries import contracts, lives
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.DECISION_NEAR
NEAR = timedelta(days=60)


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider; three queries beside the reach."""
    found: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(ends))
    rows = contracts.visible_to(by, on=ends[-1]).active()
    rows = rows.filter(provider__isnull=False, stage=Stage.SIGNED)
    for contract in rows.prefetch_related(*lives.PARTS):
        for place, end in enumerate(ends):
            decide_by = contracts.dates_of(contract, on=end).decide_by
            if decide_by is not None and end <= decide_by <= end + NEAR:
                found[contract.provider_id or 0][place] += 1
    return dict(found)
