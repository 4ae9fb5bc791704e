"""The accounting entries: files sent, what providers cost, the lines behind. For who sees the whole
company: the books are all of it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED, REFUSALS, Refusal
from timonerie.api.paging import Page, Paging, page_of, whole
from timonerie.api.shapes.accounting import (
    AccountingFileDetail,
    AccountingFileOut,
    LineOut,
    PayeeOut,
    SideName,
)
from timonerie.domains.facts.enums import JobKind
from timonerie.domains.facts.models import AccountingFile, AccountingState
from timonerie.domains.facts.operations import accounting
from timonerie.domains.facts.queries import accounting as queries
from timonerie.domains.facts.queries import accounting_lines, purchases
from timonerie.domains.facts.queries.accounting_lines import Asked, Side
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.jobs import operations as jobs

router = Router(tags=["accounting"])


@router.get(
    "/accounting/files",
    response={200: Page[AccountingFileOut], **REFUSALS},
    summary="List the accounting files",
)
@policy("ledger.read")
def list_files(
    request: CompanyRequest, paging: Paging, state: AccountingState | None = None
) -> Page[AccountingFileOut]:
    """The latest first."""
    _require_whole(request)
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    if state is not None:
        rows = rows.filter(state=state)
    return page_of(rows.order_by("-created_at", "-pk"), paging, AccountingFileOut.of)


@router.get(
    "/accounting/files/{accounting_id}",
    response={200: AccountingFileDetail, **REFUSALS},
    summary="Read an accounting file's form, controls and state",
)
@policy("ledger.read")
def read_file(request: CompanyRequest, accounting_id: UUID) -> AccountingFileDetail:
    return AccountingFileDetail.of(_file(request, accounting_id))


@router.post(
    "/accounting/files",
    response={202: AccountingFileDetail, **COUNTED},
    summary="Send an accounting file",
)
@policy("ledger.write")
def send_file(request: CompanyRequest, file: File[UploadedFile]) -> Status[AccountingFileDetail]:
    """Kept at once, read behind the answer."""
    _require_whole(request)
    by, at, name = request.actor, timezone.now(), file.name or ""
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=at)
    try:
        documents.require_acceptable(
            by=by, at=at, name=name, size=file.size or 0, most=accounting.MOST_BYTES
        )
        kept = accounting.receive(by=by, at=at, chunks=file.chunks(), file_name=name)
    except FileRefused as fault:
        raise Refusal(422, fault.code, said(fault.remedy), said(fault.remedy)) from fault
    key = str(kept.public_id)
    jobs.put_off(by=by, kind=JobKind.READ_BOOKS, key=key, payload={"file": key}, at=at)
    return Status(202, AccountingFileDetail.of(kept))


@router.post(
    "/accounting/files/{accounting_id}/retire",
    response={200: AccountingFileDetail, **REFUSALS},
    summary="Take an accounting file out of the figures",
)
@policy("ledger.write")
def retire_file(request: CompanyRequest, accounting_id: UUID) -> AccountingFileDetail:
    """Those that it had replaced count again."""
    file, at = _file(request, accounting_id), timezone.now()
    try:
        accounting.retire(by=request.actor, at=at, file=file)
    except Refused as refusal:
        raise Refusal(409, "conflict", refusal.message, refusal.message) from refusal
    jobs.put_off(by=request.actor, kind=JobKind.ANSWER_BOOKS, key="answers", payload={}, at=at)
    return AccountingFileDetail.of(file)


@router.get(
    "/accounting/providers",
    response={200: Page[PayeeOut], **REFUSALS},
    summary="List what each provider costs over twelve months",
)
@policy("ledger.read")
def list_providers(request: CompanyRequest, paging: Paging) -> Page[PayeeOut]:
    """The largest first; empty without a file, or while its answers are computed."""
    _require_whole(request)
    return page_of(purchases.providers(), paging, PayeeOut.of)


@router.get(
    "/accounting/lines",
    response={200: Page[LineOut], **REFUSALS},
    summary="List the lines behind a figure",
)
@policy("ledger.read")
def list_lines(
    request: CompanyRequest,
    paging: Paging,
    key: Annotated[list[str], Query()] = [],  # noqa: B006 - read by the router, never changed
    side: SideName = "",
    account: str = "",
    journal: str = "",
    first: date | None = None,
    last: date | None = None,
) -> Page[LineOut]:
    """By date. `key` names third parties, as `providers` gives them."""
    _require_whole(request)
    asked = Asked(
        side=Side(side),
        third_parties=tuple(key),
        account=account,
        journal=journal,
        first=first,
        last=last,
    )
    count = accounting_lines.totals(asked).count
    rows = accounting_lines.page(asked, first=paging.first, size=paging.size)
    return whole([LineOut.of(row) for row in rows], count, paging)


def _require_whole(request: CompanyRequest) -> None:
    """Raises Http404 for who is narrowed to a part of the company."""
    if not queries.sees_all(request.actor, on=timezone.localdate()):
        raise Http404


def _file(request: CompanyRequest, accounting_id: UUID) -> AccountingFile:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: AccountingFile = get_object_or_404(rows, public_id=accounting_id)
    return found
