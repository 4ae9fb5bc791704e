"""Legal documents of providers: received, checked with a proof, refused with a reason, erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.duty_enums import PieceState, Way
from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.operations import duty_checks as checks
from timonerie.domains.contracts.operations import duty_files
from timonerie.domains.contracts.operations.duty_checks import audited
from timonerie.domains.contracts.operations.duty_files import Kept
from timonerie.domains.contracts.rules.duties import standing
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import discards

LONGEST_NUMBER = 60


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is typed of a document: dates that it bears, and its code or number."""

    kind: str
    issued_on: date | None = None
    valid_until: date | None = None
    number: str = ""


def receive(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    entity: LegalEntity | None,
    said: Said,
    received: Received | None,
) -> DutyDocument:
    """Keep a document that came, to be checked; without a file, what was seen elsewhere.

    Raises:
        Refused: an unknown kind, dates that cannot stand, a provider out of reach.
        NotTaken, FileRefused: its file.
    """
    checks.require_open(by, at=at, provider=provider)
    checks.require_entity(entity)
    with transaction.atomic():
        return keep(
            by=by, at=at, provider=provider, entity=entity, said=said, received=received, way=Way.US
        )


def keep(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    entity: LegalEntity | None,
    said: Said,
    received: Received | None,
    way: Way,
) -> DutyDocument:
    """Inside a transaction, whoever brings it. Raises as `receive`."""
    kind = checks.kind_called(said.kind)
    values = _values(kind, said, on=checks.today(at))
    file = duty_files.keep(by=by, at=at, received=received) if received else Kept()
    made: DutyDocument = DutyDocument.objects.create(
        provider=provider,
        legal_entity=entity,
        kind=kind.code,
        **values,
        blob=file.blob,
        file_name=file.name,
        way=way,
        received_by=by.name,
        user_id=by.user_id,
        received_at=at,
    )
    audited(by, at, "duty.received", provider, {"piece": kind.title, "file": file.name})
    return made


def check(
    *,
    by: Actor,
    at: datetime,
    document: DutyDocument,
    said: Said,
    proof: str,
    received: Received | None = None,
) -> None:
    """Say that a document is authentic, and what proves it: words or a file. What is typed of it is
    put right at once.

    Raises:
        Refused: no proof, no end that can be told, dates that cannot stand, already judged.
        NotTaken, FileRefused: the file of the proof.
    """
    checks.require_open(by, at=at, provider=document.provider)
    proof, kind = proof.strip(), checks.kind_called(document.kind)
    if not proof and received is None:
        raise Refused(_("Dites comment vous l’avez vérifiée, ou joignez la preuve."), field="proof")
    values = _values(kind, said, on=checks.today(at))
    if values["ends_on"] is None and not kind.is_lasting:
        raise Refused(
            _(
                "Donnez la date d’établissement ou la fin de validité : sans elle, rien ne dit"
                " quand la redemander."
            ),
            field="valid_until",
        )
    with transaction.atomic():
        row = _held(document)
        file = duty_files.keep(by=by, at=at, received=received) if received else Kept()
        told = {"proof": proof, "proof_blob": file.blob, "proof_name": file.name}
        _judge(row, by, at, PieceState.CHECKED, {**values, **told})
        ends = values["ends_on"].isoformat() if values["ends_on"] else ""
        audited(by, at, "duty.checked", row.provider, {"piece": kind.title, "to": ends})


def refuse(*, by: Actor, at: datetime, document: DutyDocument, reason: str) -> None:
    """Say that a document does not do, and why: its provider is to send another one. Raises
    Refused without a reason, or where it is already judged."""
    checks.require_open(by, at=at, provider=document.provider)
    told = checks.reason(reason)
    with transaction.atomic():
        row = _held(document)
        _judge(row, by, at, PieceState.REFUSED, {"reason": told})
        title = checks.kind_called(row.kind).title
        audited(by, at, "duty.refused", row.provider, {"piece": title, "reason": told})


def reopen(*, by: Actor, at: datetime, document: DutyDocument) -> None:
    """Take back what was said of a document: it is to be checked again. Twice is once."""
    checks.require_open(by, at=at, provider=document.provider)
    with transaction.atomic():
        row: DutyDocument = DutyDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if row.state == PieceState.RECEIVED:
            return
        row.state, row.reason, row.proof = PieceState.RECEIVED, "", ""
        row.proof_blob, row.proof_name = None, ""
        row.judged_by, row.judged_user_id, row.judged_at = "", None, None
        row.save()
        title = checks.kind_called(row.kind).title
        audited(by, at, "duty.reopened", row.provider, {"piece": title})


def erase(*, by: Actor, at: datetime, document: DutyDocument) -> bool:
    """Delete the file of a document, its bytes too unless another document holds the same: that it
    came and was checked stays. Twice is once; returns whether a file went away."""
    checks.require_open(by, at=at, provider=document.provider)
    with transaction.atomic():
        row: DutyDocument = DutyDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
        blob = row.blob
        if blob is None:
            return False
        row.blob, row.file_name, row.erased_at = None, "", at
        row.save(update_fields=["blob", "file_name", "erased_at"])
        discards.erase(blob=blob)
        title = checks.kind_called(row.kind).title
        audited(by, at, "duty.erased", row.provider, {"piece": title})
    return True


def _values(kind: Kind, said: Said, *, on: date) -> dict[str, Any]:
    """What to write of a document. Raises Refused for dates that cannot stand."""
    issued, until, number = said.issued_on, said.valid_until, " ".join(said.number.split())
    if issued is not None and issued > on:
        raise Refused(_("La date d’établissement est à venir : corrigez-la."), field="issued_on")
    if issued is not None and until is not None and until < issued:
        raise Refused(_("La fin de validité vient après l’établissement."), field="valid_until")
    if len(number) > LONGEST_NUMBER:
        raise Refused(_("Soixante caractères au plus."), field="number")
    ends = None if kind.is_lasting else standing.ends_on(kind, issued_on=issued, valid_until=until)
    return {"issued_on": issued, "valid_until": until, "number": number, "ends_on": ends}


def _held(document: DutyDocument) -> DutyDocument:
    """The row, locked, that nobody judged yet. Raises Refused."""
    rows = DutyDocument.objects.select_related("provider").select_for_update(of=("self",))
    row: DutyDocument = rows.get(pk=document.pk)
    if row.state != PieceState.RECEIVED:
        raise Refused(
            _("%(name)s a déjà dit cette pièce « %(state)s » : revenez d’abord dessus.")
            % {"name": row.judged_by, "state": row.get_state_display()}
        )
    return row


def _judge(
    row: DutyDocument, by: Actor, at: datetime, state: PieceState, values: dict[str, Any]
) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.state, row.judged_by, row.judged_user_id, row.judged_at = state, by.name, by.user_id, at
    row.save()
