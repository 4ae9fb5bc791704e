"""The legal documents of each provider that are over, or that were asked for and never came."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from timonerie.domains.contracts.queries import duties, duty_facts
from timonerie.domains.signals.enums import Family
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.LATE_DUTY


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider: what is known of them today, dated as
    each week would have. At most ten queries, whatever the weeks."""
    facts = duty_facts.read(by, on=ends[-1])
    found: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(ends))
    for firm in facts.providers:
        for place, end in enumerate(ends):
            if count := duties.late_count(facts, firm, on=end):
                found[firm.pk][place] = float(count)
    return dict(found)
