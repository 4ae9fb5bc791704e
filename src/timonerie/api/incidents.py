"""Incidents: read as far as each reader reaches, declared, and said again in full."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import provider_of, unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.incidents import IncidentChange, IncidentIn, IncidentOut
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.operations import incidents
from timonerie.domains.facts.operations.incident_checks import Statement
from timonerie.domains.facts.queries import incidents as queries
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.foundations.accounts.enums import Role

router = Router(tags=["incidents"])


@router.get(
    "/incidents", response={200: Page[IncidentOut], **REFUSALS}, summary="List the incidents"
)
@policy("incident.read")
def list_incidents(
    request: CompanyRequest,
    paging: Paging,
    state: str | None = None,
    cause: str | None = None,
    archived: bool = False,
) -> Page[IncidentOut]:
    """The last known first."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    wanted = {"state": state, "cause": cause}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    rows = rows.filter(archived_at__isnull=not archived).order_by("-known_at", "-pk")
    return page_of(queries.with_parts(rows), paging, lambda one: _told(request, one))


@router.get(
    "/incidents/{incident_id}",
    response={200: IncidentOut, **REFUSALS},
    summary="Read an incident",
)
@policy("incident.read")
def read_incident(request: CompanyRequest, incident_id: UUID) -> IncidentOut:
    return _told(request, _incident(request, incident_id))


@router.post("/incidents", response={201: IncidentOut, **REFUSALS}, summary="Declare an incident")
@policy("incident.declare")
def declare_incident(request: CompanyRequest, body: IncidentIn) -> Status[IncidentOut]:
    """It must name what the writer's mandate is about."""
    at, said = timezone.now(), _statement(request, body)
    if request.actor.role == Role.PROVIDER:
        said = replace(said, told_at=at)
    with refusing():
        made = incidents.declare(by=request.actor, at=at, said=said)
    return Status(201, _told(request, _incident(request, made.public_id)))


@router.put(
    "/incidents/{incident_id}",
    response={200: IncidentOut, **REFUSALS},
    summary="Say again what happened",
)
@policy("incident.write")
def change_incident(
    request: CompanyRequest, incident_id: UUID, body: IncidentChange
) -> IncidentOut:
    """What the body leaves out is taken away; sites that the writer cannot see stay."""
    incident = _incident(request, incident_id)
    said = replace(
        _statement(request, body),
        ended_at=body.ended_at,
        cause=body.cause,
        side=body.side,
        cost=body.cost,
        currency=body.currency,
    )
    with refusing():
        incidents.qualify(
            by=request.actor,
            at=timezone.now(),
            incident=incident,
            version=body.version,
            said=said,
        )
    return _told(request, _incident(request, incident_id))


def _statement(request: CompanyRequest, body: IncidentIn) -> Statement:
    """Raises Http404 where it names what the reader cannot see."""
    units = [unit_of(request.actor, one) for one in dict.fromkeys(body.sites)]
    return Statement(
        what=body.what,
        more=body.more,
        known_at=body.known_at,
        told_at=body.told_at,
        severity=body.severity,
        units=tuple(unit for unit in units if unit is not None),
        provider=provider_of(request.actor, body.provider),
        activity=_activity(request, body.activity),
        team=unit_of(request.actor, body.team),
    )


def _activity(request: CompanyRequest, public_id: UUID | None) -> Activity | None:
    if public_id is None:
        return None
    rows = sourcing.visible_to(request.actor, on=timezone.localdate())
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _incident(request: CompanyRequest, incident_id: UUID) -> Incident:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Incident = get_object_or_404(queries.with_parts(rows), public_id=incident_id)
    return found


def _told(request: CompanyRequest, one: Any) -> IncidentOut:
    return IncidentOut.of(one, request.actor, reach(request.actor, on=timezone.localdate()))
