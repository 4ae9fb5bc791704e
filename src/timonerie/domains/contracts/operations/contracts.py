"""Contracts: said, changed, linked to a provider, checked; archived rather than deleted."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Renewal, Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks as checks
from timonerie.domains.contracts.operations import entrusting, frames, lives, settling
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.domains.contracts.operations.trails import audited
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.changes import Changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

#: What somebody may say they checked against the paper.
CONFIRMABLE = frozenset(Statement.__dataclass_fields__) - {
    *("currency", "note", "frame", "owner", "criticality", "activities")
}


class ReferenceTaken(Refused):
    """An active contract has the reference already."""


def create(
    *, by: Actor, at: datetime, said: Statement, stage: Stage = Stage.SIGNED, **origin: Any
) -> Contract:
    """A contract that is signed already, unless `stage` says that it is being prepared; `origin`
    gives the statement of work that it comes from.

    Raises Refused: it cannot stand, or leaves the writer's mandate; ReferenceTaken."""
    by.require("contract.write")
    values = checks.check(said)
    checks.require_reach(by, at=at, provider=said.provider)
    _refuse_taken(values["reference"])
    with transaction.atomic():
        frames.require(by, at=at, frame=said.frame)
        contract: Contract = Contract.objects.create(**values, **origin, stage=stage)
        told = in_words(values)
        if said.activities:
            told["activities"] = entrusting.begin(contract, said.activities)
        if stage != Stage.SIGNED:
            told["stage"] = str(stage)
        audited(by, at, "contract.created", contract, told)
    return contract


def change(*, by: Actor, at: datetime, contract: Contract, version: int, said: Statement) -> None:
    """Say the whole contract again; questions about what is filled now are settled.

    Raises:
        Refused: it cannot stand, or leaves the writer's mandate; ReferenceTaken.
        Conflict: somebody changed it since `version`.
    """
    by.require("contract.write")
    values = checks.check(said)
    checks.require_reach(by, at=at, provider=said.provider)
    _refuse_taken(values["reference"], but=contract)
    with transaction.atomic():
        frames.require(by, at=at, frame=said.frame, order=contract)
        differ = put(by, at, contract, version, values)
        if said.activities is not None:
            seen = contract.version if differ else version
            entrusting.put(by, at, contract, seen, said.activities)


def link(*, by: Actor, at: datetime, contract: Contract, version: int, provider: Provider) -> None:
    """Say who it is signed with. Raises Refused outside the writer's mandate; Conflict."""
    by.require("contract.write")
    checks.require_reach(by, at=at, provider=provider)
    with transaction.atomic():
        put(by, at, contract, version, {"provider": provider})


def confirm(
    *, by: Actor, at: datetime, contract: Contract, version: int, fields: Collection[str]
) -> None:
    """Say that these fields were checked against the paper. Raises Refused for one that is blank or
    is no field of a contract; Conflict."""
    by.require("contract.write")
    for name in fields:
        if name not in CONFIRMABLE or getattr(contract, name) in ("", None):
            raise Refused(_("On ne vérifie que ce qui est rempli."), field=name)
    checked = sorted({*contract.confirmed, *fields})
    with transaction.atomic():
        if changes.replace(contract, version=version, values={"confirmed": checked}):
            audited(by, at, "contract.confirmed", contract, {"fields": ", ".join(sorted(fields))})


def archive(*, by: Actor, at: datetime, contract: Contract, version: int) -> None:
    """Out of the lists and of the dates. Twice is once. Raises Conflict."""
    by.require("contract.write")
    if contract.archived_at is None:
        _put_away(by, at, contract, version, at)


def restore(*, by: Actor, at: datetime, contract: Contract, version: int) -> None:
    """Take a contract out of the archives. Raises ReferenceTaken; Conflict."""
    by.require("contract.write")
    if contract.archived_at is not None:
        _refuse_taken(contract.reference, but=contract)
        _put_away(by, at, contract, version, None)


def put(
    by: Actor, at: datetime, contract: Contract, version: int | None, values: dict[str, Any]
) -> Changes:
    """Write values already checked, inside a transaction: what was confirmed and changes is to be
    checked again, a limit goes with the renewal, questions about what is filled now are settled,
    and what was approved is a draft again where it says something else.

    Raises Refused for a limit on what does not renew; Conflict."""
    if values.get("renewal") == Renewal.NONE:
        values = {"renewals": None, **values}
    if values.get("notice_given_date", contract.notice_given_date) != contract.notice_given_date:
        # A proof is that of one notice.
        values = {"notice_proof": "", **values}
    differ = changes.between(contract, values)
    if not differ:
        return {}
    checks.check_renewals(
        values.get("renewals", contract.renewals), values.get("renewal", contract.renewal)
    )
    kept = [name for name in contract.confirmed if name not in differ]
    changes.replace(contract, version=version, values={**values, "confirmed": kept})
    settling.settle(by=by, at=at, contract=contract, fields=differ)
    audited(by, at, "contract.changed", contract, differ)
    lives.reopen(by=by, at=at, contract=contract)
    return differ


def in_words(values: dict[str, Any]) -> dict[str, str]:
    """What is filled, as the trail keeps it."""
    told = {name: changes.words(value) for name, value in values.items()}
    return {name: text for name, text in told.items() if text}


def _put_away(
    by: Actor, at: datetime, contract: Contract, version: int, archived_at: datetime | None
) -> None:
    act = "contract.archived" if archived_at else "contract.restored"
    with transaction.atomic():
        if changes.replace(contract, version=version, values={"archived_at": archived_at}):
            audited(by, at, act, contract, {})


def _refuse_taken(reference: str, *, but: Contract | None = None) -> None:
    """A reference names one active contract: a list could not tell which it means."""
    rows = Contract.objects.active().exclude(pk=but.pk if but else 0)
    other = rows.filter(reference__iexact=reference).first() if reference else None
    if other is not None:
        raise ReferenceTaken(
            _("La référence « %(reference)s » est déjà celle de « %(other)s ».")
            % {"reference": reference, "other": other},
            field="reference",
        )
