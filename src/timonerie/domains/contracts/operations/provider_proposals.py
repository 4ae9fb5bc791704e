"""What providers propose by their links, accepted line by line or refused with a reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Proposal
from timonerie.domains.contracts.operations import contract_checks, subcontractors
from timonerie.domains.contracts.operations.proposals_by_link import FIELDS
from timonerie.domains.contracts.provider_enums import ProposalKind, ProposalState
from timonerie.domains.contracts.queries import provider_links as queries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import contacts, provider_sheets, rolls
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.provider_sheets import Sheet
from timonerie.domains.organisation.operations.rolls import Answered
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

Apply = Callable[[Actor, datetime, Proposal], object]


def accept(*, by: Actor, at: datetime, proposal: Proposal) -> None:
    """Apply a line as if it had been typed here. Raises Refused: it was decided already, or cannot
    stand any more; then it still waits."""
    with transaction.atomic():
        row = _awaiting(by, at, proposal)
        APPLY[ProposalKind(row.kind)](by, at, row)
        _decide(by, at, [row], ProposalState.ACCEPTED)


def accept_all(*, by: Actor, at: datetime, provider: Provider) -> list[str]:
    """Apply every line that can stand; returns what the others are refused for, in words. The
    fields of the sheet go together: one may be right only with another."""
    _require(by, at, provider)
    rows = queries.awaiting(provider)
    fields = [row for row in rows if row.kind == ProposalKind.SHEET]
    told = [_tried(lambda: _accept_sheet(by, at, fields))] if fields else []
    told += [
        _tried(lambda row=row: accept(by=by, at=at, proposal=row))  # type: ignore[misc]
        for row in rows
        if row.kind != ProposalKind.SHEET
    ]
    return [one for one in told if one]


def refuse(*, by: Actor, at: datetime, proposal: Proposal, reason: str) -> None:
    """Raises Refused without a reason, or where it was decided already."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > 500:
        raise Refused(
            _("Dites pourquoi, en 500 caractères au plus : le prestataire le lira."),
            field="reason",
        )
    with transaction.atomic():
        row = _awaiting(by, at, proposal)
        _decide(by, at, [row], ProposalState.REFUSED, reason)


def _tried(call: Callable[[], object]) -> str:
    try:
        call()
    except Refused as refusal:
        return refusal.message
    return ""


def _awaiting(by: Actor, at: datetime, proposal: Proposal) -> Proposal:
    """Locked: of two who decide at once, the second reads what the first decided."""
    _require(by, at, proposal.provider)
    rows = Proposal.objects.select_related("link", "provider").select_for_update(of=("self",))
    row: Proposal = rows.get(pk=proposal.pk)
    if row.state != ProposalState.AWAITING:
        raise Refused(
            _("Cette proposition est déjà décidée, ou remplacée : rechargez la page."),
        )
    return row


def _require(by: Actor, at: datetime, provider: Provider) -> None:
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=provider)


def _decide(
    by: Actor, at: datetime, rows: Sequence[Proposal], state: ProposalState, reason: str = ""
) -> None:
    for row in rows:
        row.state, row.reason = state, reason
        row.decided_by, row.user_id, row.decided_at = by.name, by.user_id, at
        row.save(update_fields=["state", "reason", "decided_by", "user_id", "decided_at"])
        accepted = state == ProposalState.ACCEPTED
        audit.record(
            by=by,
            at=at,
            act="provider_link.accepted" if accepted else "provider_link.refused",
            kind="provider",
            public_id=row.provider.public_id,
            detail={"kind": row.kind, "refused_for": reason},
        )


def _accept_sheet(by: Actor, at: datetime, rows: Sequence[Proposal]) -> None:
    with transaction.atomic():
        held = [_awaiting(by, at, row) for row in rows]
        _write_sheet(by, at, held[0].provider, {row.field: row.document["value"] for row in held})
        _decide(by, at, held, ProposalState.ACCEPTED)


def _field(by: Actor, at: datetime, row: Proposal) -> None:
    _write_sheet(by, at, row.provider, {row.field: row.document["value"]})


def _write_sheet(by: Actor, at: datetime, provider: Provider, told: Mapping[str, str]) -> None:
    known: dict[str, Any] = {name: value for name, value in told.items() if name in FIELDS}
    sheet = replace(Sheet.of(provider), **known)
    provider_sheets.update(by=by, at=at, provider=provider, version=provider.version, sheet=sheet)


def _person(by: Actor, at: datetime, row: Proposal) -> None:
    said = dict(row.document)
    arrived = said.pop("arrived")
    contacts.add(
        by=by,
        at=at,
        provider=row.provider,
        arrived_date=date.fromisoformat(arrived) if arrived else None,
        **said,
    )


def _roll(by: Actor, at: datetime, row: Proposal) -> None:
    said = row.document
    answered = Answered(
        month=date.fromisoformat(said["month"]),
        left={UUID(key): date.fromisoformat(day) for key, day in said["left"].items()},
        announced=said["announced"],
        theirs=row.link.recipient,
    )
    rolls.say(by=by, at=at, provider=row.provider, answered=answered)


def _subcontractor(by: Actor, at: datetime, row: Proposal) -> None:
    said = dict(row.document)
    told = subcontractors.Said(handles_personal_data=said.pop("personal"), **said)
    subcontractors.declare(by=by, at=at, provider=row.provider, said=told, by_them=True)


APPLY: Mapping[ProposalKind, Apply] = {
    ProposalKind.SHEET: _field,
    ProposalKind.CONTACT: _person,
    ProposalKind.ROLL: _roll,
    ProposalKind.SUBCONTRACTOR: _subcontractor,
}
