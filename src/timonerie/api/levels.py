"""The penalties and credits that missed levels let ask for: read, granted, waived."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.levels import ClaimOut, SettlementIn
from timonerie.domains.performance.enums import ClaimKind, ClaimState
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.operations import claim_settling
from timonerie.domains.performance.queries import claims

router = Router(tags=["levels"])


@router.get(
    "/level-claims",
    response={200: Page[ClaimOut], **REFUSALS},
    summary="List the penalties and credits",
)
@policy("contract.read")
def list_claims(
    request: CompanyRequest,
    paging: Paging,
    state: ClaimState | None = None,
    kind: ClaimKind | None = None,
) -> Page[ClaimOut]:
    """The latest period first; `state` and `kind` narrow them."""
    found = claims.visible_to(request.actor, on=timezone.localdate())
    wanted = {name: said for name, said in (("state", state), ("kind", kind)) if said}
    return page_of(found.filter(**wanted), paging, ClaimOut.of)


@router.post(
    "/level-claims/{claim_id}/settle",
    response={200: ClaimOut, **REFUSALS},
    summary="Grant or waive a penalty or a credit",
)
@policy("claim.write")
def settle_claim(request: CompanyRequest, claim_id: UUID, body: SettlementIn) -> ClaimOut:
    """Settling again what is settled is refused; saying the same thing changes nothing."""
    rows = claims.visible_to(request.actor, on=timezone.localdate())
    claim = rows.filter(public_id=claim_id).first()
    if claim is None:
        raise Http404
    with refusing():
        _settle(request, claim, body)
    return ClaimOut.of(claim)


def _settle(request: CompanyRequest, claim: LevelClaim, body: SettlementIn) -> None:
    told: dict[str, Any] = {
        "by": request.actor,
        "at": timezone.now(),
        "claim": claim,
        "version": body.version,
        "reason": body.reason,
    }
    if body.state == "waived":
        claim_settling.waive(**told)
    else:
        claim_settling.grant(**told, granted_cents=body.granted_cents or 0)
