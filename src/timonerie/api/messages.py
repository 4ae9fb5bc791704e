"""Messages: the reader's own, what they choose to receive, and for who runs it, the log."""

from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.messages import (
    AbsenceIn,
    AbsenceNamed,
    AbsenceOut,
    ChoiceIn,
    ChoiceOut,
    MessageOut,
    SentOut,
    TriedOut,
)
from timonerie.domains.publications.operations import absences, choices, trying
from timonerie.domains.publications.queries import choices as chosen
from timonerie.domains.publications.queries import messages as queries
from timonerie.foundations.notifications import remedies
from timonerie.foundations.notifications.enums import MessageState

router = Router(tags=["messages"])


@router.get(
    "/messages",
    response={200: Page[MessageOut], **REFUSALS},
    summary="List the messages written to the reader",
)
@policy("message.read")
def list_messages(request: CompanyRequest, paging: Paging) -> Page[MessageOut]:
    """The newest first."""
    return page_of(queries.mine(request.actor), paging, MessageOut.of)


@router.get(
    "/messages/log",
    response={200: Page[SentOut], **REFUSALS},
    summary="List what was sent to whom and when",
)
@policy("message.log")
def read_log(request: CompanyRequest, paging: Paging) -> Page[SentOut]:
    """The newest first."""
    return page_of(queries.log(), paging, SentOut.of)


@router.post(
    "/messages/test",
    response={200: TriedOut, **REFUSALS},
    summary="Write a test message to oneself",
)
@policy("message.test")
def try_out(request: CompanyRequest) -> TriedOut:
    """It is handed to the server of mail at once."""
    with refusing():
        message = trying.try_out(by=request.actor, at=timezone.now())
    state = MessageState(message.state)
    wrong = "" if state == MessageState.SENT else remedies.said(message)
    return TriedOut(state=state, fault=message.fault, error=message.error, wrong=wrong)


@router.get(
    "/messages/choice",
    response={200: ChoiceOut, **REFUSALS},
    summary="Read what the reader receives",
)
@policy("digest.read")
def read_choice(request: CompanyRequest) -> ChoiceOut:
    return ChoiceOut.of(chosen.of_user(request.actor.user_id))


@router.put(
    "/messages/choice",
    response={200: ChoiceOut, **REFUSALS},
    summary="Choose what the reader receives",
)
@policy("digest.read")
def choose(request: CompanyRequest, body: ChoiceIn) -> ChoiceOut:
    with refusing():
        row = choices.choose(by=request.actor, at=timezone.now(), **body.model_dump())
    return ChoiceOut.of(row)


@router.get(
    "/messages/absences",
    response={200: list[AbsenceOut], **REFUSALS},
    summary="List the absences of the reader",
)
@policy("digest.read")
def list_absences(request: CompanyRequest) -> list[AbsenceOut]:
    """Those that are not over, the next first."""
    found = chosen.absences_of(request.actor, on=timezone.localdate())
    return [AbsenceOut.of(one) for one in found]


@router.post(
    "/messages/absences",
    response={201: AbsenceOut, **REFUSALS},
    summary="Say when the reader is away, and who reads instead",
)
@policy("digest.read")
def declare_absence(request: CompanyRequest, body: AbsenceIn) -> Status[AbsenceOut]:
    with refusing():
        row = absences.declare(by=request.actor, at=timezone.now(), **body.model_dump())
    return Status(201, AbsenceOut.of(row))


@router.post(
    "/messages/absences/cancel",
    response={204: None, **REFUSALS},
    summary="Cancel an absence of the reader",
)
@policy("digest.read")
def cancel_absence(request: CompanyRequest, body: AbsenceNamed) -> Status[None]:
    with refusing():
        row = absences.named(body.absence, by=request.actor)
        absences.cancel(by=request.actor, at=timezone.now(), absence=row)
    return Status(204, None)
