"""Challenges by the API: opened on facts, climbed rung by rung, closed."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import provider_of, unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.challenges import (
    AboutIn,
    ChallengeChangeIn,
    ChallengeDetail,
    ChallengeIn,
    ChallengeOut,
    CloseIn,
    EntryOut,
    FactOut,
    FactsIn,
    KnownFactOut,
    ReopenIn,
    RungOut,
    StepIn,
    StepOut,
    TakingIn,
    WithdrawIn,
)
from timonerie.domains.challenge.enums import ChallengeState
from timonerie.domains.challenge.models import Challenge, ChallengeFact
from timonerie.domains.challenge.operations import challenges, facts, steps
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries import climbing
from timonerie.domains.challenge.queries.chronology import registry
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts, reaching
from timonerie.domains.organisation.models import Provider, Seat
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import seats

router = Router(tags=["challenges"])
ONE = "/challenges/{challenge_id}"


@router.get(
    "/challenges", response={200: Page[ChallengeOut], **REFUSALS}, summary="List the challenges"
)
@policy("challenge.read")
def list_challenges(
    request: CompanyRequest,
    paging: Paging,
    state: ChallengeState | None = None,
    provider: UUID | None = None,
) -> Page[ChallengeOut]:
    """Those that go on first; `state` and `provider` narrow them."""
    found = queries.listed(request.actor, on=timezone.localdate())
    kept = [
        one
        for one in found
        if state in (None, one.state) and provider in (None, one.provider.public_id)
    ]
    return page_of(kept, paging, ChallengeOut.of)


@router.post("/challenges", response={201: ChallengeDetail, **REFUSALS}, summary="Open a challenge")
@policy("challenge.write")
def open_challenge(request: CompanyRequest, body: ChallengeIn) -> Status[ChallengeDetail]:
    """On known facts, by their keys, and on those typed; with its first rung, or none."""
    provider = provider_of(request.actor, body.provider)
    taking = None if body.first is None else _taking(body.first)
    with refusing():
        if provider is None:
            raise Refused(_("Choisissez l’une des réponses proposées."), field="provider")
        made = steps.begin(
            by=request.actor,
            at=timezone.now(),
            said=_said(request, body, provider),
            keys=body.facts,
            typed=[one.said() for one in body.typed],
            taking=taking,
            path=lambda row: _path(request, row),
        )
    return Status(201, _detail(request, made.public_id))


@router.get(
    ONE,
    response={200: ChallengeDetail, **REFUSALS},
    summary="Read a challenge, its facts, its rungs and its ladder",
)
@policy("challenge.read")
def read_challenge(request: CompanyRequest, challenge_id: UUID) -> ChallengeDetail:
    return _detail(request, challenge_id)


@router.put(
    ONE, response={200: ChallengeOut, **REFUSALS}, summary="Say again what a challenge is about"
)
@policy("challenge.write")
def change_challenge(
    request: CompanyRequest, challenge_id: UUID, body: ChallengeChangeIn
) -> ChallengeOut:
    row = _reached(request, challenge_id)
    with refusing():
        challenges.change(
            by=request.actor,
            at=timezone.now(),
            challenge=row,
            version=body.version,
            said=_said(request, body, row.provider),
        )
    return ChallengeOut.of(_reached(request, challenge_id))


@router.post(f"{ONE}/facts", response={201: list[FactOut], **REFUSALS}, summary="Freeze more facts")
@policy("challenge.write")
def add_facts(request: CompanyRequest, challenge_id: UUID, body: FactsIn) -> Status[list[FactOut]]:
    """As they are known now; one that stands already is not added twice."""
    row = _reached(request, challenge_id)
    with refusing():
        made = facts.add(
            by=request.actor,
            at=timezone.now(),
            challenge=row,
            keys=body.facts,
            typed=[one.said() for one in body.typed],
        )
    return Status(201, [FactOut.of(one) for one in made])


@router.post(
    "/challenge-facts/{fact_id}/withdraw",
    response={200: FactOut, **REFUSALS},
    summary="Withdraw a fact, with its reason",
)
@policy("challenge.write")
def withdraw_fact(request: CompanyRequest, fact_id: UUID, body: WithdrawIn) -> FactOut:
    """It stays, marked so; no letter to come tells it."""
    seen = queries.visible_to(request.actor, on=timezone.localdate()).values("pk")
    rows = ChallengeFact.objects.filter(challenge__in=seen).select_related("challenge__provider")
    row = get_object_or_404(rows, public_id=fact_id)
    with refusing():
        facts.withdraw(by=request.actor, at=timezone.now(), fact=row, reason=body.reason)
    return FactOut.of(row)


@router.post(
    f"{ONE}/steps",
    response={201: StepOut, **REFUSALS},
    summary="Take a rung, with version 1 of its letter",
)
@policy("challenge.write")
def take_step(request: CompanyRequest, challenge_id: UUID, body: StepIn) -> Status[StepOut]:
    """Refused, with what it lacks, while its facts are not there."""
    row = _reached(request, challenge_id)
    taking = _taking(body, path=_path(request, row))
    with refusing():
        made = steps.take(
            by=request.actor,
            at=timezone.now(),
            challenge=row,
            version=body.version,
            taking=taking,
        )
    told = queries.with_letters(type(made).objects.filter(pk=made.pk)).get()
    return Status(201, StepOut.of(told))


@router.post(f"{ONE}/close", response={200: ChallengeOut, **REFUSALS}, summary="Close a challenge")
@policy("challenge.write")
def close_challenge(request: CompanyRequest, challenge_id: UUID, body: CloseIn) -> ChallengeOut:
    """Settled or dropped, with what shows it."""
    row = _reached(request, challenge_id)
    with refusing():
        challenges.close(by=request.actor, at=timezone.now(), challenge=row, **body.dict())
    return ChallengeOut.of(row)


@router.post(
    f"{ONE}/reopen", response={200: ChallengeOut, **REFUSALS}, summary="Open a challenge again"
)
@policy("challenge.write")
def reopen_challenge(request: CompanyRequest, challenge_id: UUID, body: ReopenIn) -> ChallengeOut:
    row = _reached(request, challenge_id)
    with refusing():
        challenges.reopen(by=request.actor, at=timezone.now(), challenge=row, version=body.version)
    return ChallengeOut.of(row)


@router.get(
    "/providers/{provider_id}/known-facts",
    response={200: list[KnownFactOut], **REFUSALS},
    summary="Read what is known against a provider",
)
@policy("challenge.read")
def known_facts(request: CompanyRequest, provider_id: UUID) -> list[KnownFactOut]:
    """Over thirteen months, as far as the reader reaches: each key adds its fact to a challenge."""
    provider = _signed(request, provider_id)
    found = gathering.found(request.actor, provider, on=timezone.localdate())
    return [KnownFactOut.of(line) for one in found for line in one.lines]


@router.get(
    "/providers/{provider_id}/chronology",
    response={200: Page[EntryOut], **REFUSALS},
    summary="Read the chronology of a provider: fact, proof, date, letter",
)
@policy("challenge.read")
def chronology(request: CompanyRequest, provider_id: UUID, paging: Paging) -> Page[EntryOut]:
    """The first day first, in French; to be checked by a counsel."""
    provider = _signed(request, provider_id)
    found = registry.entries(request.actor, provider, on=timezone.localdate())
    return page_of(found, paging, EntryOut.of)


def _reached(request: CompanyRequest, challenge_id: UUID) -> Challenge:
    rows = queries.whole(queries.visible_to(request.actor, on=timezone.localdate()))
    found: Challenge = get_object_or_404(rows, public_id=challenge_id)
    return found


def _detail(request: CompanyRequest, challenge_id: UUID) -> ChallengeDetail:
    row, at = _reached(request, challenge_id), timezone.now()
    climbs = climbing.climbs(row, at=at, on=timezone.localdate(at))
    return ChallengeDetail(
        challenge=ChallengeOut.of(row),
        facts=[FactOut.of(one) for one in row.facts.all()],
        steps=[StepOut.of(one) for one in row.steps.all()],
        ladder=[RungOut.of(one) for one in climbs],
    )


def _signed(request: CompanyRequest, provider_id: UUID) -> Provider:
    """A provider whose contracts the reader sees. Raises Http404."""
    provider = provider_of(request.actor, provider_id)
    on = timezone.localdate()
    if provider is None or not reaching.holds(request.actor, on=on, provider=provider.pk):
        raise Http404
    return provider


def _said(request: CompanyRequest, body: AboutIn, provider: Provider) -> Said:
    return Said(
        provider=provider,
        title=body.title,
        contract=_contract(request, body.contract),
        unit=unit_of(request.actor, body.unit),
        owner=_post(request, body.owner),
    )


def _contract(request: CompanyRequest, public_id: UUID | None) -> Contract | None:
    if public_id is None:
        return None
    return get_object_or_404(contracts.visible_to(request.actor), public_id=public_id)


def _post(request: CompanyRequest, public_id: UUID | None) -> Seat | None:
    if public_id is None:
        return None
    return get_object_or_404(seats.visible_to(request.actor), public_id=public_id)


def _taking(body: TakingIn, *, path: str = "") -> Taking:
    return Taking(
        rung=body.rung,
        asked=body.asked,
        meets_on=body.meets_on,
        promises=[one.said() for one in body.promises],
        signer=body.signer,
        path=path,
    )


def _path(request: CompanyRequest, row: Challenge) -> str:
    return reverse("challenge", args=[request.company.slug, row.public_id])
