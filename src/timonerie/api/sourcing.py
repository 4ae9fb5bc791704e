"""The support activities, and who serves them where."""

from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.sourcing import ActivityOut
from timonerie.domains.sourcing import queries

router = Router(tags=["sourcing"])


@router.get(
    "/activities", response={200: Page[ActivityOut], **REFUSALS}, summary="List the activities"
)
@policy("activity.read")
def list_activities(request: CompanyRequest, paging: Paging) -> Page[ActivityOut]:
    """By function then name, with the assignments of the day."""
    found = queries.served(request.actor, on=timezone.localdate())
    return page_of(found, paging, ActivityOut.of)
