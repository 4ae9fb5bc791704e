"""Rituals: read as far as each reader reaches, kept, named, ended; vanished meetings explained."""

from collections.abc import Callable
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import unit_of
from timonerie.api.paging import Page, Paging, whole
from timonerie.api.shapes.rituals import AnswerIn, RitualIn, RitualOut
from timonerie.domains.rituals.models import Ritual
from timonerie.domains.rituals.operations import occurrences, rituals
from timonerie.domains.rituals.queries import rituals as queries

router = Router(tags=["rituals"])
_GESTURES: dict[str, Callable[..., None]] = {
    "kept": rituals.keep,
    "set_aside": rituals.set_aside,
    "ended": rituals.end,
}


@router.get("/rituals", response={200: Page[RitualOut], **REFUSALS}, summary="List the rituals")
@policy("ritual.read")
def list_rituals(
    request: CompanyRequest, paging: Paging, state: str = "kept", level: str | None = None
) -> Page[RitualOut]:
    """Those kept, unless another state is asked for (`proposed`, `set_aside`, `ended`)."""
    at = timezone.now()
    rows = queries.visible_to(request.actor, at=at).filter(state=state)
    rows = rows if level is None else rows.filter(level=level)
    rows = rows.select_related("unit", "owner").order_by("name", "pk")
    shown = rows[paging.first : paging.first + paging.size]
    items = [RitualOut.of(one) for one in queries.told(shown, at=at)]
    return whole(items, rows.count(), paging)


@router.get("/rituals/{ritual_id}", response={200: RitualOut, **REFUSALS}, summary="Read a ritual")
@policy("ritual.read")
def read_ritual(request: CompanyRequest, ritual_id: UUID) -> RitualOut:
    return _told(request, ritual_id)


@router.put(
    "/rituals/{ritual_id}", response={200: RitualOut, **REFUSALS}, summary="Say what a ritual is"
)
@policy("ritual.write")
def change_ritual(request: CompanyRequest, ritual_id: UUID, body: RitualIn) -> RitualOut:
    ritual, at = _ritual(request, ritual_id), timezone.now()
    unit = unit_of(request.actor, body.unit)
    with refusing():
        rituals.change(
            by=request.actor,
            at=at,
            ritual=ritual,
            version=body.version,
            name=body.name,
            level=body.level,
            unit=unit,
            owner=ritual.owner,
        )
        if body.state is not None and body.state != ritual.state:
            _GESTURES[body.state](by=request.actor, at=at, ritual=ritual)
    return _told(request, ritual_id)


@router.post(
    "/rituals/{ritual_id}/answers",
    response={200: RitualOut, **REFUSALS},
    summary="Say what became of vanished meetings",
)
@policy("ritual.write")
def answer(request: CompanyRequest, ritual_id: UUID, body: AnswerIn) -> RitualOut:
    ritual, at = _ritual(request, ritual_id), timezone.now()
    (told,) = queries.told([ritual], at=at)
    asked = [one for one in told.asked if not body.meetings or one.public_id in body.meetings]
    with refusing():
        occurrences.answer_all(
            by=request.actor, at=at, ritual=ritual, occurrences=asked, state=body.state
        )
    return _told(request, ritual_id)


def _ritual(request: CompanyRequest, ritual_id: UUID) -> Ritual:
    rows = queries.visible_to(request.actor, at=timezone.now()).select_related("unit", "owner")
    found: Ritual = get_object_or_404(rows, public_id=ritual_id)
    return found


def _told(request: CompanyRequest, ritual_id: UUID) -> RitualOut:
    return RitualOut.of(queries.told([_ritual(request, ritual_id)], at=timezone.now())[0])
