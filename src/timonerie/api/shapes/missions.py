from datetime import date
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.contracts.models import Mission, MissionDeliverable, MissionPresence
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import missions as queries


class MissionOut(Schema):
    """A seat of direction held by a firm, `provider`, or by a person, `person`. `late` counts the
    deliverables past their day; the delegation is an amount in cents."""

    id: UUID
    title: str
    provider: Named | None
    person: str
    seat: Named | None
    deputy: Named | None
    contract: Named | None
    start_date: date
    end_date: date | None
    delegation: str
    delegation_cents: int | None
    delegation_end_date: date | None
    late: int
    version: int

    @classmethod
    def of(cls, row: Mission, on: date) -> "MissionOut":
        own = ("id", "provider", "person", "seat", "deputy", "contract", "late")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(
            id=row.public_id,
            provider=named_or_none(row.provider),
            person=str(row.person or ""),
            seat=named_or_none(row.seat),
            deputy=named_or_none(row.deputy),
            contract=named_or_none(row.contract),
            late=queries.late(row, on=on),
            **told,
        )


class DeliverableOut(Schema):
    id: UUID
    title: str
    due_date: date
    state: DeliverableState
    delivered_date: date | None
    version: int

    @classmethod
    def of(cls, row: MissionDeliverable) -> "DeliverableOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class PresenceOut(Schema):
    """Days of a month at a site, in half-days: never hours."""

    id: UUID
    site: Named
    month: date
    planned_halves: int
    confirmed_halves: int | None
    confirmed_by: str
    version: int

    @classmethod
    def of(cls, row: MissionPresence) -> "PresenceOut":
        own = ("id", "site")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(id=row.public_id, site=named(row.site), **told)


class MissionDetail(Schema):
    mission: MissionOut
    deliverables: list[DeliverableOut]
    presences: list[PresenceOut]


class DeliverableIn(Schema):
    """`day` is when it was handed in, needed once it is delivered or accepted."""

    state: DeliverableState
    day: date | None = None
    version: int


class PresenceIn(Schema):
    confirmed_halves: int
    version: int
