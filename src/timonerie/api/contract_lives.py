"""The life of a contract by the API: drafted, approved, signed, amended, suspended, left."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.contract_lives import (
    AmendmentIn,
    AmendmentOut,
    ApprovalIn,
    ApprovalOut,
    NoticeIn,
    SignatureIn,
    SuspensionIn,
    SuspensionOut,
    VersionIn,
)
from timonerie.api.shapes.contracts import ContractOut
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import (
    amendments,
    drafts,
    lives,
    notices,
    suspensions,
)
from timonerie.domains.contracts.operations.amendments import Amending
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import lives as life_queries
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.domains.sourcing.queries import reaching

router = Router(tags=["contracts"])
ONE = "/contracts/{contract_id}"


@router.post(
    "/statements/{statement_id}/contract",
    response={201: ContractOut, **REFUSALS},
    summary="Draft the contract of a statement of work",
)
@policy("contract.write")
def draft_contract(request: CompanyRequest, statement_id: UUID) -> Status[ContractOut]:
    """From the chosen offer, or the last approved version; the draft that stands, if any."""
    rows = reaching.statements(request.actor, on=timezone.localdate())
    statement: StatementOfWork = get_object_or_404(
        rows.select_related("provider"), public_id=statement_id
    )
    with refusing():
        made = drafts.begin(by=request.actor, at=timezone.now(), statement=statement)
    return Status(201, _told(request, made))


@router.get(
    f"{ONE}/approvals", response={200: Page[ApprovalOut], **REFUSALS}, summary="List the approvals"
)
@policy("contract.read")
def list_approvals(request: CompanyRequest, contract_id: UUID, paging: Paging) -> Page[ApprovalOut]:
    """The last one first."""
    found = life_queries.approvals(_contract(request, contract_id))
    return page_of(found, paging, ApprovalOut.of)


@router.post(f"{ONE}/approvals", response={201: ApprovalOut, **REFUSALS}, summary="Approve a draft")
@policy("contract.approve")
def approve_contract(
    request: CompanyRequest, contract_id: UUID, body: ApprovalIn
) -> Status[ApprovalOut]:
    """Freezes what it says; a later change of what binds makes it a draft again."""
    contract = _contract(request, contract_id)
    with refusing():
        made = lives.approve(
            by=request.actor, at=timezone.now(), contract=contract, **body.model_dump()
        )
    return Status(201, ApprovalOut.of(made))


@router.post(
    f"{ONE}/signature", response={200: ContractOut, **REFUSALS}, summary="Note a signature"
)
@policy("contract.write")
def sign_contract(request: CompanyRequest, contract_id: UUID, body: SignatureIn) -> ContractOut:
    """Nothing is signed here: what was signed elsewhere is noted."""
    contract = _contract(request, contract_id)
    with refusing():
        lives.sign(by=request.actor, at=timezone.now(), contract=contract, **body.model_dump())
    return _told(request, contract)


@router.post(f"{ONE}/notice", response={200: ContractOut, **REFUSALS}, summary="Note a notice")
@policy("contract.write")
def give_notice(request: CompanyRequest, contract_id: UUID, body: NoticeIn) -> ContractOut:
    contract = _contract(request, contract_id)
    with refusing():
        notices.give(by=request.actor, at=timezone.now(), contract=contract, **body.model_dump())
    return _told(request, contract)


@router.post(
    f"{ONE}/notice/undo", response={200: ContractOut, **REFUSALS}, summary="Take a notice back"
)
@policy("contract.write")
def take_notice_back(request: CompanyRequest, contract_id: UUID, body: VersionIn) -> ContractOut:
    contract = _contract(request, contract_id)
    with refusing():
        notices.take_back(
            by=request.actor, at=timezone.now(), contract=contract, version=body.version
        )
    return _told(request, contract)


@router.get(
    f"{ONE}/amendments",
    response={200: Page[AmendmentOut], **REFUSALS},
    summary="List the amendments",
)
@policy("contract.read")
def list_amendments(
    request: CompanyRequest, contract_id: UUID, paging: Paging
) -> Page[AmendmentOut]:
    """Those cancelled too, in their order."""
    rows = _contract(request, contract_id).amendments.order_by("effect_date", "pk")
    return page_of(rows, paging, AmendmentOut.of)


@router.post(
    f"{ONE}/amendments", response={201: AmendmentOut, **REFUSALS}, summary="Amend a contract"
)
@policy("contract.write")
def amend_contract(
    request: CompanyRequest, contract_id: UUID, body: AmendmentIn
) -> Status[AmendmentOut]:
    """Every date takes it into account."""
    contract = _contract(request, contract_id)
    said = Amending(
        effect_date=body.effect_date,
        title=body.title,
        terms=body.terms.model_dump(),
        note=body.note,
    )
    with refusing():
        made = amendments.add(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=body.version,
            said=said,
        )
    return Status(201, AmendmentOut.of(made))


@router.post(
    f"{ONE}/amendments/{{amendment_id}}/cancel",
    response={200: ContractOut, **REFUSALS},
    summary="Cancel an amendment",
)
@policy("contract.write")
def cancel_amendment(request: CompanyRequest, contract_id: UUID, amendment_id: UUID) -> ContractOut:
    """It counts for nothing from now on, and stays readable."""
    contract = _contract(request, contract_id)
    rows = contract.amendments.select_related("contract__provider")
    amendment = get_object_or_404(rows, public_id=amendment_id)
    with refusing():
        amendments.cancel(by=request.actor, at=timezone.now(), amendment=amendment)
    return _told(request, contract)


@router.get(
    f"{ONE}/suspensions",
    response={200: Page[SuspensionOut], **REFUSALS},
    summary="List the suspensions",
)
@policy("contract.read")
def list_suspensions(
    request: CompanyRequest, contract_id: UUID, paging: Paging
) -> Page[SuspensionOut]:
    """Those cancelled too, in their order."""
    rows = _contract(request, contract_id).suspensions.order_by("first_date", "pk")
    return page_of(rows, paging, SuspensionOut.of)


@router.post(
    f"{ONE}/suspensions", response={201: SuspensionOut, **REFUSALS}, summary="Suspend a contract"
)
@policy("contract.write")
def suspend_contract(
    request: CompanyRequest, contract_id: UUID, body: SuspensionIn
) -> Status[SuspensionOut]:
    """Each day pushes the end of the term that runs then by one."""
    contract = _contract(request, contract_id)
    with refusing():
        made = suspensions.add(
            by=request.actor, at=timezone.now(), contract=contract, **body.model_dump()
        )
    return Status(201, SuspensionOut.of(made))


@router.post(
    f"{ONE}/suspensions/{{suspension_id}}/cancel",
    response={200: ContractOut, **REFUSALS},
    summary="Cancel a suspension",
)
@policy("contract.write")
def cancel_suspension(
    request: CompanyRequest, contract_id: UUID, suspension_id: UUID
) -> ContractOut:
    """It counts for nothing from now on, and stays readable."""
    contract = _contract(request, contract_id)
    rows = contract.suspensions.select_related("contract__provider")
    suspension = get_object_or_404(rows, public_id=suspension_id)
    with refusing():
        suspensions.cancel(by=request.actor, at=timezone.now(), suspension=suspension)
    return _told(request, contract)


def _contract(request: CompanyRequest, contract_id: UUID) -> Contract:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Contract = get_object_or_404(rows.select_related("provider"), public_id=contract_id)
    return found


def _told(request: CompanyRequest, contract: Contract) -> ContractOut:
    """As it stands now; Http404 where it left the reader's reach."""
    on = timezone.localdate()
    rows = queries.visible_to(request.actor, on=on).filter(pk=contract.pk)
    found = queries.dated(rows, on=on)
    if not found:
        raise Http404
    return ContractOut.of(found[0])
