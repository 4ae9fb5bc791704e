"""The support activities: who serves them where, what is known of them, who holds them."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.sourcing import ActivityOut, PostsIn, ValuesIn
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import seats
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import holding, values
from timonerie.domains.sourcing.queries import activities as queries
from timonerie.domains.sourcing.queries import known_values

router = Router(tags=["sourcing"])


@router.get(
    "/activities", response={200: Page[ActivityOut], **REFUSALS}, summary="List the activities"
)
@policy("activity.read")
def list_activities(request: CompanyRequest, paging: Paging) -> Page[ActivityOut]:
    """By function then name, with the assignments of the day and what is known of each."""
    actor, on = request.actor, timezone.localdate()
    told = known_values.by_activity(actor, on=on)
    found = queries.served(actor, on=on)
    return page_of(found, paging, lambda one: ActivityOut.of(one, told.get(one.activity.pk, ())))


@router.put(
    "/activities/{activity_id}/values",
    response={200: ActivityOut, **REFUSALS},
    summary="Say what is known of an activity",
)
@policy("activity.write")
def say_values(request: CompanyRequest, activity_id: UUID, body: ValuesIn) -> ActivityOut:
    """For one site, or for the company by who sees it whole."""
    activity = _activity(request, activity_id)
    unit = unit_of(request.actor, body.unit)
    with refusing():
        values.say(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            unit=unit,
            said=body.values,
            version=body.version,
        )
    return _told(request, activity)


@router.put(
    "/activities/{activity_id}/posts",
    response={200: ActivityOut, **REFUSALS},
    summary="Say who holds an activity",
)
@policy("activity.write")
def say_posts(request: CompanyRequest, activity_id: UUID, body: PostsIn) -> ActivityOut:
    """What the body leaves out is taken away."""
    activity = _activity(request, activity_id)
    with refusing():
        holding.hold(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            version=body.version,
            accountable=_seat(request, activity, body.accountable),
            deputy=_seat(request, activity, body.deputy),
            keeper=_seat(request, activity, body.keeper),
            has_no_keeper=body.has_no_keeper,
            vetoes=set(body.vetoes),
        )
    return _told(request, activity)


def _activity(request: CompanyRequest, activity_id: UUID) -> Activity:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Activity = get_object_or_404(rows.select_related(*queries.NEAR), public_id=activity_id)
    return found


def _seat(request: CompanyRequest, activity: Activity, public_id: UUID | None) -> Seat | None:
    """A post that the reader reaches, or that the activity has already. Raises Http404."""
    if public_id is None:
        return None
    posts = (activity.accountable, activity.deputy, activity.keeper)
    kept = next((one for one in posts if one is not None and one.public_id == public_id), None)
    found: Seat | None = kept or (
        seats.visible_to(request.actor).active().filter(public_id=public_id).first()
    )
    if found is None:
        raise Http404
    return found


def _told(request: CompanyRequest, activity: Activity) -> ActivityOut:
    actor, on = request.actor, timezone.localdate()
    row = _activity(request, activity.public_id)
    assignments = queries.assignments_of(actor, activity=row, on=on)
    now = [one for one in assignments if one.start_date <= on <= (one.end_date or on)]
    told = known_values.of(actor, activity=row, on=on)
    return ActivityOut.of(queries.Served(row, tuple(now)), told)
