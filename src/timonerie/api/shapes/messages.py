from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.domains.publications.models import Absence, MessageChoice
from timonerie.foundations.jobs import queries as jobs
from timonerie.foundations.jobs.enums import RunState
from timonerie.foundations.jobs.models import Job, JobRun
from timonerie.foundations.notifications.enums import MessageState
from timonerie.foundations.notifications.models import Message


class MessageOut(Schema):
    """A message written to the reader."""

    id: UUID
    kind: str
    at: datetime
    state: MessageState
    subject: str
    text: str

    @classmethod
    def of(cls, row: Message) -> "MessageOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class SentOut(Schema):
    """A line of the log: never what was written. `fault` says why it did not leave."""

    id: UUID
    kind: str
    name: str
    email: str
    at: datetime
    state: MessageState
    attempts: int
    fault: str
    error: str
    next_at: datetime | None

    @classmethod
    def of(cls, row: Message) -> "SentOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class TriedOut(Schema):
    """Whether a test message left; else what went wrong, and what to do."""

    state: MessageState
    fault: str
    error: str
    wrong: str


class ChoiceOut(Schema):
    """What the reader receives; `quiet_days` counts from Monday, 0."""

    weekly: bool
    daily: bool
    quiet_days: list[int]
    version: int

    @classmethod
    def of(cls, row: MessageChoice) -> "ChoiceOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class ChoiceIn(Schema):
    weekly: bool
    daily: bool
    quiet_days: list[int] = Field(max_length=7)
    version: int


class AbsenceOut(Schema):
    """Both days are included."""

    id: UUID
    start_date: date
    end_date: date
    deputy: str

    @classmethod
    def of(cls, row: Absence) -> "AbsenceOut":
        deputy = row.deputy.name if row.deputy else ""
        return cls(
            id=row.public_id, start_date=row.start_date, end_date=row.end_date, deputy=deputy
        )


class AbsenceIn(Schema):
    """`deputy` is the address of somebody who has access to the company."""

    start_date: date
    end_date: date
    deputy: str = ""


class AbsenceNamed(Schema):
    absence: UUID


class JobOut(Schema):
    """Work done behind the screens; `is_lost` when the machine stopped during it."""

    id: UUID
    kind: str
    state: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    error: str
    is_lost: bool

    @classmethod
    def of(cls, row: Job, at: datetime) -> "JobOut":
        own = ("id", "is_lost")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(id=row.public_id, is_lost=jobs.is_lost(row, at=at), **told)


class JobRunOut(Schema):
    """One time that a job ran; one that was cut has no end."""

    job: UUID
    kind: str
    state: RunState
    started_at: datetime
    ended_at: datetime | None
    error: str

    @classmethod
    def of(cls, row: JobRun, at: datetime) -> "JobRunOut":
        return cls(
            job=row.job.public_id,
            kind=row.job.kind,
            state=jobs.run_state(row, at=at),
            started_at=row.started_at,
            ended_at=row.ended_at,
            error=row.error,
        )


class JobNamed(Schema):
    job: UUID


class AskedOut(Schema):
    """Minutes a week for one director, one site or one provider; null unless measured."""

    readers: str
    extent: str
    budget: float
    minutes: float | None
