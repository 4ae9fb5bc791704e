"""What a contract names, as far as its writer reaches."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import seats
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts.actors import Actor


def frame_of(actor: Actor, public_id: UUID | None) -> Contract | None:
    """Raises Http404 for one out of reach."""
    if public_id is None:
        return None
    rows = contracts.visible_to(actor, on=timezone.localdate())
    found: Contract | None = rows.select_related("provider").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def seat_of(actor: Actor, public_id: UUID | None) -> Seat | None:
    """Raises Http404 for one out of reach."""
    if public_id is None:
        return None
    rows = seats.visible_to(actor, on=timezone.localdate())
    found: Seat | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def activities_of(actor: Actor, named: list[UUID] | None) -> tuple[Activity, ...] | None:
    """None to leave them as they are. Raises Http404 where one is out of reach."""
    if named is None:
        return None
    rows = activities.visible_to(actor, on=timezone.localdate()).active()
    found = tuple(rows.filter(public_id__in=named).order_by("pk"))
    if len(found) != len(set(named)):
        raise Http404
    return found
