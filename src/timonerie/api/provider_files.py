"""The file of a provider: its sheet, its tiers, its sub-contractors, its team month by month."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import named_or_none, provider_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.provider_files import (
    DecisionIn,
    RollIn,
    RollOut,
    SheetIn,
    SheetOut,
    SubcontractorIn,
    SubcontractorOut,
    TierIn,
    TierOut,
)
from timonerie.domains.contracts.models import Subcontractor
from timonerie.domains.contracts.operations import subcontractors
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.contracts.queries import reaching, subcontracting
from timonerie.domains.contracts.queries.subcontracting import Node
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import provider_sheets, rolls, tiers
from timonerie.domains.organisation.operations.provider_sheets import Sheet
from timonerie.domains.organisation.operations.rolls import Answered
from timonerie.domains.organisation.queries import contact_moves, providers
from timonerie.domains.organisation.queries import tiers as tier_queries
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities

router = Router(tags=["providers"])
ONE = "/providers/{provider_id}"


@router.get(f"{ONE}/sheet", response={200: SheetOut, **REFUSALS}, summary="Read a sheet")
@policy("provider.read")
def read_sheet(request: CompanyRequest, provider_id: UUID) -> SheetOut:
    return _sheet(request, _provider(request, provider_id))


@router.put(f"{ONE}/sheet", response={200: SheetOut, **REFUSALS}, summary="Say a sheet again")
@policy("provider.write")
def change_sheet(request: CompanyRequest, provider_id: UUID, body: SheetIn) -> SheetOut:
    """Every number has its key checked; an owner that the reader does not see stays."""
    provider = _provider(request, provider_id)
    told = body.dict(exclude={"version", "parent"})
    parent = provider_of(request.actor, body.parent)
    if parent is None and provider.parent_id not in _seen(request):
        parent = provider.parent
    with refusing():
        provider_sheets.update(
            by=request.actor,
            at=timezone.now(),
            provider=provider,
            version=body.version,
            sheet=Sheet(**told, parent=parent),
        )
    return _sheet(request, provider)


@router.get(f"{ONE}/tiers", response={200: Page[TierOut], **REFUSALS}, summary="List the tiers")
@policy("contract.read")
def list_tiers(request: CompanyRequest, provider_id: UUID, paging: Paging) -> Page[TierOut]:
    """The last judged first: it stands."""
    found = tier_queries.history(_signed(request, provider_id))
    return page_of(found, paging, TierOut.of)


@router.post(f"{ONE}/tiers", response={201: TierOut, **REFUSALS}, summary="Judge a tier")
@policy("provider.write")
def add_tier(request: CompanyRequest, provider_id: UUID, body: TierIn) -> Status[TierOut]:
    """Added to those before; what stands already is answered as it is."""
    provider = _signed(request, provider_id)
    with refusing():
        tiers.set(by=request.actor, at=timezone.now(), provider=provider, **body.dict())
    return Status(201, TierOut.of(tier_queries.history(provider)[0]))


@router.get(
    f"{ONE}/subcontractors",
    response={200: Page[SubcontractorOut], **REFUSALS},
    summary="List who works behind a provider",
)
@policy("contract.read")
def list_subcontractors(
    request: CompanyRequest, provider_id: UUID, paging: Paging
) -> Page[SubcontractorOut]:
    """Each one under the one above it; a known provider brings its own."""
    provider, seen = _signed(request, provider_id), _seen(request)
    found = subcontracting.tree(request.actor, provider=provider, on=timezone.localdate())
    return page_of(found, paging, lambda one: SubcontractorOut.of(one, seen))


@router.post(
    f"{ONE}/subcontractors",
    response={201: SubcontractorOut, **REFUSALS},
    summary="Declare a sub-contractor",
)
@policy("contract.write")
def add_subcontractor(
    request: CompanyRequest, provider_id: UUID, body: SubcontractorIn
) -> Status[SubcontractorOut]:
    """To be accepted next; or discovered, which nobody had declared."""
    provider = _signed(request, provider_id)
    plain = body.dict(exclude={"known", "activity", "above", "discovered"})
    said = Said(
        **plain,
        known=provider_of(request.actor, body.known),
        activity=_activity(request, body.activity),
        above=_above(provider, body.above),
    )
    with refusing():
        made = subcontractors.declare(
            by=request.actor,
            at=timezone.now(),
            provider=provider,
            said=said,
            is_discovered=body.discovered,
        )
    return Status(201, SubcontractorOut.of(_node(made), _seen(request)))


@router.put(
    "/subcontractors/{subcontractor_id}/decision",
    response={200: SubcontractorOut, **REFUSALS},
    summary="Decide of a sub-contractor",
)
@policy("contract.write")
def decide_subcontractor(
    request: CompanyRequest, subcontractor_id: UUID, body: DecisionIn
) -> SubcontractorOut:
    """Accept it, refuse it with a reason, note that it is declared or over."""
    rows = subcontracting.visible_to(request.actor, on=timezone.localdate())
    row: Subcontractor = get_object_or_404(rows, public_id=subcontractor_id)
    with refusing():
        subcontractors.decide(by=request.actor, at=timezone.now(), row=row, **body.dict())
    return SubcontractorOut.of(_node(row), _seen(request))


@router.get(f"{ONE}/rolls", response={200: Page[RollOut], **REFUSALS}, summary="List the rolls")
@policy("provider.read")
def list_rolls(request: CompanyRequest, provider_id: UUID, paging: Paging) -> Page[RollOut]:
    """Who was still there, the last month first."""
    return page_of(contact_moves.rolls_of(_provider(request, provider_id)), paging, RollOut.of)


@router.post(f"{ONE}/rolls", response={201: RollOut, **REFUSALS}, summary="Answer for a month")
@policy("provider.write")
def add_roll(request: CompanyRequest, provider_id: UUID, body: RollIn) -> Status[RollOut]:
    """Said again alike, it is answered as it stands."""
    provider = _provider(request, provider_id)
    answered = Answered(
        month=body.month,
        left={one.contact: one.day for one in body.left},
        announced=body.announced,
    )
    with refusing():
        rolls.say(by=request.actor, at=timezone.now(), provider=provider, answered=answered)
    standing = contact_moves.roll_of(provider, on=body.month)
    assert standing is not None
    return Status(201, RollOut.of(standing))


def _provider(request: CompanyRequest, provider_id: UUID) -> Provider:
    rows = providers.visible_to(request.actor).select_related("parent")
    return get_object_or_404(rows, public_id=provider_id)


def _signed(request: CompanyRequest, provider_id: UUID) -> Provider:
    """Raises Http404 unless the reader sees what is signed with it."""
    provider = _provider(request, provider_id)
    if not reaching.holds(request.actor, on=timezone.localdate(), provider=provider.pk):
        raise Http404
    return provider


def _seen(request: CompanyRequest) -> set[int]:
    return set(providers.visible_to(request.actor).values_list("pk", flat=True))


def _sheet(request: CompanyRequest, provider: Provider) -> SheetOut:
    plain = ("version", "siren", "siret", "vat", "legal_form", "address", "website")
    parent = provider.parent if provider.parent_id in _seen(request) else None
    return SheetOut(
        **{name: getattr(provider, name) for name in (*plain, "order_number")},
        vat_of_siren=rules.vat_of(provider.siren),
        parent=named_or_none(parent),
    )


def _activity(request: CompanyRequest, public_id: UUID | None) -> Activity | None:
    if public_id is None:
        return None
    return get_object_or_404(activities.visible_to(request.actor), public_id=public_id)


def _above(provider: Provider, public_id: UUID | None) -> Subcontractor | None:
    if public_id is None:
        return None
    rows = Subcontractor.objects.filter(provider=provider)
    found: Subcontractor = get_object_or_404(rows, public_id=public_id)
    return found


def _node(row: Subcontractor) -> Node:
    depth, above = 1, row.above
    while above is not None:
        depth, above = depth + 1, above.above
    return Node(row, depth, True)
