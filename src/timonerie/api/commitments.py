"""Promises by the API: listed, noted, promised again, ended, opened again; the share kept."""

from collections.abc import Callable
from datetime import timedelta
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
from timonerie.api.shapes.commitments import (
    AgainIn,
    CommitmentIn,
    CommitmentOut,
    KeepIn,
    KeptOut,
    ReasonIn,
    VersionIn,
)
from timonerie.domains.commitments.enums import Standing
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import own_posts, seats

router = Router(tags=["commitments"])
ONE = "/commitments/{commitment_id}"
YEAR = timedelta(days=364)


@router.get(
    "/commitments", response={200: Page[CommitmentOut], **REFUSALS}, summary="List the commitments"
)
@policy("commitment.read")
def list_commitments(
    request: CompanyRequest,
    paging: Paging,
    standing: Standing | None = None,
    provider: UUID | None = None,
) -> Page[CommitmentOut]:
    """The reader's own first, then what they are owed; `standing` and `provider`, which promised or
    was promised to, narrow them."""
    found = queries.listed(request.actor, on=timezone.localdate())
    if provider is not None:
        firm = provider_of(request.actor, provider)
        firm_id = firm.pk if firm else None
        found = [one for one in found if firm_id in (one.row.provider_id, one.row.to_provider_id)]
    found = [one for one in found if standing in (None, one.standing)]
    return page_of(found, paging, lambda one: CommitmentOut.of(one, request.actor))


@router.get(
    "/commitment-rates",
    response={200: list[KeptOut], **REFUSALS},
    summary="Read what share of the promises was kept on time over twelve months",
)
@policy("commitment.read")
def read_rates(request: CompanyRequest) -> list[KeptOut]:
    """By provider and by post, never by person; no share below three promises that ended."""
    on = timezone.localdate()
    rows = queries.visible_to(request.actor, on=on)
    return [KeptOut.of(one) for one in queries.rates(rows, start=on - YEAR, end=on)]


@router.post("/commitments", response={201: CommitmentOut, **REFUSALS}, summary="Note a commitment")
@policy("commitment.write")
def make_commitment(request: CompanyRequest, body: CommitmentIn) -> Status[CommitmentOut]:
    """Held by a provider or by a post; its day never changes afterwards."""
    with refusing():
        made = commitments.make(
            by=request.actor,
            at=timezone.now(),
            what=body.what,
            promised_for=body.promised_for,
            made_on=body.made_on,
            provider=provider_of(request.actor, body.provider),
            seat=_post(request, body.seat),
            to_seat=_post(request, body.to_seat),
            to_provider=provider_of(request.actor, body.to_provider),
            unit=unit_of(request.actor, body.unit),
        )
    return Status(201, _told(request, made))


@router.get(ONE, response={200: CommitmentOut, **REFUSALS}, summary="Read a commitment")
@policy("commitment.read")
def read_commitment(request: CompanyRequest, commitment_id: UUID) -> CommitmentOut:
    """With every day it was promised for."""
    return _told(request, _reached(request, commitment_id))


@router.post(
    f"{ONE}/promises",
    response={200: CommitmentOut, **REFUSALS},
    summary="Promise a commitment again, for a later day",
)
@policy("commitment.write")
def promise_again(request: CompanyRequest, commitment_id: UUID, body: AgainIn) -> CommitmentOut:
    """The first day stands; this one is added, with its reason."""
    return _said(request, commitment_id, commitments.promise_again, **body.dict())


@router.post(
    f"{ONE}/keep", response={200: CommitmentOut, **REFUSALS}, summary="Say a commitment kept"
)
@policy("commitment.write")
def keep_commitment(request: CompanyRequest, commitment_id: UUID, body: KeepIn) -> CommitmentOut:
    """On a day that is not to come; `proof` says what shows it."""
    return _said(request, commitment_id, commitments.keep, **body.dict())


@router.post(
    f"{ONE}/miss", response={200: CommitmentOut, **REFUSALS}, summary="Say a commitment missed"
)
@policy("commitment.write")
def miss_commitment(request: CompanyRequest, commitment_id: UUID, body: ReasonIn) -> CommitmentOut:
    """It counts as missed from today."""
    return _said(request, commitment_id, commitments.miss, **body.dict())


@router.post(f"{ONE}/drop", response={200: CommitmentOut, **REFUSALS}, summary="Drop a commitment")
@policy("commitment.write")
def drop_commitment(request: CompanyRequest, commitment_id: UUID, body: ReasonIn) -> CommitmentOut:
    """Nobody awaits it any more: it leaves the share, neither kept nor missed."""
    return _said(request, commitment_id, commitments.drop, **body.dict())


@router.post(
    f"{ONE}/reopen",
    response={200: CommitmentOut, **REFUSALS},
    summary="Undo what was said of the end of a commitment",
)
@policy("commitment.write")
def reopen_commitment(
    request: CompanyRequest, commitment_id: UUID, body: VersionIn
) -> CommitmentOut:
    """One that runs stays as it is."""
    return _said(request, commitment_id, commitments.reopen, **body.dict())


def _said(
    request: CompanyRequest, commitment_id: UUID, gesture: Callable[..., Any], **told: Any
) -> CommitmentOut:
    row = _reached(request, commitment_id)
    with refusing():
        gesture(by=request.actor, at=timezone.now(), commitment=row, **told)
    return _told(request, row)


def _told(request: CompanyRequest, row: Commitment) -> CommitmentOut:
    [one] = queries.stood([row], reader=request.actor, on=timezone.localdate())
    return CommitmentOut.of(one, request.actor)


def _reached(request: CompanyRequest, commitment_id: UUID) -> Commitment:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Commitment = get_object_or_404(rows, public_id=commitment_id)
    return found


def _post(request: CompanyRequest, public_id: UUID | None) -> Seat | None:
    """A post that the writer reaches or holds. Raises Http404 for any other."""
    if public_id is None:
        return None
    on = timezone.localdate()
    known = seats.visible_to(request.actor, on=on) | Seat.objects.filter(
        pk__in=own_posts.of(request.actor, on=on)
    )
    found: Seat | None = known.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
