"""What a session owes before an operation answers: the twin of `web.step_up`."""

from typing import TYPE_CHECKING

from django.utils import timezone

from timonerie.api import errors
from timonerie.foundations.accounts import factors, standing

if TYPE_CHECKING:
    from timonerie.api.access import CompanyRequest


def demand(request: "CompanyRequest", permission: str) -> None:
    """Raises Refusal: a second factor is owed, or a recent proof of identity."""
    if factors.is_owed(by=request.user, role=request.actor.role, session=request.session):
        raise errors.refusal(403, "second-factor")
    if standing.wants_proof(permission=permission, route="") and not standing.is_proved(
        request.session, at=timezone.now()
    ):
        raise errors.refusal(403, "proof")
