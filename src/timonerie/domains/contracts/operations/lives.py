"""The life of a contract: approved as it stands, signed, opened again when what binds changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract, ContractApproval
from timonerie.domains.contracts.operations import life_checks as checks
from timonerie.domains.contracts.operations.trails import audited
from timonerie.domains.contracts.queries import blockers, lives, snapshots
from timonerie.domains.contracts.rules.snapshots import JSON, differences, digest
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


class BlockersStand(Refused):
    """Something keeps it from being approved, unless a reason is given."""


def approve(
    *, by: Actor, at: datetime, contract: Contract, version: int, reason: str = ""
) -> ContractApproval:
    """Freeze what a draft says as approval 1, 2, 3… with the SHA-256 of its canonical document.

    Raises:
        BlockersStand: something is missing and no reason says why it may be.
        Refused: it is no draft, is archived, or leaves the writer's mandate.
        Conflict: somebody changed it since `version`.
    """
    by.require("contract.approve")
    checks.require_open(by, at=at, contract=contract)
    told = checks.text(reason, field="reason")
    with transaction.atomic():
        # What is said beside the row is read once nobody else writes it.
        _require_draft(checks.locked(contract))
        changes.replace(contract, version=version, values={"stage": Stage.APPROVED})
        found = blockers.of(contract, on=timezone.localdate(at))
        _require_reason(found, told)
        made = _frozen(by, at, contract, found, told if found else "")
        said = {"number": made.number, "sha256": made.sha256}
        said |= {"blockers": " ".join(found), "reason": made.reason}
        audited(by, at, "contract.approved", contract, said)
    return made


def sign(
    *,
    by: Actor,
    at: datetime,
    contract: Contract,
    version: int,
    signed_date: date,
    signed_by: str,
    reason: str = "",
) -> None:
    """Note that both parties signed: this product signs nothing. What was not approved may be
    signed all the same, with a reason.

    Raises:
        Refused: signed already, a day to come, nobody named, or a draft without a reason.
        Conflict: somebody changed it since `version`.
    """
    by.require("contract.write")
    checks.require_open(by, at=at, contract=contract)
    name, told = _signatory(signed_by), checks.text(reason, field="reason")
    if signed_date > timezone.localdate(at):
        raise Refused(_("La date de signature est passée, ou aujourd’hui."), field="signed_date")
    with transaction.atomic():
        stage = _require_unsigned(checks.locked(contract), reason=told)
        values: dict[str, Any] = {"stage": Stage.SIGNED}
        values |= {"signed_date": signed_date, "signed_by": name}
        changes.replace(contract, version=version, values=values)
        said = {"signed_date": signed_date.isoformat(), "signed_by": name}
        said["reason"] = told if stage == Stage.DRAFT else ""
        audited(by, at, "contract.signed", contract, said)


def reopen(*, by: Actor, at: datetime, contract: Contract) -> bool:
    """Inside the transaction of a change: what was approved and says something else by now is a
    draft again. True where it is. To be called by whoever writes a part of `snapshots.PARTS`."""
    if contract.stage != Stage.APPROVED:
        return False
    approved, now = lives.last_approval(contract), Contract.objects.get(pk=contract.pk)
    if approved is not None and not differences(approved.document, snapshots.of(now)):
        return False
    changes.replace(contract, version=None, values={"stage": Stage.DRAFT})
    audited(by, at, "contract.reopened", contract, {"number": approved.number if approved else 0})
    return True


def _frozen(
    by: Actor, at: datetime, contract: Contract, found: Sequence[str], reason: str
) -> ContractApproval:
    last = lives.last_approval(contract)
    document: dict[str, JSON] = snapshots.of(contract)
    made: ContractApproval = ContractApproval.objects.create(
        contract=contract,
        number=last.number + 1 if last else 1,
        document=document,
        sha256=digest(document),
        blockers=list(found),
        reason=reason,
        approved_by=by.name,
        user_id=by.user_id,
        approved_at=at,
    )
    return made


def _require_draft(contract: Contract) -> None:
    if contract.stage != Stage.DRAFT:
        raise Refused(_("Seul un contrat en préparation s’approuve : celui-ci l’est déjà."))


def _signatory(said: str) -> str:
    name = checks.text(said, field="signed_by", most=150)
    if not name:
        raise Refused(_("Dites qui a signé pour la société."), field="signed_by")
    return name


def _require_unsigned(contract: Contract, *, reason: str) -> str:
    """Its stage. Raises Refused for one that is signed, or for a draft without a reason."""
    if contract.stage == Stage.SIGNED:
        raise Refused(_("Ce contrat est déjà dit signé."))
    if contract.stage == Stage.DRAFT and not reason:
        raise Refused(
            _("Ce contrat n’est pas approuvé : dites pourquoi il est déjà signé."),
            field="reason",
        )
    return contract.stage


def _require_reason(found: Sequence[str], reason: str) -> None:
    if not found or reason:
        return
    told = ngettext(
        "%(n)s point empêche d’approuver : comblez-le, ou dites pourquoi il reste.",
        "%(n)s points empêchent d’approuver : comblez-les, ou dites pourquoi ils restent.",
        len(found),
    )
    raise BlockersStand(told % {"n": len(found)}, field="reason")
