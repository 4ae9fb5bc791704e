"""Named people at a provider's: whom to call, and who left."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
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
    arrived_date: date | None = None,
    is_key: bool = False,
) -> Contact:
    by.require("provider.write")
    with transaction.atomic():
        contact = Contact.objects.create(
            provider=provider,
            name=" ".join(name.split()),
            role=role.strip(),
            email=email.strip(),
            phone=phone.strip(),
            arrived_date=arrived_date,
            is_key=is_key,
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
    arrived_date: date | None = None,
    is_key: bool = False,
) -> None:
    """Raises Refused for a day after that of the departure; Conflict when the contact changed since
    `version`."""
    _require_order(arrived_date, contact.left_date, field="arrived_date")
    values = {
        "name": " ".join(name.split()),
        "role": role.strip(),
        "email": email.strip(),
        "phone": phone.strip(),
        "arrived_date": arrived_date,
        "is_key": is_key,
    }
    _change(by=by, at=at, contact=contact, version=version, values=values, act="contact.changed")


def leave(
    *,
    by: Actor,
    at: datetime,
    contact: Contact,
    version: int,
    left_date: date,
    announced: bool | None = None,
) -> None:
    """The contact left the provider, who said it before or not. Raises Refused, Conflict."""
    _require_order(contact.arrived_date, left_date, field="left_date")
    values = {"left_date": left_date, "was_announced": announced}
    _change(by=by, at=at, contact=contact, version=version, values=values, act="contact.left")


def stay(*, by: Actor, at: datetime, contact: Contact, version: int) -> None:
    """The departure was noted by mistake: it counts no more. Raises Conflict."""
    values = {"left_date": None, "was_announced": None}
    _change(by=by, at=at, contact=contact, version=version, values=values, act="contact.stayed")


def _require_order(arrived: date | None, left: date | None, *, field: str) -> None:
    if arrived and left and left < arrived:
        raise Refused(_("Le dernier jour vient après l’arrivée : corrigez la date."), field=field)


def _change(
    *,
    by: Actor,
    at: datetime,
    contact: Contact,
    version: int,
    values: Mapping[str, Any],
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
