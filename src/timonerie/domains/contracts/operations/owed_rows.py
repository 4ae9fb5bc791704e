"""What every row of what is owed goes through: added, changed, put away, taken back. The trail is
that of the contract, which is a draft again where it was approved without it."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from timonerie.domains.contracts.models import (
    Contract,
    ExpectedReport,
    Obligation,
    SecurityProof,
    ServiceLevel,
)
from timonerie.domains.contracts.operations import contract_checks, life_checks, lives
from timonerie.domains.organisation.operations import changes
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

OwedRow = ServiceLevel | ExpectedReport | Obligation | SecurityProof
R = TypeVar("R", ServiceLevel, ExpectedReport, Obligation, SecurityProof)
#: What the trail need not repeat.
_QUIET = frozenset({"taken", "filter", "bands", "user_id"})


def add(
    *, by: Actor, at: datetime, contract: Contract, model: type[R], values: dict[str, Any]
) -> R:
    """Values already checked. Raises Refused outside the writer's mandate."""
    require(by, at=at, contract=contract)
    with transaction.atomic():
        held = life_checks.locked(contract)
        made: R = model.objects.create(contract=contract, **values)
        record(by, at, "contract.owed_added", contract, {"title": made.title})
        lives.reopen(by=by, at=at, contract=held)
    return made


def change(
    *, by: Actor, at: datetime, row: OwedRow, version: int | None, values: dict[str, Any]
) -> None:
    """Values already checked. Raises Refused outside the writer's mandate; Conflict."""
    require(by, at=at, contract=row.contract)
    with transaction.atomic():
        held = life_checks.locked(row.contract)
        differ = changes.replace(row, version=version, values=values)
        if differ:
            told = {name: value for name, value in differ.items() if name not in _QUIET}
            title = {"title": row.title} if "title" not in told else {}
            record(by, at, "contract.owed_changed", row.contract, {**title, **told})
            lives.reopen(by=by, at=at, contract=held)


def give(
    *, by: Actor, at: datetime, proof: SecurityProof, version: int, values: dict[str, Any]
) -> None:
    """A proof that came, already checked. Raises Refused outside the writer's mandate; Conflict."""
    require(by, at=at, contract=proof.contract)
    with transaction.atomic():
        changes.replace(proof, version=version, values=values)
        told = {"title": proof.title, "given_on": str(proof.given_on)}
        record(by, at, "contract.proof_given", proof.contract, told)


def archive(*, by: Actor, at: datetime, row: OwedRow, version: int) -> None:
    """No longer owed, nor measured: as if it had never been. Twice is once. Raises Conflict."""
    if row.archived_at is None:
        _put_away(by, at, row, version, at)


def restore(*, by: Actor, at: datetime, row: OwedRow, version: int) -> None:
    """Take it back from the archives. Twice is once. Raises Conflict."""
    if row.archived_at is not None:
        _put_away(by, at, row, version, None)


def require(by: Actor, *, at: datetime, contract: Contract) -> None:
    """Raises PermissionDenied; Refused outside the writer's mandate."""
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=contract.provider)


def record(by: Actor, at: datetime, act: str, contract: Contract, detail: dict[str, Any]) -> None:
    """One event of the trail of the contract, inside a transaction."""
    audit.record(
        by=by, at=at, act=act, kind="contract", public_id=contract.public_id, detail=detail
    )


def _put_away(
    by: Actor, at: datetime, row: OwedRow, version: int, archived_at: datetime | None
) -> None:
    require(by, at=at, contract=row.contract)
    act = "contract.owed_archived" if archived_at else "contract.owed_restored"
    with transaction.atomic():
        held = life_checks.locked(row.contract)
        if changes.replace(row, version=version, values={"archived_at": archived_at}):
            record(by, at, act, row.contract, {"title": row.title})
            lives.reopen(by=by, at=at, contract=held)
