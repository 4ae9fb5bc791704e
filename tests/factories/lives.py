"""Contracts in preparation, with all that an approval asks for."""

from datetime import date, timedelta
from typing import Any

from tests.factories import contracts as signed_ones
from tests.factories.organisation import NOW
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import (
    Contract,
    ContractAmendment,
    ContractApproval,
    ContractSuspension,
)
from timonerie.domains.contracts.operations import amendments, contracts, lives, suspensions
from timonerie.domains.contracts.operations.amendments import Amending
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor


def firm(by: Actor, name: str = "Nova Paie") -> Provider:
    return providers.create(by=by, at=NOW, name=name)


def activity(by: Actor, name: str) -> Activity:
    return activities.create(by=by, at=NOW, name=name)


def draft(by: Actor, name: str = "Tenue de la paie", **parts: Any) -> Contract:
    """Nothing keeps it from being approved."""
    told = {"provider": parts.pop("provider", None) or firm(by, f"Prestataire de {name}"), **parts}
    told.setdefault("activities", (activity(by, name),))
    said = signed_ones.said(name, **told)
    return contracts.create(by=by, at=NOW, said=said, stage=Stage.DRAFT)


def approved(by: Actor, contract: Contract, *, reason: str = "") -> ContractApproval:
    contract.refresh_from_db()
    return lives.approve(by=by, at=NOW, contract=contract, version=contract.version, reason=reason)


def amended(
    by: Actor, contract: Contract, on: date, title: str = "Préavis", **terms: Any
) -> ContractAmendment:
    contract.refresh_from_db()
    said = Amending(effect_date=on, title=title, terms=terms)
    return amendments.add(by=by, at=NOW, contract=contract, version=contract.version, said=said)


def suspended(by: Actor, contract: Contract, first: date, *, days: int = 10) -> ContractSuspension:
    contract.refresh_from_db()
    return suspensions.add(
        by=by,
        at=NOW,
        contract=contract,
        version=contract.version,
        first_date=first,
        last_date=first + timedelta(days=days - 1),
    )
