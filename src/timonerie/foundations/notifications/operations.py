"""Writing to somebody once, and handing what is written to the server of mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django_q.tasks import async_task

from timonerie.foundations.notifications import transport
from timonerie.foundations.notifications.enums import MessageState
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.notifications.transport import Undelivered
from timonerie.foundations.scope import current

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(hours=1)
"""Doubled after each failed try: 1, 2, 4, 8 and 16 hours, then nothing."""
CLAIM = timedelta(minutes=15)
"""A sender silent for so long was cut: somebody else takes its message over."""
KEPT_DAYS = 400
DELIVER = "timonerie.foundations.notifications.tasks.deliver"


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for; `user_id` lets them read it in the application."""

    name: str
    email: str
    user_id: int | None = None


def send(
    *,
    company_id: int,
    at: datetime,
    key: str,
    kind: str,
    to: Recipient,
    subject: str,
    text: str,
    html: str = "",
) -> Message:
    """Write to somebody, once for each `key` of a company: asked again, the first message answers.
    It leaves after the running transaction; with no server of mail, or no address, it is kept."""
    with current.company(company_id), transaction.atomic():
        message, created = write(
            at=at, key=key, kind=kind, to=to, subject=subject, text=text, html=html
        )
        if created and message.state == MessageState.WAITING:
            transaction.on_commit(partial(async_task, DELIVER, company_id, message.pk))
    return message


def write(
    *, at: datetime, key: str, kind: str, to: Recipient, subject: str, text: str, html: str = ""
) -> tuple[Message, bool]:
    """The message of a key in the current company, and whether it is new: it waits to be
    delivered, or is kept where there is no server of mail or no address."""
    leaves = transport.is_configured() and bool(to.email)
    return Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "name": to.name,
            "email": to.email,
            "user_id": to.user_id,
            "subject": " ".join(subject.split()),
            "text": text,
            "html": html,
            "at": at,
            "state": MessageState.WAITING if leaves else MessageState.KEPT,
            "next_at": at if leaves else None,
        },
    )


def deliver(*, message_id: int, at: datetime) -> bool:
    """Hand a message to the server of mail, unless another does it or did it; says whether it
    left. A failure is written on the message, with its next try."""
    if not _claim(message_id, at=at):
        return False
    message = Message.objects.get(pk=message_id)
    try:
        with transport.opened() as connection:
            transport.hand_over(message, connection)
    except Undelivered as error:
        _failed(message, error, at=at)
        return False
    _end(message, MessageState.SENT, next_at=None, ended_at=at, fault="", error="")
    return True


def give_up(message: Message) -> None:
    """A failed message is not tried again."""
    Message.objects.filter(pk=message.pk, state=MessageState.FAILED).update(next_at=None)


def deliver_due(*, at: datetime) -> int:
    """Try again what is due in the current company; how many messages left."""
    due = Message.objects.all().to_deliver(at=at).order_by("at").values_list("pk", flat=True)
    return sum(deliver(message_id=number, at=at) for number in list(due))


def forget_old(*, at: datetime) -> int:
    """Delete the messages of the current company older than `KEPT_DAYS`; how many."""
    before = at - timedelta(days=KEPT_DAYS)
    deleted, _by_model = Message.objects.filter(at__lt=before, next_at__isnull=True).delete()
    return deleted


def _claim(message_id: int, *, at: datetime) -> bool:
    """Take a message that nobody holds: of two senders, the row lets one through."""
    due = Message.objects.all().to_deliver(at=at).filter(pk=message_id)
    free = due.filter(Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM))
    return bool(free.update(claimed_at=at, attempts=F("attempts") + 1))


def _failed(message: Message, error: Undelivered, *, at: datetime) -> None:
    given_up = error.is_final or message.attempts >= MOST_ATTEMPTS
    wait = FIRST_WAIT * 2 ** (message.attempts - 1)
    _end(
        message,
        MessageState.FAILED,
        next_at=None if given_up else at + wait,
        ended_at=None,
        fault=error.fault,
        error=error.said,
    )


def _end(message: Message, state: MessageState, **fields: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, claimed_at=None, **fields)
