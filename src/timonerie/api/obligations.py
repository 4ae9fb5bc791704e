"""What both sides of a contract owe, by the API: read, taken over, said, proved."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.levels import LevelOut
from timonerie.api.shapes.obligations import (
    DueOut,
    GivenIn,
    LevelIn,
    ObligationsOut,
    OwedOut,
    StepOut,
    TakingIn,
)
from timonerie.domains.contracts.models import Contract, SecurityProof
from timonerie.domains.contracts.operations import levels, obligations, taking_over
from timonerie.domains.contracts.queries import contracts, due_dates
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.queries import taking_over as versions
from timonerie.domains.contracts.queries.due_dates import AHEAD
from timonerie.domains.contracts.rules.taking_over import moves_levels
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.operations import refreshing
from timonerie.domains.performance.queries import level_results
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities

router = Router(tags=["contracts"])
ONE = "/contracts/{contract_id}"


@router.get(
    f"{ONE}/obligations",
    response={200: ObligationsOut, **REFUSALS},
    summary="Read what both sides of a contract owe",
)
@policy("contract.read")
def read_obligations(request: CompanyRequest, contract_id: UUID) -> ObligationsOut:
    contract, at = _contract(request, contract_id), timezone.now()
    owed, on = queries.of(contract), timezone.localdate(at)
    dates = due_dates.among(owed.dated, start=on, end=on + timedelta(days=AHEAD), at=at)
    return ObligationsOut(
        owed=[OwedOut.of(one) for one in (*owed.levels, *owed.dated)],
        due=[DueOut.of(one) for one in dates],
    )


@router.post(
    f"{ONE}/lines",
    response={200: list[StepOut], **REFUSALS},
    summary="Take over the lines of a statement of work",
)
@policy("contract.write")
def take_lines(request: CompanyRequest, contract_id: UUID, body: TakingIn) -> list[StepOut]:
    """Twice is once; lines that change or go ask for the day from which they do."""
    contract = _contract(request, contract_id)
    known = versions.versions(request.actor, contract, on=timezone.localdate())
    named = [one for one in known if body.statement_version in (None, one.public_id)]
    if not named and body.statement_version is not None:
        raise Http404
    with refusing():
        if not named:
            message = _("Aucune version approuvée à reprendre")
            raise Refused(message, field="statement_version")
        steps = taking_over.take(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=named[0],
            effective=body.effective,
        )
    if moves_levels(steps):
        refreshing.measure_levels(by=request.actor, at=timezone.now())
    return [StepOut.of(one) for one in steps]


@router.get(
    f"{ONE}/levels",
    response={200: Page[LevelOut], **REFUSALS},
    summary="List the levels of a contract, measured",
    tags=["levels"],
)
@policy("contract.read")
def list_levels(request: CompanyRequest, contract_id: UUID, paging: Paging) -> Page[LevelOut]:
    """Each with its last twelve periods."""
    contract = _contract(request, contract_id)
    return page_of(level_results.of_contract(contract), paging, LevelOut.of)


@router.post(
    f"{ONE}/levels", response={201: OwedOut, **REFUSALS}, summary="Add a level to a contract"
)
@policy("contract.write")
def add_level(request: CompanyRequest, contract_id: UUID, body: LevelIn) -> Status[OwedOut]:
    """It is measured soon after, once its contract is signed."""
    contract, at = _contract(request, contract_id), timezone.now()
    said = body.told(
        activity=_activity(request, body.activity), site=unit_of(request.actor, body.site)
    )
    with refusing():
        made = levels.add(by=request.actor, at=at, contract=contract, said=said)
    refreshing.measure_levels(by=request.actor, at=at)
    return Status(201, OwedOut.of(made))


@router.post(
    f"{ONE}/proofs/{{proof_id}}",
    response={200: OwedOut, **REFUSALS},
    summary="Say that a proof came",
)
@policy("contract.write")
def give_proof(
    request: CompanyRequest, contract_id: UUID, proof_id: UUID, body: GivenIn
) -> OwedOut:
    """Over the version that was read."""
    contract = _contract(request, contract_id)
    rows = SecurityProof.objects.filter(contract=contract, archived_at__isnull=True)
    proof: SecurityProof = get_object_or_404(
        rows.select_related("contract__provider", "site"), public_id=proof_id
    )
    with refusing():
        obligations.give_proof(
            by=request.actor, at=timezone.now(), proof=proof, **body.model_dump()
        )
    return OwedOut.of(proof)


def _contract(request: CompanyRequest, contract_id: UUID) -> Contract:
    """Raises Http404 for one out of reach."""
    rows = contracts.visible_to(request.actor, on=timezone.localdate())
    found: Contract = get_object_or_404(rows.select_related("provider"), public_id=contract_id)
    return found


def _activity(request: CompanyRequest, public_id: UUID | None) -> Activity | None:
    """Raises Http404 for one out of reach."""
    if public_id is None:
        return None
    rows = activities.visible_to(request.actor, on=timezone.localdate())
    found: Activity = get_object_or_404(rows, public_id=public_id)
    return found
