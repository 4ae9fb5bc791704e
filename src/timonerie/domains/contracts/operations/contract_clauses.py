"""What somebody says of the clauses of a contract, with the place in its papers; one undoing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.clause_enums import ClauseState
from timonerie.domains.contracts.models import (
    Contract,
    ContractClause,
    ContractDocument,
    DocumentPage,
)
from timonerie.domains.contracts.operations import contract_checks
from timonerie.domains.contracts.rules import extracts
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

NEVER: Final = 0
"""The version of a clause of which nobody said anything yet."""
LONGEST_EXTRACT, LONGEST_NOTE = 2000, 500
#: A clause that is not there stands nowhere.
PLACED = frozenset({ClauseState.PRESENT, ClauseState.WEAK})


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """`state` is empty to take back what was said. `extract` is a piece of the page."""

    state: str
    document: ContractDocument | None = None
    page: int | None = None
    extract: str = ""
    note: str = ""


def judge(
    *, by: Actor, at: datetime, contract: Contract, clause: str, version: int, said: Judgement
) -> ContractClause | None:
    """Say what a clause is worth; `version` is that of what stands, `NEVER` where nothing does.
    Answers what stands now; None where nobody said anything, before or now.

    Raises:
        Refused: no such clause or opinion, an extract that is not of the page, a contract out of
            reach or archived.
        Conflict: somebody said otherwise since `version`.
    """
    _require(by, at, contract)
    values = _checked(contract, clause, said)
    signed = {"judged_by": by.name, "user_id": by.user_id, "judged_at": at}
    unsigned = {"judged_by": "", "user_id": None, "judged_at": None}
    signature = signed if said.state else unsigned
    with transaction.atomic():
        row = _standing(contract, clause)
        if row is None:
            return _first(by, at, contract, clause, values | signature) if said.state else None
        if not changes.between(row, values):
            return row
        before = _kept(row)
        made = changes.replace(
            row, version=version, values={**values, **signature, "before": before}
        )
        _record(by, at, "clause.said", row, made)
    return row


def undo(*, by: Actor, at: datetime, row: ContractClause, version: int) -> None:
    """Put back what the last judgement replaced, as it was signed.

    Raises:
        Refused: nothing to undo, or a contract out of reach or archived.
        Conflict: somebody said otherwise since `version`.
    """
    _require(by, at, row.contract)
    if not row.before:
        raise Refused(_("Il n’y a rien à défaire : cet avis n’en remplace aucun."))
    with transaction.atomic():
        values = _restored(row)
        made = changes.replace(row, version=version, values={**values, "before": {}})
        _record(by, at, "clause.undone", row, made)


def _require(by: Actor, at: datetime, contract: Contract) -> None:
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=contract.provider)
    if contract.archived_at is not None:
        raise Refused(_("Ce contrat est archivé : reprenez-le d’abord."), field="contract")


def _standing(contract: Contract, clause: str) -> ContractClause | None:
    """Under the lock of its contract: two first judgements are one after the other."""
    Contract.objects.select_for_update(no_key=True).get(pk=contract.pk)
    rows = ContractClause.objects.select_related("contract", "document")
    return rows.filter(contract=contract, clause=clause).first()


def _first(
    by: Actor, at: datetime, contract: Contract, clause: str, values: Mapping[str, Any]
) -> ContractClause:
    # What it replaces is that nobody had looked.
    before = _kept(ContractClause(contract=contract, clause=clause))
    row = ContractClause.objects.create(contract=contract, clause=clause, before=before, **values)
    _record(by, at, "clause.said", row, {"state": ["", row.state], "note": ["", row.note]})
    return row


def _checked(contract: Contract, clause: str, said: Judgement) -> dict[str, Any]:
    """The values to write. Raises Refused."""
    if clause not in catalogue.by_code():
        raise Refused(_("Cette clause n’est pas au catalogue."), field="clause")
    if said.state and said.state not in ClauseState.values:
        raise Refused(_("Choisissez présente, faible, absente ou sans objet."), field="state")
    note = " ".join(said.note.split())
    if len(note) > LONGEST_NOTE:
        raise Refused(_("La note tient en 500 caractères : raccourcissez-la."), field="note")
    nowhere = {"document": None, "page": None, "extract": ""}
    place = _place(contract, said) if said.state in PLACED and said.document else nowhere
    return {"state": said.state, "note": note if said.state else "", **place}


def _place(contract: Contract, said: Judgement) -> dict[str, Any]:
    """The document, its page and the piece of it, letter for letter. Raises Refused."""
    if said.document is None or said.document.contract_id != contract.pk:
        raise Refused(_("Ce document n’est pas classé sous ce contrat."), field="document")
    row = DocumentPage.objects.filter(document=said.document, number=said.page or 0).first()
    if row is None:
        raise Refused(_("Ce document n’a pas cette page : choisissez-en une autre."), field="page")
    if len(said.extract) > LONGEST_EXTRACT:
        raise Refused(
            _("L’extrait tient en 2 000 caractères : gardez ce qui décide."), field="extract"
        )
    place = {"document": said.document, "page": row.number}
    if not said.extract.strip():
        return {**place, "extract": ""}
    span = extracts.found(row.text, said.extract)
    if span is None:
        raise Refused(
            _("Cet extrait n’est pas dans la page : copiez-le tel qu’il y est écrit."),
            field="extract",
        )
    return {**place, "extract": row.text[slice(*span)]}


def _kept(row: ContractClause) -> dict[str, Any]:
    """What a row says, as its `before` keeps it."""
    return {
        "state": row.state,
        "document": str(row.document.public_id) if row.document else "",
        "page": row.page,
        "extract": row.extract,
        "note": row.note,
        "judged_by": row.judged_by,
        "user_id": row.user_id,
        "judged_at": row.judged_at.isoformat() if row.judged_at else "",
    }


def _restored(row: ContractClause) -> dict[str, Any]:
    """The values of its `before`; a document that left the contract since is not named again."""
    told = row.before
    rows = ContractDocument.objects.filter(contract=row.contract)
    paper = rows.filter(public_id=UUID(told["document"])).first() if told["document"] else None
    place = (told["page"], told["extract"]) if paper else (None, "")
    return {
        "state": told["state"],
        "document": paper,
        "page": place[0],
        "extract": place[1],
        "note": told["note"],
        "judged_by": told["judged_by"],
        "user_id": told["user_id"],
        "judged_at": datetime.fromisoformat(told["judged_at"]) if told["judged_at"] else None,
    }


def _record(
    by: Actor, at: datetime, act: str, row: ContractClause, made: Mapping[str, Any]
) -> None:
    told = {name: made[name] for name in ("state", "page", "note") if name in made}
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="contract",
        public_id=row.contract.public_id,
        detail={"clause": catalogue.by_code()[row.clause].title, **told},
    )
