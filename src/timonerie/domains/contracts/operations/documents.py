"""Papers of contracts: received, read page by page, filed under their contract, archived."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import DocumentState, JobKind
from timonerie.domains.contracts.models import Contract, ContractDocument, DocumentPage
from timonerie.domains.contracts.operations import clauses
from timonerie.domains.contracts.operations.pages import Report, read_pages
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.connectors import FileRefused, clean_name
from timonerie.foundations.documents.papers import bounds
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.scope.models import Company


def require_acceptable(*, by: Actor, at: datetime, name: str, size: int) -> None:
    """Say no to a file before anything is done for it; `name` and `size` are those announced.

    Raises:
        FileRefused: PDF-03, PDF-04, FIC-04, FIC-09 or FIC-10.
    """
    bounds.require_name(clean_name(name)[0])
    bounds.require_weight(size)
    blobs.require_acceptable(by=by, at=at, name=name, size=size)


def receive(
    *,
    by: Actor,
    at: datetime,
    chunks: Iterable[bytes],
    file_name: str,
    contract: Contract | None = None,
) -> ContractDocument:
    """Keep a PDF as it came, and put its reading off. The same bytes under the same contract are
    the same document.

    Raises:
        FileRefused: it is no PDF alone, too heavy, cut, or a quota forbids it; nothing is kept.
        Refused: the contract is out of the writer's reach.
    """
    by.require("contract.write")
    _require_reach(by, at=at, contract=contract)
    name, _notices = clean_name(file_name)
    bounds.require_name(name)
    blob = blobs.keep(by=by, at=at, chunks=bounds.checked(chunks), name=name)
    known = ContractDocument.objects.active().filter(blob=blob, contract=contract).first()
    if known is not None:
        return known
    with transaction.atomic():
        made: ContractDocument = ContractDocument.objects.create(
            contract=contract,
            blob=blob,
            file_name=name,
            received_by=by.name,
            user_id=by.user_id,
            created_at=at,
        )
        told = {"sha256": blob.sha256, "size": blob.size, "contract": _named(contract)}
        _record(by, at, "document.received", made, told)
        put_off_reading(by=by, at=at, document=made)
    return made


def put_off_reading(*, by: Actor, at: datetime, document: ContractDocument) -> None:
    """Read it again later: after a cut, or once the machine can read scans."""
    by.require("contract.write")
    key = str(document.public_id)
    payload = {"document": key}
    jobs.put_off(by=by, kind=JobKind.READ_DOCUMENT, key=key, payload=payload, at=at)


def read(
    *,
    by: Actor,
    at: datetime,
    document: ContractDocument,
    report: Report = lambda progress, step: None,
) -> None:
    """Keep the text of every page, then what it says of each clause. A file that cannot be read is
    refused, and says why; a page that cannot be read says so, and the others are read."""
    by.require("contract.write")
    company = Company.objects.get(pk=by.company_id)
    path = blobs.path_of(company=company, blob=document.blob)
    _put(document, state=DocumentState.READING)
    try:
        carries = read_pages(document, path, report)
    except FileRefused as fault:
        _refuse(by, at, document, fault)
        return
    rows = DocumentPage.objects.filter(document=document)
    with transaction.atomic():
        _put(document, pages=rows.count(), carries=carries, refusal={})
        looked = clauses.keep(document=document)
        _put(
            document,
            state=DocumentState.READ,
            read_at=at,
            language=looked.nature.language,
            is_contract=looked.nature.is_contract,
            terms=[vars(one) for one in looked.proposals],
        )
        unreadable = rows.filter(is_readable=False).count()
        told = {"pages": document.pages, "scans": rows.filter(is_scan=True).count()}
        _record(by, at, "document.read", document, told | {"unreadable": unreadable})


def file_under(
    *, by: Actor, at: datetime, document: ContractDocument, contract: Contract | None
) -> None:
    """Say which contract a paper is of; None takes it out.

    Raises:
        Refused: the contract is archived or out of the writer's reach.
    """
    by.require("contract.write")
    _require_reach(by, at=at, contract=contract)
    if contract is not None and contract.archived_at is not None:
        raise Refused(_("Ce contrat est archivé : reprenez-le d’abord."), field="contract")
    if document.contract_id == (contract.pk if contract else None):
        return
    before = _named(document.contract)
    with transaction.atomic():
        _put(document, contract=contract)
        _record(by, at, "document.filed", document, {"contract": [before, _named(contract)]})


def archive(*, by: Actor, at: datetime, document: ContractDocument) -> None:
    """Out of the lists; twice is once."""
    by.require("contract.write")
    if document.archived_at is None:
        with transaction.atomic():
            _put(document, archived_at=at)
            _record(by, at, "document.archived", document, {})


def restore(*, by: Actor, at: datetime, document: ContractDocument) -> None:
    """Take a paper out of the archives; twice is once."""
    by.require("contract.write")
    if document.archived_at is not None:
        with transaction.atomic():
            _put(document, archived_at=None)
            _record(by, at, "document.restored", document, {})


def _refuse(by: Actor, at: datetime, document: ContractDocument, fault: FileRefused) -> None:
    with transaction.atomic():
        DocumentPage.objects.filter(document=document).delete()
        refusal = {"code": fault.code, "remedy": fault.remedy}
        _put(document, state=DocumentState.REFUSED, refusal=refusal, read_at=at)
        _record(by, at, "document.refused", document, {"code": fault.code})


def _require_reach(by: Actor, *, at: datetime, contract: Contract | None) -> None:
    on = timezone.localdate(at)
    if contract is not None and not reaching.holds(by, on=on, provider=contract.provider_id):
        raise Refused(_("Ce contrat est hors de votre périmètre."), field="contract")


def _put(document: ContractDocument, **values: Any) -> None:
    for name, value in values.items():
        setattr(document, name, value)
    document.save(update_fields=list(values))


def _named(contract: Contract | None) -> str:
    return contract.name if contract else ""


def _record(
    by: Actor, at: datetime, act: str, document: ContractDocument, detail: dict[str, Any]
) -> None:
    audit.record(
        by=by, at=at, act=act, kind="document", public_id=document.public_id, detail=detail
    )
