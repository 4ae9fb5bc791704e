"""The cycles: copied, changed, put away; their steps, and what late steps go with. What is done in
a passage stands in `cycle_runs`."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, Refusal, refusing
from timonerie.api.names import provider_of, unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.cycles import (
    CycleChangeIn,
    CycleDetail,
    CycleIn,
    CycleLinkIn,
    CycleLinkOut,
    CycleModelOut,
    CycleOut,
    CycleStepIn,
    CycleStepOut,
    ExplanationOut,
    MadeLinkOut,
    NewCycleIn,
    StepRemovalIn,
)
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import seats
from timonerie.domains.reporting.catalogue import cycles as catalogue
from timonerie.domains.reporting.models import Cycle, CycleLink, CycleStep
from timonerie.domains.reporting.operations import cycle_links, cycle_steps, cycles
from timonerie.domains.reporting.operations.cycles import Said
from timonerie.domains.reporting.queries import cycle_explanations
from timonerie.domains.reporting.queries import cycle_links as link_queries
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts import links as addresses

router = Router(tags=["cycles"])
ONE = "/cycles/{cycle_id}"


@router.get(
    "/cycle-models",
    response={200: Page[CycleModelOut], **REFUSALS},
    summary="List the ready models of cycles",
)
@policy("cycle.write")
def list_cycle_models(request: CompanyRequest, paging: Paging) -> Page[CycleModelOut]:
    return page_of(catalogue.models(), paging, CycleModelOut.of)


@router.get("/cycles", response={200: Page[CycleOut], **REFUSALS}, summary="List the cycles")
@policy("cycle.read")
def list_cycles(request: CompanyRequest, paging: Paging, archived: bool = False) -> Page[CycleOut]:
    """By title."""
    found = queries.listed(request.actor, on=timezone.localdate(), archived=archived)
    return page_of(found, paging, CycleOut.of)


@router.post("/cycles", response={201: CycleOut, **REFUSALS}, summary="Begin a cycle")
@policy("cycle.write")
def begin_cycle(request: CompanyRequest, body: NewCycleIn) -> Status[CycleOut]:
    """A copy of a ready model opens the passages already begun."""
    said, by, at = _said(request, body), request.actor, timezone.now()
    with refusing():
        if body.model:
            made = cycles.copy(by=by, at=at, code=body.model, said=said)
        else:
            made = cycles.create(by=by, at=at, said=said)
    return Status(201, CycleOut.of(made))


@router.get(ONE, response={200: CycleDetail, **REFUSALS}, summary="Read a cycle and its steps")
@policy("cycle.read")
def read_cycle(request: CompanyRequest, cycle_id: UUID) -> CycleDetail:
    """The steps of the periods that begin today."""
    row = _reached(request, cycle_id)
    version = queries.version_of(row, on=timezone.localdate())
    steps = [CycleStepOut.of(one) for one in queries.steps_of(version)]
    return CycleDetail(cycle=CycleOut.of(row), steps=steps)


@router.put(ONE, response={200: CycleOut, **REFUSALS}, summary="Change a cycle")
@policy("cycle.write")
def change_cycle(request: CompanyRequest, cycle_id: UUID, body: CycleChangeIn) -> CycleOut:
    row = _reached(request, cycle_id)
    said = _said(request, body)
    with refusing():
        cycles.change(
            by=request.actor, at=timezone.now(), cycle=row, version=body.version, said=said
        )
    return CycleOut.of(_reached(request, cycle_id))


@router.post(f"{ONE}/archive", response={200: CycleOut, **REFUSALS}, summary="Archive a cycle")
@policy("cycle.write")
def archive_cycle(request: CompanyRequest, cycle_id: UUID) -> CycleOut:
    """No passage opens any more; those that stand stay."""
    row = _reached(request, cycle_id)
    with refusing():
        cycles.archive(by=request.actor, at=timezone.now(), cycle=row, version=row.version)
    return CycleOut.of(row)


@router.post(f"{ONE}/unarchive", response={200: CycleOut, **REFUSALS}, summary="Take back a cycle")
@policy("cycle.write")
def unarchive_cycle(request: CompanyRequest, cycle_id: UUID) -> CycleOut:
    row = _reached(request, cycle_id)
    with refusing():
        cycles.restore(by=request.actor, at=timezone.now(), cycle=row, version=row.version)
    return CycleOut.of(row)


@router.post(
    f"{ONE}/steps", response={201: CycleStepOut, **REFUSALS}, summary="Add a step to a cycle"
)
@policy("cycle.write")
def add_cycle_step(
    request: CompanyRequest, cycle_id: UUID, body: CycleStepIn
) -> Status[CycleStepOut]:
    row, said = _reached(request, cycle_id), _said_step(request, body)
    with refusing():
        made = cycle_steps.add(
            by=request.actor,
            at=timezone.now(),
            cycle=row,
            version=body.version,
            said=said,
            start_date=body.start_date,
        )
    return Status(201, CycleStepOut.of(made))


@router.put(
    "/cycle-steps/{cycle_step_id}",
    response={200: CycleDetail, **REFUSALS},
    summary="Change a step of a cycle",
)
@policy("cycle.write")
def change_cycle_step(
    request: CompanyRequest, cycle_step_id: UUID, body: CycleStepIn
) -> CycleDetail:
    """Answers the cycle: a version that a passage took is copied, and its steps have other ids."""
    row, said = _step(request, cycle_step_id), _said_step(request, body)
    with refusing():
        cycle_steps.change(
            by=request.actor,
            at=timezone.now(),
            step=row,
            version=body.version,
            said=said,
            start_date=body.start_date,
        )
    return _detail(request, row)


@router.post(
    "/cycle-steps/{cycle_step_id}/remove",
    response={200: CycleDetail, **REFUSALS},
    summary="Remove a step from a cycle",
)
@policy("cycle.write")
def remove_cycle_step(
    request: CompanyRequest, cycle_step_id: UUID, body: StepRemovalIn
) -> CycleDetail:
    row = _step(request, cycle_step_id)
    with refusing():
        cycle_steps.remove(by=request.actor, at=timezone.now(), step=row, **body.dict())
    return _detail(request, row)


@router.get(
    f"{ONE}/explanations",
    response={200: Page[ExplanationOut], **REFUSALS},
    summary="Say what late steps go with",
)
@policy("cycle.read")
def explain_cycle(request: CompanyRequest, cycle_id: UUID, paging: Paging) -> Page[ExplanationOut]:
    """Over the passages that the reader sees."""
    row, on = _reached(request, cycle_id), timezone.localdate()
    runs = queries.runs_visible_to(request.actor, on=on).filter(cycle=row)
    found = cycle_explanations.told(cycle_explanations.read(runs), today=on)
    return page_of(found, paging, ExplanationOut.of)


@router.get(
    f"{ONE}/links", response={200: Page[CycleLinkOut], **REFUSALS}, summary="List the links"
)
@policy("cycle.write")
def list_cycle_links(request: CompanyRequest, cycle_id: UUID, paging: Paging) -> Page[CycleLinkOut]:
    """The last made first; their secrets are kept by nobody."""
    found = link_queries.of(_reached(request, cycle_id))
    return page_of(found, paging, CycleLinkOut.of)


@router.post(f"{ONE}/links", response={201: MadeLinkOut, **REFUSALS}, summary="Make a link")
@policy("cycle.write")
def make_cycle_link(
    request: CompanyRequest, cycle_id: UUID, body: CycleLinkIn
) -> Status[MadeLinkOut]:
    row = _reached(request, cycle_id)
    provider, site = provider_of(request.actor, body.provider), unit_of(request.actor, body.site)
    with refusing():
        made = cycle_links.make(
            by=request.actor,
            at=timezone.now(),
            cycle=row,
            provider=provider,
            site=site,
            recipient=body.recipient,
            days=body.days,
        )
    address = addresses.base_address() + reverse("cycle-by-link", args=[made.token])
    return Status(201, MadeLinkOut(link=CycleLinkOut.of(made.link), address=address))


@router.post(
    "/cycle-links/{cycle_link_id}/revoke",
    response={200: CycleLinkOut, **REFUSALS},
    summary="Revoke a link",
)
@policy("cycle.write")
def revoke_cycle_link(request: CompanyRequest, cycle_link_id: UUID) -> CycleLinkOut:
    rows = queries.links_visible_to(request.actor, on=timezone.localdate())
    row: CycleLink = get_object_or_404(rows, public_id=cycle_link_id)
    with refusing():
        cycle_links.revoke(by=request.actor, at=timezone.now(), link=row)
    row.refresh_from_db()
    return CycleLinkOut.of(row)


def _reached(request: CompanyRequest, cycle_id: UUID) -> Cycle:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    near = rows.prefetch_related("sites__site")
    found: Cycle = get_object_or_404(near, public_id=cycle_id)
    return found


def _step(request: CompanyRequest, cycle_step_id: UUID) -> CycleStep:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    rows = CycleStep.objects.filter(version__cycle__in=seen)
    near = rows.select_related("version__cycle__provider", "seat", "provider")
    found: CycleStep = get_object_or_404(near, public_id=cycle_step_id)
    return found


def _detail(request: CompanyRequest, step: CycleStep) -> CycleDetail:
    row = _reached(request, step.version.cycle.public_id)
    last = row.versions.order_by("-number")[0]
    steps = [CycleStepOut.of(one) for one in queries.steps_of(last)]
    return CycleDetail(cycle=CycleOut.of(row), steps=steps)


def _said(request: CompanyRequest, body: CycleIn) -> Said:
    provider = provider_of(request.actor, body.provider)
    if provider is None:
        remedy = _("Corrigez le champ « %(field)s ».") % {"field": "provider"}
        raise Refusal(422, "refused", _("Dites avec quel prestataire se fait ce cycle."), remedy)
    sites = [unit_of(request.actor, one) for one in body.sites]
    plain = body.dict(include={"title", "cadence", "start_date", "makes_facts"})
    return Said(
        **plain,
        provider=provider,
        activity=_activity(request, body.activity),
        sites=tuple(one for one in sites if one is not None),
    )


def _said_step(request: CompanyRequest, body: CycleStepIn) -> cycle_steps.Said:
    plain = body.dict(exclude={"seat", "provider", "start_date", "version"})
    seat = _seat(request, body.seat)
    return cycle_steps.Said(**plain, seat=seat, provider=provider_of(request.actor, body.provider))


def _seat(request: CompanyRequest, public_id: UUID | None) -> Seat | None:
    if public_id is None:
        return None
    rows = seats.visible_to(request.actor, on=timezone.localdate())
    found: Seat = get_object_or_404(rows, public_id=public_id)
    return found


def _activity(request: CompanyRequest, public_id: UUID | None) -> Activity | None:
    if public_id is None:
        return None
    rows = activities.visible_to(request.actor, on=timezone.localdate())
    found: Activity = get_object_or_404(rows, public_id=public_id)
    return found
