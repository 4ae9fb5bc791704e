"""Who a provider's word makes somebody here: an account that exists, and no other.

The first time, the verified e-mail address of an allowed domain names the account; from then on,
the issuer and its own identifier do, and an address that changes hands opens nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from timonerie.foundations.accounts.issuers import Issuer
from timonerie.foundations.accounts.models import Identity, User


class Why(StrEnum):
    """Why a provider's word opens nothing."""

    UNVERIFIED = "unverified"
    OTHER_DOMAIN = "other-domain"
    UNKNOWN = "unknown"
    LINKED = "linked"
    CLOSED = "closed"


class Stranger(ValueError):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def match(*, issuer: Issuer, claims: Mapping[str, Any], at: datetime) -> User:
    """The account that checked claims belong to. No membership is ever made here.

    Raises:
        Stranger: they belong to none, or not surely.
    """
    subject = str(claims["sub"])
    rows = Identity.objects.select_related("user")
    known = rows.filter(issuer=issuer.url, subject=subject).first()
    user = known.user if known else _by_address(issuer, claims)
    if not user.is_active:
        raise Stranger(Why.CLOSED)
    if known is None:
        _link(user, issuer, subject, at)
    return user


def _by_address(issuer: Issuer, claims: Mapping[str, Any]) -> User:
    if claims.get("email_verified") not in (True, "true"):
        raise Stranger(Why.UNVERIFIED)
    email = str(claims.get("email", "")).strip().lower()
    if email.rpartition("@")[2] not in issuer.domains:
        raise Stranger(Why.OTHER_DOMAIN)
    user = User.objects.filter(email=email).first()
    if user is None:
        raise Stranger(Why.UNKNOWN)
    return user


def _link(user: User, issuer: Issuer, subject: str, at: datetime) -> None:
    """One person of an issuer for one account: an address given to somebody else opens nothing."""
    with transaction.atomic():
        mine = User.objects.select_for_update().get(pk=user.pk)
        if Identity.objects.filter(user=mine, issuer=issuer.url).exists():
            raise Stranger(Why.LINKED)
        Identity.objects.create(user=mine, issuer=issuer.url, subject=subject, linked_at=at)
