"""The clauses of a contract: what is said of each, what is missing, and saying it."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.shapes.clauses import ChecklistOut, ClauseSaidIn, StandingOut
from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.models import Contract, ContractDocument
from timonerie.domains.contracts.operations import contract_clauses
from timonerie.domains.contracts.operations.contract_clauses import Judgement
from timonerie.domains.contracts.queries import clause_gaps, contracts, documents
from timonerie.domains.contracts.queries import contract_clauses as queries

router = Router(tags=["contracts"])


@router.get(
    "/contracts/{contract_id}/clauses",
    response={200: ChecklistOut, **REFUSALS},
    summary="Read the clauses of a contract",
)
@policy("contract.read")
def read_clauses(request: CompanyRequest, contract_id: UUID) -> ChecklistOut:
    """What matters most first; `blocking` names those it cannot do without, weak or absent."""
    contract, on = _contract(request, contract_id), timezone.localdate()
    gaps = clause_gaps.blocking(contract, on=on)
    return ChecklistOut.told(queries.of(contract, on=on), gaps)


@router.put(
    "/contracts/{contract_id}/clauses/{number}",
    response={200: StandingOut, **REFUSALS},
    summary="Say what a clause of a contract is worth",
)
@policy("contract.write")
def say_clause(
    request: CompanyRequest, contract_id: UUID, number: int, body: ClauseSaidIn
) -> StandingOut:
    """`version` is that of the clause as it was read, 0 where nobody ever said anything."""
    contract, clause = _contract(request, contract_id), catalogue.by_number().get(number)
    if clause is None:
        raise Http404
    said = Judgement(
        state=body.state,
        document=_document(request, contract, body.document),
        page=body.page,
        extract=body.extract,
        note=body.note,
    )
    with refusing():
        contract_clauses.judge(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            clause=clause.code,
            version=body.version,
            said=said,
        )
    lines = queries.of(contract, on=timezone.localdate()).lines
    return StandingOut.of(next(one for one in lines if one.clause == clause))


def _contract(request: CompanyRequest, contract_id: UUID) -> Contract:
    """Raises Http404 for one out of reach."""
    rows = contracts.visible_to(request.actor, on=timezone.localdate())
    found: Contract | None = rows.select_related("provider").filter(public_id=contract_id).first()
    if found is None:
        raise Http404
    return found


def _document(
    request: CompanyRequest, contract: Contract, public_id: UUID | None
) -> ContractDocument | None:
    """Raises Http404 for one that is not of this contract, or out of reach."""
    if public_id is None:
        return None
    found = documents.of_contract(request.actor, contract=contract, on=timezone.localdate())
    paper = next((one for one in found if one.public_id == public_id), None)
    if paper is None:
        raise Http404
    return paper
