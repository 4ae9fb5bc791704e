"""What was amended, suspended and approved of a contract."""

from datetime import date
from typing import Any, Final

from timonerie.domains.contracts.models import (
    Contract,
    ContractAmendment,
    ContractApproval,
    ContractSuspension,
)
from timonerie.domains.contracts.rules import amending
from timonerie.domains.contracts.rules.clauses import Amendment, Suspension

#: What the dates of a contract need beside its row, to be prefetched for many of them.
PARTS: Final = ("amendments", "suspensions")


def amendments(contract: Contract) -> list[ContractAmendment]:
    """Those that stand, in their order."""
    rows = [one for one in contract.amendments.all() if one.cancelled_at is None]
    return sorted(rows, key=lambda one: (one.effect_date, one.pk))


def suspensions(contract: Contract) -> list[ContractSuspension]:
    """Those that stand, in their order."""
    rows = [one for one in contract.suspensions.all() if one.cancelled_at is None]
    return sorted(rows, key=lambda one: (one.first_date, one.pk))


def amended(contract: Contract) -> tuple[Amendment, ...]:
    """As the rules of dates read them."""
    return tuple(amending.amendment(one.effect_date, one.changes) for one in amendments(contract))


def suspended(contract: Contract) -> tuple[Suspension, ...]:
    return tuple(Suspension(one.first_date, one.last_date) for one in suspensions(contract))


def latest(contract: Contract) -> dict[str, Any]:
    """The last text of each field that an amendment changes."""
    return {name: text for one in amendments(contract) for name, text in one.changes.items()}


def in_force(contract: Contract, *, on: date) -> dict[str, tuple[Any, ContractAmendment]]:
    """What amendments changed by a day: the text of each field, and the amendment it comes from."""
    return {
        name: (text, one)
        for one in amendments(contract)
        if one.effect_date <= on
        for name, text in one.changes.items()
    }


def approvals(contract: Contract) -> list[ContractApproval]:
    """The last one first."""
    return list(ContractApproval.objects.filter(contract=contract).order_by("-number"))


def last_approval(contract: Contract) -> ContractApproval | None:
    found: ContractApproval | None = (
        ContractApproval.objects.filter(contract=contract).order_by("-number").first()
    )
    return found
