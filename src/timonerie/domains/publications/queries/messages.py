"""The messages: those of a reader, and the log of what was sent to whom."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.notifications.enums import MessageState
from timonerie.foundations.notifications.models import Message

TEST = "message.test"
"""A message that somebody writes to themselves to know whether mail leaves."""
STUCK = timedelta(days=14)
LOGGED = (
    *("public_id", "kind", "name", "email", "user_id", "state", "attempts"),
    *("fault", "error", "at", "next_at", "ended_at"),
)


def mine(actor: Actor) -> "QuerySet[Message]":
    """What was written to the reader, newest first: nobody else reads it."""
    return Message.objects.all().received_by(actor.user_id).order_by("-at", "-pk")


def log(*, since: datetime | None = None) -> "QuerySet[Message]":
    """Who was sent what kind of message and when, newest first; never a text nor a subject."""
    rows = Message.objects.only(*LOGGED).order_by("-at", "-pk")
    return rows if since is None else rows.filter(at__gte=since)


def stuck(*, on: date) -> "QuerySet[Message]":
    """Those of the last days that did not leave, and will not be tried again; tests apart."""
    rows = Message.objects.filter(state=MessageState.FAILED, next_at__isnull=True)
    return rows.filter(at__date__gt=on - STUCK).exclude(kind=TEST)
