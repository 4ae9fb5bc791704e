"""Named people at a provider's: whom to call, and who left."""

from datetime import date, datetime

from django.db import transaction

from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.operations import changes
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.audit import personal


def add(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    name: str,
    role: str = "",
    email: str = "",
    phone: str = "",
) -> Contact:
    by.require("provider.write")
    with transaction.atomic():
        contact = Contact.objects.create(
            provider=provider,
            name=" ".join(name.split()),
            role=role.strip(),
            email=email.strip(),
            phone=phone.strip(),
        )
        audit.record(
            by=by,
            at=at,
            act="contact.added",
            kind="provider",
            public_id=provider.public_id,
            about=personal.subject("contact", contact.public_id),
            detail={"contact": contact.name, "role": contact.role},
        )
    return contact


def update(
    *,
    by: Actor,
    at: datetime,
    contact: Contact,
    version: int,
    name: str,
    role: str,
    email: str,
    phone: str,
) -> None:
    """Raises Conflict when the contact changed since `version`."""
    values = {
        "name": " ".join(name.split()),
        "role": role.strip(),
        "email": email.strip(),
        "phone": phone.strip(),
    }
    _change(by=by, at=at, contact=contact, version=version, values=values, act="contact.changed")


def leave(*, by: Actor, at: datetime, contact: Contact, version: int, left_date: date) -> None:
    """The contact left the provider. Raises Conflict."""
    values = {"left_date": left_date}
    _change(by=by, at=at, contact=contact, version=version, values=values, act="contact.left")


def _change(
    *,
    by: Actor,
    at: datetime,
    contact: Contact,
    version: int,
    values: dict[str, str] | dict[str, date],
    act: str,
) -> None:
    by.require("provider.write")
    with transaction.atomic():
        made = changes.replace(contact, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act=act,
                kind="provider",
                public_id=contact.provider.public_id,
                about=personal.subject("contact", contact.public_id),
                detail={"contact": contact.name, **made},
            )
