"""The missions of direction: read, their deliverables said, their days confirmed."""

from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.missions import (
    DeliverableIn,
    DeliverableOut,
    MissionDetail,
    MissionOut,
    PresenceIn,
    PresenceOut,
)
from timonerie.domains.contracts.models import Mission, MissionDeliverable, MissionPresence
from timonerie.domains.contracts.operations import mission_parts
from timonerie.domains.contracts.queries import missions as queries

router = Router(tags=["missions"])


@router.get("/missions", response={200: Page[MissionOut], **REFUSALS}, summary="List the missions")
@policy("contract.read")
def list_missions(request: CompanyRequest, paging: Paging) -> Page[MissionOut]:
    """Those that go on first."""
    on = timezone.localdate()
    found = queries.listed(request.actor, on=on)
    return page_of(found, paging, partial(MissionOut.of, on=on))


@router.get(
    "/missions/{mission_id}",
    response={200: MissionDetail, **REFUSALS},
    summary="Read a mission, what it promises and its days",
)
@policy("contract.read")
def read_mission(request: CompanyRequest, mission_id: UUID) -> MissionDetail:
    row = get_object_or_404(_reached(request), public_id=mission_id)
    presences = row.presences.select_related("site").order_by("-month", "site__name")
    return MissionDetail(
        mission=MissionOut.of(row, on=timezone.localdate()),
        deliverables=[DeliverableOut.of(one) for one in row.deliverables.order_by("due_date")],
        presences=[PresenceOut.of(one) for one in presences],
    )


@router.put(
    "/mission-deliverables/{deliverable_id}",
    response={200: DeliverableOut, **REFUSALS},
    summary="Say where a deliverable stands",
)
@policy("contract.write")
def say_deliverable(
    request: CompanyRequest, deliverable_id: UUID, body: DeliverableIn
) -> DeliverableOut:
    rows = MissionDeliverable.objects.filter(mission__in=_reached(request))
    row = get_object_or_404(rows.select_related("mission"), public_id=deliverable_id)
    with refusing():
        mission_parts.say_deliverable(
            by=request.actor,
            at=timezone.now(),
            row=row,
            version=body.version,
            state=body.state,
            day=body.day,
        )
    return DeliverableOut.of(row)


@router.put(
    "/mission-presences/{presence_id}",
    response={200: PresenceOut, **REFUSALS},
    summary="Confirm the half-days of a month at a site",
)
@policy("contract.write")
def confirm_presence(request: CompanyRequest, presence_id: UUID, body: PresenceIn) -> PresenceOut:
    rows = MissionPresence.objects.filter(mission__in=_reached(request))
    row = get_object_or_404(rows.select_related("mission", "site"), public_id=presence_id)
    with refusing():
        mission_parts.confirm(
            by=request.actor,
            at=timezone.now(),
            row=row,
            version=body.version,
            halves=body.confirmed_halves,
        )
    return PresenceOut.of(row)


def _reached(request: CompanyRequest) -> "QuerySet[Mission]":
    return queries.visible_to(request.actor, on=timezone.localdate())
