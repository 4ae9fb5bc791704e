from datetime import date
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.organisation.models import Seat
from timonerie.domains.sourcing.models import Assignment
from timonerie.domains.sourcing.queries import Served


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


class ActivityOut(Schema):
    """A support activity; `criticality` goes from 1 to 4."""

    id: UUID
    code: str
    name: str
    function: str | None
    accountable: SeatName | None
    criticality: int
    frequency: str
    volume_unit: str
    assignments: list[AssignmentOut]

    @classmethod
    def of(cls, served: Served) -> "ActivityOut":
        activity = served.activity
        seat = activity.accountable
        return cls(
            id=activity.public_id,
            code=activity.code,
            name=activity.name,
            function=activity.function.code if activity.function else None,
            accountable=SeatName.of(seat) if seat else None,
            criticality=activity.criticality,
            frequency=activity.frequency,
            volume_unit=activity.volume_unit,
            assignments=[AssignmentOut.of(one) for one in served.assignments],
        )
