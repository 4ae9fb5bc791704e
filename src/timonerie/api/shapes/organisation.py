from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.organisation.models import (
    Calendar,
    CalendarVersion,
    Contact,
    Provider,
    SeatHolding,
    Unit,
)
from timonerie.domains.organisation.queries.seats import Held
from timonerie.foundations.accounts.actors import Actor


class UnitOut(Schema):
    """A node of the management tree; `kind` is group, region, site or team."""

    id: UUID
    kind: str
    code: str
    name: str
    parent: Named | None
    calendar: UUID | None
    archived: bool

    @classmethod
    def of(cls, unit: Unit) -> "UnitOut":
        return cls(
            id=unit.public_id,
            kind=unit.kind,
            code=unit.code,
            name=unit.name,
            parent=named_or_none(unit.parent),
            calendar=unit.calendar.public_id if unit.calendar else None,
            archived=unit.archived_at is not None,
        )


class ContactOut(Schema):
    id: UUID
    name: str
    role: str
    email: str
    phone: str

    @classmethod
    def of(cls, contact: Contact, reader: Actor) -> "ContactOut":
        """Empty where the reader may not read how to reach somebody."""
        is_read = reader.reads("contact.address")
        return cls(
            id=contact.public_id,
            name=contact.name,
            role=contact.role,
            email=contact.email if is_read else "",
            phone=contact.phone if is_read else "",
        )


class ProviderOut(Schema):
    id: UUID
    code: str
    name: str
    siren: str
    trade: str
    archived: bool

    @classmethod
    def of(cls, provider: Provider) -> "ProviderOut":
        return cls(
            id=provider.public_id,
            code=provider.code,
            name=provider.name,
            siren=provider.siren,
            trade=provider.trade,
            archived=provider.archived_at is not None,
        )


class ProviderDetail(ProviderOut):
    """A provider with the contacts who are still there."""

    contacts: list[ContactOut]


class HolderOut(Schema):
    """Who holds a seat; `kind` is employee, executive or provider."""

    kind: str
    name: str
    start_date: date
    end_date: date | None

    @classmethod
    def of(cls, holding: SeatHolding) -> "HolderOut":
        return cls(
            kind=holding.kind,
            name=str(holding.person or holding.provider),
            start_date=holding.start_date,
            end_date=holding.end_date,
        )


class SeatOut(Schema):
    """A post; `holder` is nobody when it is vacant."""

    id: UUID
    name: str
    unit: Named
    function: str | None
    holder: HolderOut | None

    @classmethod
    def of(cls, held: Held) -> "SeatOut":
        return cls(
            id=held.seat.public_id,
            name=held.seat.name,
            unit=named(held.seat.unit),
            function=held.seat.function.code if held.seat.function else None,
            holder=HolderOut.of(held.holding) if held.holding else None,
        )


class SeatDetail(SeatOut):
    """A seat with everyone who held it, the latest first."""

    history: list[HolderOut]


class CalendarVersionOut(Schema):
    """What a calendar says from a day on; `document` has the keys of a calendar file."""

    id: UUID
    start_date: date
    document: dict[str, Any]

    @classmethod
    def of(cls, version: CalendarVersion) -> "CalendarVersionOut":
        return cls(id=version.public_id, start_date=version.start_date, document=version.document)


class CalendarOut(Schema):
    """A calendar, the units that follow it by name, and what it says today."""

    id: UUID
    name: str
    units: list[Named]
    version: CalendarVersionOut | None

    @classmethod
    def of(
        cls, calendar: Calendar, version: CalendarVersion | None, units: list[Unit]
    ) -> "CalendarOut":
        return cls(
            id=calendar.public_id,
            name=calendar.name,
            units=[named(unit) for unit in units],
            version=CalendarVersionOut.of(version) if version else None,
        )


class CalendarDetail(CalendarOut):
    """A calendar with all its versions, the latest first."""

    versions: list[CalendarVersionOut]
