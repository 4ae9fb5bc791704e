"""The messages: those of a reader, and the log of what was sent to whom."""

from datetime import datetime

from django.db.models import QuerySet

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.notifications.models import Message

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


def stuck() -> int:
    """How many messages did not leave, and will not be tried again."""
    return Message.objects.filter(state="failed", next_at__isnull=True).count()
