"""Erasing what the trail says of a person, for good: a restored backup does not bring it back."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.backups import erasures
from timonerie.foundations.backups.erasures import Handler
from timonerie.foundations.scope.models import Company

USER = "user"
KINDS = (USER, "person", "contact")


def erase(*, by: Actor, at: datetime, kind: str, number: object) -> int:
    """`audit.erase`, with a line in the journal of erasures. Raises NothingToErase."""
    with transaction.atomic():
        erased = audit.erase(by=by, at=at, kind=kind, number=number)
        erasures.record_erasure(
            company=Company.objects.get(pk=by.company_id),
            kind=kind,
            public_id=_public_id(kind, number),
            at=at,
        )
    return erased


def again(kind: str) -> Handler:
    """Erase a person of that kind whom a restored backup brought back."""

    def erasing(by: Actor, at: datetime, public_id: UUID) -> None:
        number: object = public_id
        if kind == USER:
            number = User.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
        with suppress(audit.NothingToErase):
            audit.erase(by=by, at=at, kind=kind, number=number)

    return erasing


def _public_id(kind: str, number: object) -> UUID:
    """The trail knows users by the number of their row."""
    return User.objects.get(pk=str(number)).public_id if kind == USER else UUID(str(number))
