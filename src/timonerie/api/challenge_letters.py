"""The letters of the rungs by the API: prepared again, read, said to have left, answered."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.shapes.challenges import (
    LetterDetail,
    LetterIn,
    LetterOut,
    ReplyIn,
    ReplyOut,
    SendingOut,
    SentIn,
)
from timonerie.domains.challenge.models import (
    ChallengeStep,
    LetterSending,
    LetterVersion,
    ProviderReply,
)
from timonerie.domains.challenge.operations import letters, replies, sendings
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.queries import challenges as queries

router = Router(tags=["challenges"])
STEP, LETTER = "/challenge-steps/{step_id}", "/challenge-letters/{letter_id}"


@router.post(
    f"{STEP}/letters",
    response={201: LetterOut, **REFUSALS},
    summary="Prepare another version of a letter",
)
@policy("challenge.write")
def prepare_letter(request: CompanyRequest, step_id: UUID, body: LetterIn) -> Status[LetterOut]:
    """On the facts that stand now; the versions before it stay."""
    step = _step(request, step_id)
    with refusing():
        made = letters.prepare(by=request.actor, at=timezone.now(), step=step, **body.dict())
    return Status(201, LetterOut.of(made))


@router.get(LETTER, response={200: LetterDetail, **REFUSALS}, summary="Read a version of a letter")
@policy("challenge.read")
def read_letter(request: CompanyRequest, letter_id: UUID) -> LetterDetail:
    """Nobody signed it; its seal lets anybody check its words."""
    row = _letter(request, letter_id)
    return LetterDetail(letter=LetterOut.of(row), document=row.document)


@router.post(
    f"{LETTER}/sendings",
    response={201: SendingOut, **REFUSALS},
    summary="Say that a letter left, how and when",
)
@policy("challenge.write")
def note_sending(request: CompanyRequest, letter_id: UUID, body: SentIn) -> Status[SendingOut]:
    """Nothing leaves from here: the answer is awaited from that day."""
    row = _letter(request, letter_id)
    with refusing():
        made = sendings.note(
            by=request.actor, at=timezone.now(), letter=row, sent=Sent(**body.dict())
        )
    return Status(201, SendingOut.of(made))


@router.post(
    "/letter-sendings/{sending_id}/cancel",
    response={204: None, **REFUSALS},
    summary="Take back a sending that was noted by mistake",
)
@policy("challenge.write")
def cancel_sending(request: CompanyRequest, sending_id: UUID) -> Status[None]:
    rows = LetterSending.objects.filter(letter__step__challenge__in=_seen(request))
    near = ("letter__step__challenge__provider", "letter__step__challenge__unit")
    row = get_object_or_404(rows.select_related(*near), public_id=sending_id)
    with refusing():
        sendings.cancel(by=request.actor, at=timezone.now(), sending=row)
    return Status(204, None)


@router.post(
    f"{STEP}/replies",
    response={201: ReplyOut, **REFUSALS},
    summary="Keep what the provider answered",
)
@policy("challenge.write")
def note_reply(request: CompanyRequest, step_id: UUID, body: ReplyIn) -> Status[ReplyOut]:
    """In their words, beside our letter."""
    step = _step(request, step_id)
    with refusing():
        made = replies.note(by=request.actor, at=timezone.now(), step=step, **body.dict())
    return Status(201, ReplyOut.of(made))


@router.post(
    "/provider-replies/{letter_reply_id}/cancel",
    response={204: None, **REFUSALS},
    summary="Take back a reply that was noted by mistake",
)
@policy("challenge.write")
def cancel_reply(request: CompanyRequest, letter_reply_id: UUID) -> Status[None]:
    rows = ProviderReply.objects.filter(step__challenge__in=_seen(request))
    rows = rows.select_related("step__challenge__provider")
    row = get_object_or_404(rows, public_id=letter_reply_id)
    with refusing():
        replies.cancel(by=request.actor, at=timezone.now(), reply=row)
    return Status(204, None)


def _seen(request: CompanyRequest) -> Any:
    return queries.visible_to(request.actor, on=timezone.localdate()).values("pk")


def _step(request: CompanyRequest, step_id: UUID) -> ChallengeStep:
    rows = queries.with_letters(ChallengeStep.objects.filter(challenge__in=_seen(request)))
    near = ("challenge__provider", "challenge__contract", "challenge__unit")
    found: ChallengeStep = get_object_or_404(rows.select_related(*near), public_id=step_id)
    return found


def _letter(request: CompanyRequest, letter_id: UUID) -> LetterVersion:
    rows = LetterVersion.objects.filter(step__challenge__in=_seen(request))
    near = ("step__challenge__provider", "step__challenge__unit")
    found: LetterVersion = get_object_or_404(rows.select_related(*near), public_id=letter_id)
    return found
