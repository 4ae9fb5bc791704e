"""Calendars that read our dates by a secret address: made, revoked, marked as read."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import CalendarFeed
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.secrets import digest

TOKEN_BYTES = 32
MOST = 10
#: Days before a date on which a calendar may ring; 0 is the day itself.
ALARMS = (30, 7, 0)
NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Made:
    """A feed and its secret, which is told once."""

    feed: CalendarFeed
    token: str


def make(*, by: Actor, at: datetime, label: str, alarms: Collection[int] = ()) -> Made:
    """An address that gives what its maker may read when it is read, for as long as they may.

    Raises Refused: no label, an alarm that does not exist, no account, too many of them."""
    by.require("calendar.feed")
    label = " ".join(label.split())
    if not label or len(label) > 60:
        raise Refused(_("Dites où vous lirez cet agenda : « téléphone »."), field="label")
    if not set(alarms) <= set(ALARMS):
        raise Refused(_("Choisissez parmi les rappels proposés."), field="alarms")
    if by.user_id is None:
        raise Refused(_("Un agenda appartient à un compte : ouvrez une session."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        # Two made at once by one person are counted one after the other.
        User.objects.select_for_update(no_key=True).get(pk=by.user_id)
        _require_room(by.user_id)
        feed: CalendarFeed = CalendarFeed.objects.create(
            user_id=by.user_id,
            label=label,
            token_sha256=digest(token),
            alarms=sorted(alarms, reverse=True),
            made_at=at,
        )
        _record(by, at, "calendar_feed.made", feed)
    return Made(feed, token)


def revoke(*, by: Actor, at: datetime, feed: CalendarFeed) -> None:
    """Its address answers no more. Twice is once. Raises Refused for one of somebody else."""
    by.require("calendar.feed")
    if feed.user_id != by.user_id:
        raise Refused(_("Cet agenda n’est pas le vôtre."))
    with transaction.atomic():
        row = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _record(by, at, "calendar_feed.revoked", row)


def note_reading(*, at: datetime, feed: CalendarFeed) -> None:
    """Say when it was last read, to the hour: a calendar asks many times a day."""
    if feed.read_at is None or at - feed.read_at >= NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)


def _require_room(user_id: int) -> None:
    known = CalendarFeed.objects.filter(user_id=user_id, revoked_at__isnull=True)
    if known.count() >= MOST:
        raise Refused(_("Vous avez déjà dix agendas : révoquez-en un avant d’en faire un autre."))


def _record(by: Actor, at: datetime, act: str, feed: CalendarFeed) -> None:
    audit.record(
        by=by, at=at, act=act, kind="calendar_feed", public_id=feed.public_id,
        detail={"name": feed.label},
    )  # fmt: skip
