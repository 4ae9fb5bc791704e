"""Addresses by which somebody chooses their password, once: invitations, and passwords forgotten.

A company never opens with one the account that somebody has elsewhere, and is never told which of
its members have such an account: the link then only leads to the sign-in page.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from timonerie.foundations.accounts import sessions
from timonerie.foundations.accounts.enums import LinkState
from timonerie.foundations.accounts.models import AccessLink, User
from timonerie.foundations.scope.models import Company

TOKEN_BYTES = 32
INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=1)


class Spent(ValueError):
    """No such link, or it has served, was withdrawn or is too old: nothing says which."""


def invite(*, user: User, company: Company, at: datetime) -> str:
    """A new link that a company hands out; its earlier ones for that person stop working. Gives
    the token, which is not kept."""
    with transaction.atomic():
        withdraw(user=user, company=company, at=at)
        return _made(user, company, at, INVITATION_LASTS)


def for_forgetful(*, user: User, at: datetime) -> str:
    """A link that somebody asked for themselves; it goes to their own address only."""
    return _made(user, None, at, RESET_LASTS)


def withdraw(*, user: User, company: Company, at: datetime) -> int:
    """Stop the links of a company for a person; gives how many still worked."""
    rows = AccessLink.objects.filter(user=user, company=company, used_at=None, revoked_at=None)
    return rows.filter(expires_at__gt=at).update(revoked_at=at)


def last_of(company: Company) -> dict[int, AccessLink]:
    """The last link that a company handed out to each person, by the number of the user."""
    rows = AccessLink.objects.filter(company=company).order_by("pk")
    return {row.user_id: row for row in rows}


def state(link: AccessLink, *, at: datetime) -> LinkState:
    if link.used_at is not None:
        return LinkState.USED
    if link.revoked_at is not None:
        return LinkState.WITHDRAWN
    return LinkState.WAITING if link.expires_at > at else LinkState.EXPIRED


def find(token: str, *, at: datetime) -> AccessLink:
    """Raises Spent."""
    rows = AccessLink.objects.select_related("user", "company")
    row = rows.filter(hash=_hash(token), used_at=None, revoked_at=None, expires_at__gt=at).first()
    if row is None or not row.user.is_active:
        raise Spent
    return row


def lets_choose(link: AccessLink) -> bool:
    """Whether it lets its owner choose a password, rather than sign in with theirs."""
    if link.company_id is None:
        return True
    return not link.user.memberships.exclude(company=link.company_id).exists()


def spend(token: str, *, at: datetime, password: str | None = None) -> User:
    """Use a link: with the password chosen, where it lets one be; every session ends then.

    Raises:
        Spent: it does not work any more.
        PermissionError: a password is given where the link lets none be chosen.
    """
    with transaction.atomic():
        link = find(token, at=at)
        if not AccessLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
            raise Spent
        if password is not None:
            if not lets_choose(link):
                raise PermissionError(link.pk)
            link.user.set_password(password)
            link.user.save(update_fields=["password"])
            sessions.end_all(user=link.user)
    return link.user


def address(token: str) -> str:
    """Where a link leads, under the configured name of the instance: what a request calls its host
    counts for nothing."""
    return base_address() + reverse("invitation", args=[token])


def page(route: str, *args: object) -> str:
    """The full address of a page, for what is read elsewhere than here. It opens nothing by itself:
    who follows it signs in."""
    return base_address() + reverse(route, args=args)


def base_address() -> str:
    """TIMONERIE_ADDRESS, or else the first of the names that the instance answers to."""
    scheme = "https" if settings.HTTPS else "http"
    return settings.ADDRESS or f"{scheme}://{settings.ALLOWED_HOSTS[0]}"


def _made(user: User, company: Company | None, at: datetime, lasts: timedelta) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    AccessLink.objects.create(
        user=user, company=company, hash=_hash(token), made_at=at, expires_at=at + lasts
    )
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
