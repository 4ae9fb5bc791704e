from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.rituals import sentences
from timonerie.domains.rituals.models import RitualOccurrence
from timonerie.domains.rituals.queries.rituals import Told

Name = Annotated[str, Field(max_length=150)]
Level = Literal[
    "", "direction", "function", "region", "site", "team", "one_to_one", "provider", "other"
]


class MeetingOut(Schema):
    """One meeting of a ritual; `planned` is when the series puts it."""

    id: UUID
    start: datetime
    planned: datetime
    state: str

    @classmethod
    def of(cls, one: RitualOccurrence) -> "MeetingOut":
        return cls(id=one.public_id, start=one.start, planned=one.planned, state=one.state)


class RitualOut(Schema):
    """A meeting that comes back. `rule` is that of RFC 5545, empty where its days alone show its
    pace; `weekdays` from 0 (Monday); `hour` is local to `zone`. Over twelve months, `held` of
    `expected`, cancelled ones included; `unknown` count in neither. `asked` are the meetings that
    vanished from an agenda."""

    id: UUID
    version: int
    name: str
    state: str
    level: str
    unit: Named | None
    owner: Named | None
    cadence: str
    frequency: str
    interval: int
    weekdays: list[int]
    rule: str
    hour: str
    zone: str
    minutes: int
    guests: int
    next: datetime | None
    held: int
    expected: int
    cancelled: int
    unknown: int
    asked: list[MeetingOut]

    @classmethod
    def of(cls, told: Told) -> "RitualOut":
        one, regularity = told.ritual, told.regularity
        return cls(
            id=one.public_id,
            version=one.version,
            name=one.name,
            state=one.state,
            level=one.level,
            unit=named_or_none(one.unit),
            owner=Named(id=one.owner.public_id, name=one.owner.name) if one.owner else None,
            cadence=sentences.cadence(told.cadence),
            frequency=one.frequency,
            interval=one.interval,
            weekdays=list(one.weekdays),
            rule=one.rule,
            hour=one.hour,
            zone=one.zone,
            minutes=one.minutes,
            guests=one.guests,
            next=told.next.start if told.next else None,
            held=regularity.held,
            expected=regularity.expected,
            cancelled=regularity.cancelled,
            unknown=regularity.unknown,
            asked=[MeetingOut.of(each) for each in told.asked],
        )


class RitualIn(Schema):
    """What a ritual is, over the version that was read; what is left out is taken away."""

    version: int
    name: Name
    level: Level = ""
    unit: UUID | None = None
    state: Literal["kept", "set_aside", "ended"] | None = None


class AnswerIn(Schema):
    """What became of the meetings that vanished; all of them where none is named."""

    state: Literal["cancelled", "moved", "held", "elsewhere"]
    meetings: list[UUID] = []
