"""The papers of the contracts: sent, read behind the answer, filed, their clauses judged."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED, REFUSALS, Refusal, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.papers import (
    ClauseOut,
    FilingIn,
    JudgeIn,
    PageOut,
    PaperDetail,
    PaperOut,
)
from timonerie.domains.contracts.models import (
    ClauseFinding,
    Contract,
    ContractDocument,
    DocumentPage,
)
from timonerie.domains.contracts.operations import clauses, documents
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.queries import documents as queries
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents.connectors import FileRefused

router = Router(tags=["contracts"])


@router.get("/papers", response={200: Page[PaperOut], **REFUSALS}, summary="List the papers")
@policy("contract.read")
def list_papers(
    request: CompanyRequest, paging: Paging, contract: UUID | None = None, archived: bool = False
) -> Page[PaperOut]:
    """The latest first."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    rows = rows.filter(archived_at__isnull=not archived).select_related("contract")
    if contract is not None:
        rows = rows.filter(contract__public_id=contract)
    return page_of(rows.order_by("-created_at", "-pk"), paging, PaperOut.of)


@router.get(
    "/papers/{paper_id}",
    response={200: PaperDetail, **REFUSALS},
    summary="Read a paper with its clauses",
)
@policy("contract.read")
def read_paper(request: CompanyRequest, paper_id: UUID) -> PaperDetail:
    return PaperDetail.told(_paper(request, paper_id))


@router.get(
    "/papers/{paper_id}/pages",
    response={200: Page[PageOut], **REFUSALS},
    summary="Read the text of a paper, page by page",
)
@policy("contract.read")
def read_pages(request: CompanyRequest, paper_id: UUID, paging: Paging) -> Page[PageOut]:
    rows = DocumentPage.objects.filter(document=_paper(request, paper_id))
    return page_of(rows.order_by("number"), paging, PageOut.of)


@router.post("/papers", response={202: PaperDetail, **COUNTED}, summary="Send a PDF")
@policy("contract.write")
def send_paper(
    request: CompanyRequest, file: File[UploadedFile], contract: Form[UUID | None] = None
) -> Status[PaperDetail]:
    """It is read behind the answer. Without `contract` it waits to be filed."""
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    under = _contract(request, contract)
    by, at, name = request.actor, timezone.now(), file.name or ""
    try:
        documents.require_acceptable(by=by, at=at, name=name, size=file.size or 0)
        made = documents.receive(by=by, at=at, chunks=file.chunks(), file_name=name, contract=under)
    except FileRefused as fault:
        message = _("Le fichier est refusé ; rien n’a changé.")
        raise Refusal(422, fault.code, message, said(fault.remedy)) from fault
    made.refresh_from_db()
    return Status(202, PaperDetail.told(made))


@router.put(
    "/papers/{paper_id}/contract",
    response={200: PaperDetail, **REFUSALS},
    summary="File a paper under its contract",
)
@policy("contract.write")
def file_paper(request: CompanyRequest, paper_id: UUID, body: FilingIn) -> PaperDetail:
    paper, under = _paper(request, paper_id), _contract(request, body.contract)
    with refusing():
        documents.file_under(by=request.actor, at=timezone.now(), document=paper, contract=under)
    return PaperDetail.told(paper)


@router.put(
    "/clauses/{finding_id}",
    response={200: ClauseOut, **REFUSALS},
    summary="Say what a clause is worth",
)
@policy("contract.write")
def judge_clause(request: CompanyRequest, finding_id: UUID, body: JudgeIn) -> ClauseOut:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    rows = ClauseFinding.objects.select_related("document").filter(document__in=seen)
    finding = get_object_or_404(rows, public_id=finding_id)
    with refusing():
        clauses.judge(
            by=request.actor,
            at=timezone.now(),
            finding=finding,
            version=body.version,
            opinion=body.opinion,
            note=body.note,
        )
    return ClauseOut.of(finding)


def _paper(request: CompanyRequest, paper_id: UUID) -> ContractDocument:
    rows = queries.visible_to(request.actor, on=timezone.localdate()).select_related("contract")
    found: ContractDocument = get_object_or_404(rows, public_id=paper_id)
    return found


def _contract(request: CompanyRequest, public_id: UUID | None) -> Contract | None:
    """Raises Http404 for one out of reach."""
    if public_id is None:
        return None
    rows = contracts.visible_to(request.actor, on=timezone.localdate())
    found: Contract | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
