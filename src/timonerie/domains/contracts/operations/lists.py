"""Lists of contracts: received, read with the columns chosen, accepted whole, undone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import ListState, QuestionState
from timonerie.domains.contracts.models import Contract, ContractList
from timonerie.domains.contracts.operations import (
    contracts,
    list_files,
    list_plans,
    list_sheets,
    list_writing,
)
from timonerie.domains.contracts.operations.list_steps import Plan
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.contracts.rules.headings import FIELDS
from timonerie.domains.organisation.operations import providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.lists import FaultyLines
from timonerie.domains.organisation.operations.imports.shapes import Act
from timonerie.engine import firm_names
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import clean_name

_BLOCK = 1 << 20


class ListClosed(Refused):
    """It was accepted or undone already."""


def receive(*, by: Actor, at: datetime, chunks: Iterable[bytes], file_name: str) -> ContractList:
    """Keep a file, choose the sheet that looks most like a list of contracts, and say what each of
    its columns means; nothing is written of its contracts.

    Raises:
        FileRefused: it cannot be kept.
        UnreadableFile: nothing can be read in it.
        Refused: the writer's mandate does not cover the whole company.
    """
    _require(by, at)
    documents.require_acceptable(by=by, at=at, name=file_name, size=0)
    name = clean_name(file_name)[0]
    blob = documents.keep(by=by, at=at, chunks=chunks, name=name)
    made = ContractList(blob=blob, name=name, user_id=by.user_id, created_at=at)
    sheets = list_sheets.of(made)
    list_sheets.choose(made, sheets, list_files.likeliest(sheets).name)
    with transaction.atomic():
        made.company_id = by.company_id
        made.save()
        _record(by, at, "contract_list.received", made, {"file": name})
    return made


def look(
    *, by: Actor, at: datetime, path: Path, file_name: str, sheet: str | None = None
) -> tuple[ContractList, Plan]:
    """What a file would do, without keeping it: the list is not saved.

    Raises:
        UnreadableFile: nothing can be read in it.
        Refused: as in `receive`; NothingToTake: no column names a contract.
    """
    _require(by, at)
    name = clean_name(file_name)[0]
    sheets = list_sheets.read(path, name=name)
    made = ContractList(name=name, created_at=at)
    list_sheets.choose(made, sheets, sheet or list_files.likeliest(sheets).name)
    list_sheets.require_named(made)
    below = list_sheets.chosen(made, sheets).below(made.header)
    return made, list_plans.made(made, below)


def take(
    *,
    by: Actor,
    at: datetime,
    path: Path,
    file_name: str,
    sheet: str | None = None,
    creates_providers: bool = False,
    leave_faulty: bool = False,
) -> tuple[ContractList, Plan]:
    """Keep a file and accept it in one go, by the columns that are proposed. Nothing is kept of one
    that is refused.

    Raises:
        FaultyLines: as in `accept`.
        FileRefused, UnreadableFile, Refused, NothingToTake: as in `look` and `receive`.
    """
    looked, plan = look(by=by, at=at, path=path, file_name=file_name, sheet=sheet)
    _refuse_faulty(plan, leave_faulty)
    with path.open("rb") as stream, transaction.atomic():
        chunks = iter(lambda: stream.read(_BLOCK), b"")
        made = receive(by=by, at=at, chunks=chunks, file_name=file_name)
        choose_sheet(by=by, at=at, contract_list=made, sheet=looked.sheet)
        plan = accept(
            by=by,
            at=at,
            contract_list=made,
            creates_providers=creates_providers,
            leave_faulty=leave_faulty,
        )
    return made, plan


def choose_sheet(*, by: Actor, at: datetime, contract_list: ContractList, sheet: str) -> None:
    """Read another sheet of the file. Raises Refused for one that it has not; ListClosed."""
    _require(by, at)
    _require_open(contract_list)
    list_sheets.choose(contract_list, list_sheets.of(contract_list), sheet)
    contract_list.save()


def choose_columns(
    *, by: Actor, at: datetime, contract_list: ContractList, fields: Sequence[str]
) -> None:
    """Say what each column means, in their order; empty for one left out.

    Raises:
        Refused: a field is given twice or is none, or nothing names a contract; ListClosed.
    """
    _require(by, at)
    _require_open(contract_list)
    told = [name for name in fields if name]
    if len(fields) != len(contract_list.columns) or not set(told) <= set(FIELDS):
        raise Refused(_("Choisissez l’une des réponses proposées."))
    if len(set(told)) != len(told):
        raise Refused(_("Deux colonnes disent la même chose : gardez-en une, ou laissez l’autre."))
    pairs = zip(contract_list.columns, fields, strict=True)
    contract_list.columns = [[title, field] for (title, _before), field in pairs]
    list_sheets.require_named(contract_list)
    contract_list.save(update_fields=["columns"])


def sample(contract_list: ContractList, *, most: int = 3) -> list[list[str]]:
    """The first cells of each column that say something, in the order of the columns."""
    sheet = list_sheets.chosen(contract_list, list_sheets.of(contract_list))
    below = sheet.below(contract_list.header)
    found: list[list[str]] = []
    for rank in range(len(contract_list.columns)):
        cells = (row[rank] for _line, row in below if rank < len(row) and row[rank])
        found.append(list(dict.fromkeys(cells))[:most])
    return found


def preview(*, by: Actor, at: datetime, contract_list: ContractList) -> Plan:
    """What the list would do; nothing is written. Raises UnreadableFile."""
    _require(by, at)
    return _plan(contract_list)


def accept(
    *,
    by: Actor,
    at: datetime,
    contract_list: ContractList,
    creates_providers: bool = False,
    leave_faulty: bool = False,
) -> Plan:
    """Write what the list says, in one transaction. Providers that nobody knows are created by
    consent only; without it, each contract asks who it is with. The same list again writes nothing.

    Raises:
        FaultyLines: some lines are faulty and `leave_faulty` does not accept it.
        ListClosed: it was accepted or undone already.
        UnreadableFile: as in `receive`.
    """
    _require(by, at)
    with transaction.atomic():
        _close(contract_list, before=ListState.RECEIVED, after=ListState.ACCEPTED, accepted_at=at)
        plan = _plan(contract_list)
        _refuse_faulty(plan, leave_faulty)
        new = plan.new_providers if creates_providers else []
        linked = {
            firm_names.normalised(name): pk
            for name, pk in providers.ensure(by=by, at=at, names=new).items()
        }
        written: dict[str, Any] = {"created": [], "changed": {}, "back": []}
        for step in plan.steps:
            list_writing.write(by, at, contract_list, step, linked, written)
        counts = counts_of(plan)
        _put(contract_list, written=written, counts=counts)
        _record(
            by, at, "contract_list.accepted", contract_list, {"file": contract_list.name, **counts}
        )
    return plan


def undo(*, by: Actor, at: datetime, contract_list: ContractList) -> None:
    """Take back what a list did: the contracts it made go to the archives, what it changed comes
    back where nobody changed it since, its open questions are withdrawn. The providers stay.

    Raises:
        ListClosed: it was not accepted, or was undone already.
    """
    _require(by, at)
    with transaction.atomic():
        _close(contract_list, before=ListState.ACCEPTED, after=ListState.UNDONE, undone_at=at)
        written = contract_list.written
        gone = [*written.get("created", ()), *written.get("back", ())]
        for contract in Contract.objects.filter(pk__in=gone).active():
            contracts.archive(by=by, at=at, contract=contract, version=contract.version)
        for pk, fields in written.get("changed", {}).items():
            list_writing.bring_back(by, at, Contract.objects.get(pk=int(pk)), fields)
        contract_list.questions.filter(state=QuestionState.OPEN).update(
            state=QuestionState.WITHDRAWN, answered_at=at
        )
        _record(by, at, "contract_list.undone", contract_list, {"file": contract_list.name})


def counts_of(plan: Plan) -> dict[str, int]:
    """In the order of the screen."""
    return {
        "created": plan.count(Act.CREATE),
        "changed": plan.count(Act.UPDATE),
        "same": plan.count(Act.SAME),
        "questions": len(plan.asked),
        "left": len(plan.left),
        "faulty": len(plan.faults),
    }


def _plan(contract_list: ContractList) -> Plan:
    list_sheets.require_named(contract_list)
    sheet = list_sheets.chosen(contract_list, list_sheets.of(contract_list))
    return list_plans.made(contract_list, sheet.below(contract_list.header))


def _refuse_faulty(plan: Plan, leave_faulty: bool) -> None:
    if plan.faults and not leave_faulty:
        raise FaultyLines(_("Corrigez les lignes fautives, ou acceptez de les laisser de côté."))


def _require(by: Actor, at: datetime) -> None:
    by.require("contract.write")
    if not reaching.sees_all(by, on=timezone.localdate(at)):
        raise Refused(
            _(
                "Une liste parle de toute la société : votre mandat n’en couvre qu’une part."
                " Demandez à la direction de l’importer."
            )
        )


def _require_open(contract_list: ContractList) -> None:
    if contract_list.state != ListState.RECEIVED:
        raise ListClosed(_("Cette liste est déjà acceptée ou annulée : déposez-la de nouveau."))


def _close(contract_list: ContractList, *, before: str, after: str, **values: Any) -> None:
    rows = ContractList.objects.filter(pk=contract_list.pk, state=before)
    if not rows.update(state=after, **values):
        raise ListClosed(_("Cette liste est déjà acceptée ou annulée : déposez-la de nouveau."))
    contract_list.refresh_from_db()


def _put(contract_list: ContractList, **values: Collection[Any]) -> None:
    ContractList.objects.filter(pk=contract_list.pk).update(**values)
    contract_list.refresh_from_db()


def _record(by: Actor, at: datetime, act: str, made: ContractList, detail: dict[str, Any]) -> None:
    audit.record(
        by=by, at=at, act=act, kind="contract_list", public_id=made.public_id, detail=detail
    )
