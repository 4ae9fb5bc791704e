"""What a level promises as the measure reads it, and until when."""

import json
from datetime import date, timedelta

from timonerie.domains.contracts.models import ContractActivity, ServiceLevel
from timonerie.domains.performance.rules.level_terms import Terms
from timonerie.foundations.scope.memory import once


def terms_of(level: ServiceLevel) -> Terms:
    """The activity of the level, else those that its contract entrusts, else every one."""
    return Terms(
        metric=level.metric,
        target=level.target,
        unit=level.unit,
        at_least=level.at_least,
        threshold=level.threshold,
        provider=level.contract.provider_id,
        site=level.site_id,
        activities=_activities(level),
        filter=tuple(sorted(json.dumps(one, sort_keys=True) for one in level.filter)),
    )


def _activities(level: ServiceLevel) -> tuple[int, ...]:
    if level.activity_id is not None:
        return (level.activity_id,)
    if _is_read(level):
        return tuple(sorted(one.activity_id for one in level.contract.entrusted_activities.all()))
    return entrusted(level.contract_id)


def _is_read(level: ServiceLevel) -> bool:
    """Whether what its contract entrusts was read with those of several contracts."""
    return "entrusted_activities" in getattr(level.contract, "_prefetched_objects_cache", {})


@once
def entrusted(contract: int) -> tuple[int, ...]:
    """Row ids of the activities that a contract entrusts."""
    rows = ContractActivity.objects.filter(contract=contract)
    return tuple(sorted(rows.values_list("activity_id", flat=True)))


def standing_end(level: ServiceLevel) -> date | None:
    """The last day of a level: its own, or the eve of the version that an amendment put after it
    on the same line."""
    ends = [level.end_date] if level.end_date else []
    if level.line_key is not None:
        later = ServiceLevel.objects.filter(
            contract=level.contract_id, line_key=level.line_key, archived_at__isnull=True
        ).filter(start_date__gt=level.start_date or date.min)
        following = later.order_by("start_date").values_list("start_date", flat=True).first()
        ends += [following - timedelta(days=1)] if following else []
    return min(ends, default=None)
