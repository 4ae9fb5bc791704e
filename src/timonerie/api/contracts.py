"""Contracts, with their dates: read as far as the reader reaches, said, archived."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api import contract_references
from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import provider_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.contracts import (
    ContractChange,
    ContractIn,
    ContractOut,
    NewContract,
)
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.operations import contracts
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries.contracts import DatedContract

router = Router(tags=["contracts"])


@router.get(
    "/contracts", response={200: Page[ContractOut], **REFUSALS}, summary="List the contracts"
)
@policy("contract.read")
def list_contracts(
    request: CompanyRequest,
    paging: Paging,
    within_days: int | None = None,
    archived: bool = False,
) -> Page[ContractOut]:
    """Those to decide first; `within_days` keeps those whose decision date comes by then."""
    on = timezone.localdate()
    if within_days is None:
        found = queries.listed(request.actor, on=on, archived=archived)
    else:
        found = queries.renewing(request.actor, on=on, within_days=min(within_days, 36_500))
    return page_of(found, paging, ContractOut.of)


@router.get(
    "/contracts/{contract_id}", response={200: ContractOut, **REFUSALS}, summary="Read a contract"
)
@policy("contract.read")
def read_contract(request: CompanyRequest, contract_id: UUID) -> ContractOut:
    return ContractOut.of(_dated(request, contract_id))


@router.post("/contracts", response={201: ContractOut, **REFUSALS}, summary="Add a contract")
@policy("contract.write")
def add_contract(request: CompanyRequest, body: NewContract) -> Status[ContractOut]:
    """Its provider must be one of the writer's mandate."""
    said = _statement(request, body)
    with refusing():
        made = contracts.create(
            by=request.actor, at=timezone.now(), said=said, stage=Stage(body.stage)
        )
    return Status(201, ContractOut.of(_dated(request, made.public_id)))


@router.put(
    "/contracts/{contract_id}",
    response={200: ContractOut, **REFUSALS},
    summary="Say a contract again",
)
@policy("contract.write")
def change_contract(
    request: CompanyRequest, contract_id: UUID, body: ContractChange
) -> ContractOut:
    """What the body leaves out is taken away."""
    contract = _dated(request, contract_id).contract
    with refusing():
        contracts.change(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=body.version,
            said=_statement(request, body),
        )
    return ContractOut.of(_dated(request, contract_id))


def _statement(request: CompanyRequest, body: ContractIn) -> Statement:
    """Raises Http404 where it names what the reader cannot see."""
    told = {name: getattr(body, name) for name in ContractIn.model_fields}
    named = {
        "provider": provider_of(request.actor, body.provider),
        "frame": contract_references.frame_of(request.actor, body.frame),
        "owner": contract_references.seat_of(request.actor, body.owner),
        "activities": contract_references.activities_of(request.actor, body.activities),
    }
    return Statement(**{**told, **named})


def _dated(request: CompanyRequest, contract_id: UUID) -> DatedContract:
    """Raises Http404 for one out of reach."""
    on = timezone.localdate()
    rows = queries.visible_to(request.actor, on=on).filter(public_id=contract_id)
    found = queries.dated(rows, on=on)
    if not found:
        raise Http404
    return found[0]
