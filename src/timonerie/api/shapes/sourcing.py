from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import directory
from timonerie.domains.sourcing.enums import ValueField, Veto
from timonerie.domains.sourcing.models import Assignment
from timonerie.domains.sourcing.queries import grids
from timonerie.domains.sourcing.queries.activities import Served
from timonerie.domains.sourcing.rules.values import Value


class AssignmentOut(Schema):
    """Who serves an activity for a site; no provider means in-house."""

    unit: Named
    provider: Named | None
    start_date: date
    end_date: date | None

    @classmethod
    def of(cls, assignment: Assignment) -> "AssignmentOut":
        return cls(
            unit=named(assignment.unit),
            provider=named_or_none(assignment.provider),
            start_date=assignment.start_date,
            end_date=assignment.end_date,
        )


class SeatName(Schema):
    """The internal seat that answers for an activity."""

    id: UUID
    name: str
    unit: str

    @classmethod
    def of(cls, seat: Seat) -> "SeatName":
        return cls(id=seat.public_id, name=seat.name, unit=seat.unit.name)


class ValueOut(Schema):
    """What one source says of a field, for a site or for the company (`unit` null). `value` is a
    number for a volume and for heads, twelve weights for a seasonality, `{"cents", "currency"}` for
    a cost, a list of codes for data, 1 to 4 for confidentiality, a text otherwise."""

    field: str
    unit: Named | None
    value: Any
    origin: str
    certainty: str
    evidence: str
    said_by: str
    at: datetime

    @classmethod
    def of(cls, value: Value) -> "ValueOut":
        place = directory.places().get(value.unit_id or 0)
        return cls(
            field=value.field,
            unit=Named(id=place.public_id, name=place.name) if place else None,
            value=value.value,
            origin=value.origin,
            certainty=value.certainty,
            evidence=value.evidence,
            said_by=value.said_by,
            at=value.at,
        )


class ActivityOut(Schema):
    """A support activity; `criticality` goes from 1 to 4. `keeper` is the post that can still
    specify, check and take it back, `has_no_keeper` says that nobody can; neither is not known.
    `vetoes` are those of the catalogue and those that people added."""

    id: UUID
    code: str
    name: str
    function: str | None
    accountable: SeatName | None
    deputy: SeatName | None
    keeper: SeatName | None
    has_no_keeper: bool
    vetoes: list[str]
    criticality: int
    frequency: str
    volume_unit: str
    version: int
    assignments: list[AssignmentOut]
    values: list[ValueOut]

    @classmethod
    def of(cls, served: Served, values: Sequence[Value]) -> "ActivityOut":
        activity = served.activity
        return cls(
            id=activity.public_id,
            code=activity.code,
            name=activity.name,
            function=activity.function.code if activity.function else None,
            accountable=_seat(activity.accountable),
            deputy=_seat(activity.deputy),
            keeper=_seat(activity.keeper),
            has_no_keeper=activity.has_no_keeper,
            vetoes=sorted(grids.vetoes_of(activity)),
            criticality=activity.criticality,
            frequency=activity.frequency,
            volume_unit=activity.volume_unit,
            version=activity.version,
            assignments=[AssignmentOut.of(one) for one in served.assignments],
            values=[ValueOut.of(one) for one in values],
        )


class ValuesIn(Schema):
    """What somebody says of an activity, for a site or for the company (`unit` left out), by field;
    null takes a value back, a field left out stays. `version` is that of the activity as it was
    read, left out to write whatever changed since."""

    unit: UUID | None = None
    values: dict[ValueField, Any]
    version: int | None = None


class PostsIn(Schema):
    """The three posts, said again as a whole, and the vetoes beside those of the catalogue."""

    version: int
    accountable: UUID | None = None
    deputy: UUID | None = None
    keeper: UUID | None = None
    has_no_keeper: bool = False
    vetoes: list[Veto] = []


def _seat(seat: Seat | None) -> SeatName | None:
    return None if seat is None else SeatName.of(seat)
