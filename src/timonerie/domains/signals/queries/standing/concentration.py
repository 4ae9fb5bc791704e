"""The vital activities that each provider serves. Two are enough: what it costs matters less than
what stops with it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from timonerie.domains.signals.enums import Family
from timonerie.domains.sourcing.models import Assignment
from timonerie.foundations.accounts.actors import Actor

FAMILY = Family.CONCENTRATION
VITAL = 4
"""Criticality of an activity that the company cannot do without."""


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """How many on the last day of each week, by provider; one query."""
    rows = Assignment.objects.filter(
        provider__isnull=False,
        activity__criticality__gte=VITAL,
        activity__archived_at__isnull=True,
    ).values_list("provider", "activity", "start_date", "end_date")
    served: dict[int, list[set[int]]] = defaultdict(lambda: [set() for _end in ends])
    for provider, activity, first, last in rows:
        for place, end in enumerate(ends):
            if first <= end and (last is None or last >= end):
                served[provider][place].add(activity)
    return {one: [float(len(each)) for each in weeks] for one, weeks in served.items()}
