"""The activities that a contract entrusts."""

from collections.abc import Sequence
from datetime import datetime

from timonerie.domains.contracts.models import Contract, ContractActivity
from timonerie.domains.contracts.operations import lives
from timonerie.domains.contracts.operations.trails import audited
from timonerie.domains.organisation.operations import changes
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor


def begin(contract: Contract, activities: Sequence[Activity]) -> str:
    """Those of a contract just made; their names."""
    ContractActivity.objects.bulk_create(
        ContractActivity(contract=contract, activity=one) for one in activities
    )
    return _names(activities)


def put(
    by: Actor, at: datetime, contract: Contract, version: int, activities: Sequence[Activity]
) -> None:
    """Exactly these from now on, inside a transaction; the same again writes nothing. Raises
    Conflict when somebody changed the contract since `version`."""
    rows = ContractActivity.objects.filter(contract=contract).select_related("activity")
    before = {one.activity_id: one.activity for one in rows}
    after = {one.pk: one for one in activities}
    if before.keys() == after.keys():
        return
    told = [_names(list(before.values())), _names(activities)]
    changes.touch(contract, version=version, mine={"activities": told[1]})
    rows.exclude(activity_id__in=after).delete()
    begin(contract, [one for pk, one in after.items() if pk not in before])
    audited(by, at, "contract.changed", contract, {"activities": told})
    lives.reopen(by=by, at=at, contract=contract)


def _names(activities: Sequence[Activity]) -> str:
    return ", ".join(sorted(one.name for one in activities))
