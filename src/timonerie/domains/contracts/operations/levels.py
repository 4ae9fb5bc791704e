"""Service levels of a contract, said by hand."""

from datetime import datetime

from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.contracts.operations import level_checks, owed_rows
from timonerie.domains.contracts.operations.level_checks import LevelSaid
from timonerie.foundations.accounts.actors import Actor


def add(*, by: Actor, at: datetime, contract: Contract, said: LevelSaid) -> ServiceLevel:
    """Raises Refused: it cannot stand, or leaves the writer's mandate."""
    by.require("contract.write")
    values = level_checks.check(said)
    return owed_rows.add(by=by, at=at, contract=contract, model=ServiceLevel, values=values)


def change(*, by: Actor, at: datetime, level: ServiceLevel, version: int, said: LevelSaid) -> None:
    """Say the whole level again. Raises Refused; Conflict."""
    by.require("contract.write")
    values = level_checks.check(said)
    owed_rows.change(by=by, at=at, row=level, version=version, values=values)
