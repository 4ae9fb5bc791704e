"""Decision files of the contracts: read as far as the reader reaches, opened, decided, undone."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.renewals import DecisionIn, RenewalFileOut, RenewalOut, UndoIn
from timonerie.domains.contracts.models import Contract, RenewalFile
from timonerie.domains.contracts.operations import renewals
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.queries import renewals as queries

router = Router(tags=["renewals"])


@router.get(
    "/renewals", response={200: Page[RenewalOut], **REFUSALS}, summary="List the decision files"
)
@policy("contract.read")
def list_renewals(request: CompanyRequest, paging: Paging, state: str = "") -> Page[RenewalOut]:
    """The latest end first; `state` keeps those that are `open`, `decided` or `lapsed`."""
    found = queries.listed(request.actor, on=timezone.localdate())
    kept = [one for one in found if state in ("", one.state)]
    return page_of(kept, paging, RenewalOut.of)


@router.get(
    "/contracts/{contract_id}/renewal",
    response={200: RenewalFileOut, **REFUSALS},
    summary="Read the decision file of a contract",
)
@policy("contract.read")
def read_renewal(request: CompanyRequest, contract_id: UUID) -> RenewalFileOut:
    """What there is to decide next, else the last one that there was; 404 without any."""
    return _told(_file(_contract(request, contract_id)))


@router.post(
    "/contracts/{contract_id}/renewal",
    response={201: RenewalFileOut, **REFUSALS},
    summary="Open the decision file of a contract",
)
@policy("contract.write")
def open_renewal(request: CompanyRequest, contract_id: UUID) -> Status[RenewalFileOut]:
    """The one that stands, if any."""
    contract = _contract(request, contract_id)
    with refusing():
        made = renewals.open_file(by=request.actor, at=timezone.now(), contract=contract)
    made.contract = contract
    return Status(201, _told(made))


@router.post(
    "/contracts/{contract_id}/renewal/decision",
    response={200: RenewalFileOut, **REFUSALS},
    summary="Decide on a renewal",
)
@policy("contract.write")
def decide_renewal(request: CompanyRequest, contract_id: UUID, body: DecisionIn) -> RenewalFileOut:
    """Nothing is sent to anybody."""
    file = _file(_contract(request, contract_id))
    said = renewals.Said(choice=body.choice, reason=body.reason, dissent=body.dissent)
    with refusing():
        renewals.decide(
            by=request.actor, at=timezone.now(), file=file, version=body.version, said=said
        )
    return _told(file)


@router.post(
    "/contracts/{contract_id}/renewal/undo",
    response={200: RenewalFileOut, **REFUSALS},
    summary="Take back a decision on a renewal",
)
@policy("contract.write")
def undo_renewal(request: CompanyRequest, contract_id: UUID, body: UndoIn) -> RenewalFileOut:
    """Until the last useful day."""
    file = _file(_contract(request, contract_id))
    with refusing():
        renewals.undo(by=request.actor, at=timezone.now(), file=file, version=body.version)
    return _told(file)


def _contract(request: CompanyRequest, contract_id: UUID) -> Contract:
    """Raises Http404 for one out of reach."""
    rows = contracts.visible_to(request.actor, on=timezone.localdate())
    found: Contract | None = rows.filter(public_id=contract_id).select_related("provider").first()
    if found is None:
        raise Http404
    return found


def _file(contract: Contract) -> RenewalFile:
    """Raises Http404 where none was ever opened."""
    found = queries.of_contract(contract, on=timezone.localdate())
    if found is None:
        raise Http404
    found.contract = contract
    return found


def _told(file: RenewalFile) -> RenewalFileOut:
    return RenewalFileOut.costed(file, on=timezone.localdate())
