"""How critical what a contract entrusts is."""

from collections.abc import Iterable, Mapping

from django.db.models import Max

from timonerie.domains.contracts.models import Contract, ContractActivity
from timonerie.domains.contracts.rules import clause_checks
from timonerie.foundations.scope.memory import once


def of(contracts: Iterable[Contract]) -> dict[int, int]:
    """By row id, from 1 to 4: as said of the contract, else the highest of its activities, archived
    ones left out; a contract of which nothing says it is absent. One query."""
    found = list(contracts)
    highest = _highest(frozenset(one.pk for one in found))
    levels = {
        one.pk: clause_checks.criticality_of(
            said=one.criticality, activities=[highest[one.pk]] if one.pk in highest else []
        )
        for one in found
    }
    return {pk: level for pk, level in levels.items() if level is not None}


@once
def _highest(contracts: frozenset[int]) -> Mapping[int, int]:
    """Of the activities of each contract."""
    rows = ContractActivity.objects.filter(
        contract_id__in=contracts, activity__archived_at__isnull=True
    )
    told = rows.values("contract_id").annotate(level=Max("activity__criticality"))
    return dict(told.values_list("contract_id", "level"))
