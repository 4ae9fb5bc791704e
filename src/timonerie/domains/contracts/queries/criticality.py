"""How critical what a contract entrusts is."""

from collections.abc import Iterable

from django.db.models import Max

from timonerie.domains.contracts.models import Contract, ContractActivity


def of(contracts: Iterable[Contract]) -> dict[int, int]:
    """By row id, from 1 to 4: as said of the contract, else the highest of its activities; a
    contract of which nothing says it is absent. One query."""
    found = list(contracts)
    silent = [one.pk for one in found if one.criticality is None]
    rows = ContractActivity.objects.filter(contract_id__in=silent).values("contract_id")
    told = rows.annotate(level=Max("activity__criticality")).values_list("contract_id", "level")
    return dict(told) | {one.pk: one.criticality for one in found if one.criticality is not None}
