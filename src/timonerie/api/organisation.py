"""Units, providers, seats and calendars, as far as the reader reaches."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.organisation import (
    CalendarDetail,
    CalendarOut,
    CalendarVersionOut,
    ContactOut,
    HolderOut,
    ProviderDetail,
    ProviderOut,
    SeatDetail,
    SeatOut,
    UnitOut,
)
from timonerie.domains.organisation.models import Calendar, CalendarVersion, Unit
from timonerie.domains.organisation.queries import calendars, providers, seats, units
from timonerie.domains.organisation.queries.seats import Held

router = Router(tags=["organisation"])


@router.get("/units", response={200: Page[UnitOut], **REFUSALS}, summary="List the units")
@policy("organisation.read")
def list_units(
    request: CompanyRequest, paging: Paging, kind: str | None = None, archived: bool = False
) -> Page[UnitOut]:
    """The management tree, each unit after the one above it."""
    found = [one.unit for one in units.tree(request.actor, include_archived=archived)]
    return page_of([one for one in found if kind in (None, one.kind)], paging, UnitOut.of)


@router.get("/units/{unit_id}", response={200: UnitOut, **REFUSALS}, summary="Read a unit")
@policy("organisation.read")
def read_unit(request: CompanyRequest, unit_id: UUID) -> UnitOut:
    rows = units.visible_to(request.actor).select_related("parent", "calendar")
    return UnitOut.of(get_object_or_404(rows, public_id=unit_id))


@router.get(
    "/providers", response={200: Page[ProviderOut], **REFUSALS}, summary="List the providers"
)
@policy("provider.read")
def list_providers(
    request: CompanyRequest, paging: Paging, archived: bool = False
) -> Page[ProviderOut]:
    """By name."""
    found = providers.listed(request.actor, on=timezone.localdate(), include_archived=archived)
    return page_of(found, paging, ProviderOut.of)


@router.get(
    "/providers/{provider_id}",
    response={200: ProviderDetail, **REFUSALS},
    summary="Read a provider and its contacts",
)
@policy("provider.read")
def read_provider(request: CompanyRequest, provider_id: UUID) -> ProviderDetail:
    provider = get_object_or_404(providers.visible_to(request.actor), public_id=provider_id)
    contacts = [one for one in providers.contacts_of(provider) if one.left_date is None]
    return ProviderDetail(
        **ProviderOut.of(provider).dict(),
        contacts=[ContactOut.of(one, request.actor) for one in contacts],
    )


@router.get("/seats", response={200: Page[SeatOut], **REFUSALS}, summary="List the seats")
@policy("organisation.read")
def list_seats(request: CompanyRequest, paging: Paging) -> Page[SeatOut]:
    """Vacant ones first, with their holder of the day."""
    return page_of(seats.held(request.actor, on=timezone.localdate()), paging, SeatOut.of)


@router.get(
    "/seats/{seat_id}",
    response={200: SeatDetail, **REFUSALS},
    summary="Read a seat and who held it",
)
@policy("organisation.read")
def read_seat(request: CompanyRequest, seat_id: UUID) -> SeatDetail:
    today = timezone.localdate()
    rows = seats.visible_to(request.actor).select_related("unit", "function")
    seat = get_object_or_404(rows, public_id=seat_id)
    history = seats.history_of(seat)
    holding = next((one for one in history if one.is_in_force(on=today)), None)
    return SeatDetail(
        **SeatOut.of(Held(seat, holding)).dict(), history=[HolderOut.of(one) for one in history]
    )


@router.get(
    "/calendars", response={200: Page[CalendarOut], **REFUSALS}, summary="List the calendars"
)
@policy("organisation.read")
def list_calendars(request: CompanyRequest, paging: Paging) -> Page[CalendarOut]:
    """By name, with the units that follow them among those the reader reaches."""
    followed = _followed(request)
    found = [
        (calendar, version, _units_of(calendar, followed))
        for calendar, version in calendars.listed(on=timezone.localdate())
        if followed is None or calendar.pk in followed.values()
    ]
    return page_of(found, paging, lambda one: CalendarOut.of(*one))


@router.get(
    "/calendars/{calendar_id}",
    response={200: CalendarDetail, **REFUSALS},
    summary="Read a calendar and its versions",
)
@policy("organisation.read")
def read_calendar(request: CompanyRequest, calendar_id: UUID) -> CalendarDetail:
    calendar = get_object_or_404(Calendar, public_id=calendar_id)
    followed = _followed(request)
    if followed is not None and calendar.pk not in followed.values():
        raise Http404
    version = calendars.version_on(calendar, on=timezone.localdate())
    rows = CalendarVersion.objects.filter(calendar=calendar).order_by("-start_date", "-pk")
    return CalendarDetail(
        **CalendarOut.of(calendar, version, _units_of(calendar, followed)).dict(),
        versions=[CalendarVersionOut.of(one) for one in rows],
    )


def _followed(request: CompanyRequest) -> dict[int, int] | None:
    """The calendar that each unit within reach follows, its own or one from above, by row id;
    None for a reader of everything."""
    reached = units.visible_to(request.actor)
    if reached.count() == Unit.objects.count():
        return None
    found = {}
    for unit in reached:
        calendar, _from = calendars.calendar_of(unit)
        if calendar is not None:
            found[unit.pk] = calendar.pk
    return found


def _units_of(calendar: Calendar, followed: dict[int, int] | None) -> list[Unit]:
    rows = calendar.units.filter(archived_at__isnull=True).order_by("name")
    return list(rows if followed is None else rows.filter(pk__in=followed))
