"""People of the company, and fractional executives who work for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Person, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


class EmailTaken(Refused):
    pass


class PersonHoldsSeat(Refused):
    pass


def create(
    *,
    by: Actor,
    at: datetime,
    name: str,
    email: str = "",
    unit: Unit | None = None,
    user_id: int | None = None,
) -> Person:
    """Raises EmailTaken when another person of the company has that address."""
    by.require("organisation.write")
    email = email.strip().lower()
    refuse_taken_email(email)
    with transaction.atomic():
        person: Person = Person.objects.create(
            name=" ".join(name.split()), email=email, unit=unit, user_id=user_id
        )
        audit.record(
            by=by,
            at=at,
            act="person.created",
            kind="person",
            public_id=person.public_id,
            detail={"name": person.name, "unit": changes.words(unit)},
        )
    return person


def update(
    *,
    by: Actor,
    at: datetime,
    person: Person,
    version: int,
    name: str,
    email: str,
    unit: Unit | None,
) -> None:
    """Raises EmailTaken; Conflict."""
    by.require("organisation.write")
    email = email.strip().lower()
    refuse_taken_email(email, but=person)
    values = {"name": " ".join(name.split()), "email": email, "unit": unit}
    with transaction.atomic():
        made = changes.replace(person, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="person.changed",
                kind="person",
                public_id=person.public_id,
                detail=made,
            )


def archive(*, by: Actor, at: datetime, person: Person, version: int) -> None:
    """Raises PersonHoldsSeat while they hold one; Conflict."""
    by.require("organisation.write")
    holdings = person.holdings.filter(end_date=None).select_related("seat")[:3]
    seats = [holding.seat.name for holding in holdings]
    if seats:
        raise PersonHoldsSeat(
            _("%(person)s tient encore %(seats)s. Indiquez d’abord son départ de ces postes.")
            % {"person": person, "seats": ", ".join(seats)}
        )
    with transaction.atomic():
        changes.replace(person, version=version, values={"archived_at": at})
        audit.record(by=by, at=at, act="person.archived", kind="person", public_id=person.public_id)


def refuse_taken_email(email: str, *, but: Person | None = None) -> None:
    """Raises EmailTaken."""
    if not email:
        return
    others = Person.objects.filter(email__iexact=email, archived_at=None)
    other = others.exclude(pk=but.pk if but else 0).first()
    if other is not None:
        raise EmailTaken(
            _("Cette adresse est déjà celle de %(person)s.") % {"person": other}, field="email"
        )
