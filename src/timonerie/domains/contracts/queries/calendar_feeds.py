"""Reads of the calendars that people subscribed to."""

from datetime import date

from timonerie.domains.contracts.models import CalendarFeed
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import secrets


def of_user(actor: Actor) -> list[CalendarFeed]:
    """Those of the reader in the current company, the last made first; revoked ones too."""
    if actor.user_id is None:
        return []
    rows = CalendarFeed.objects.filter(user_id=actor.user_id)
    return list(rows.order_by("-made_at", "-pk"))


def holding(token: str) -> CalendarFeed | None:
    """The feed of whatever company that holds a secret, unless it is revoked."""
    found = secrets.holding(CalendarFeed, token)
    return None if found is None or found.revoked_at else found


def owner(feed: CalendarFeed, *, on: date) -> Actor | None:
    """Who made it, with the rights of that day; None once they have none in the company."""
    user = User.objects.filter(pk=feed.user_id, is_active=True).first()
    return None if user is None else actors.of_user(user, feed.company, on=on)
