"""The whole periods of the levels that have a consequence, as the claims are computed from."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.performance.enums import ClaimKind, ResultState
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.rules import level_days
from timonerie.domains.performance.rules.level_claims import Case, Price

Levels = dict[int, ServiceLevel]


def chains(*, on: date) -> Iterator[tuple[Levels, list[Case]]]:
    """The versions of each level, with their measured periods that are over and that every source
    told of: nothing is asked for what is not wholly known. Two queries."""
    levels = ServiceLevel.objects.filter(
        archived_at__isnull=True, consequence__in=ClaimKind.values
    ).select_related("contract")
    groups: dict[tuple[int, object], Levels] = defaultdict(dict)
    for one in levels.order_by("pk"):
        groups[one.contract_id, one.line_key or one.pk][one.pk] = one
    results = _results(on=on)
    for group in groups.values():
        yield group, [_case(group[row.level_id], row) for pk in group for row in results[pk]]


def _results(*, on: date) -> dict[int, list[LevelResult]]:
    rows = LevelResult.objects.current().filter(
        state=ResultState.MEASURED, level__consequence__in=ClaimKind.values
    )
    found: dict[int, list[LevelResult]] = defaultdict(list)
    for row in rows.order_by("period_start"):
        is_whole = row.covered >= row.expected
        if is_whole and level_days.is_over(row.period_kind, row.period_start, on=on):
            found[row.level_id].append(row)
    return found


def _case(level: ServiceLevel, row: LevelResult) -> Case:
    contract = level.contract
    return Case(
        level=level.pk,
        kind=row.period_kind,
        start=row.period_start,
        first=row.first_date,
        last=row.last_date,
        at_least=row.terms["at_least"],
        is_held=bool(row.is_held),
        met=row.met,
        n=row.n,
        value=row.value or 0.0,
        price=Price(
            yearly_cents=contract.yearly_cents,
            contract_start=contract.start_date,
            bands=level.bands,
            cap=level.cap,
            yearly_cap_cents=level.yearly_cap_cents,
        ),
    )
