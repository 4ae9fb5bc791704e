from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named_or_none
from timonerie.domains.facts.models import ImportBatch, Source
from timonerie.domains.facts.queries.cases import ReceivedRow
from timonerie.domains.facts.queries.explaining import Explained
from timonerie.engine.explanations import DayLine, Stretch
from timonerie.foundations.jobs.models import Job


class SourceOut(Schema):
    """A system or a provider that produces files."""

    id: UUID
    name: str
    provider: Named | None

    @classmethod
    def of(cls, source: Source) -> "SourceOut":
        return cls(id=source.public_id, name=source.name, provider=named_or_none(source.provider))


class BatchOut(Schema):
    """A file on its way in; `state` is received, read, refused, accepted, unchanged or undone."""

    id: UUID
    source: Named
    file_name: str
    format: str
    state: str
    rows: int
    cases: int
    added: int
    changed: int
    same: int
    rejected: int
    first_date: date | None
    last_date: date | None
    created_by: str
    created_at: datetime
    accepted_at: datetime | None
    undone_at: datetime | None

    @classmethod
    def of(cls, batch: ImportBatch) -> "BatchOut":
        return cls(
            id=batch.public_id,
            source=Named(id=batch.source.public_id, name=batch.source.name),
            **{name: getattr(batch, name) for name in _COPIED},
        )


_COPIED = tuple(BatchOut.model_fields.keys() - {"id", "source"})


class WorkOut(Schema):
    """The work under way on a file, or the last one when it failed."""

    state: str
    progress: float
    step: str
    error: str

    @classmethod
    def of(cls, job: Job) -> "WorkOut":
        return cls(state=job.state, progress=job.progress, step=job.step, error=job.error)


class BatchDetail(BatchOut):
    """A file with what was said of it: the first rejects, the doubts, why it was refused."""

    work: WorkOut | None
    refused: dict[str, Any] | None
    rejects: list[dict[str, Any]]
    rejects_unlisted: int
    notices: list[dict[str, Any]]

    @classmethod
    def told(cls, batch: ImportBatch, work: Job | None) -> "BatchDetail":
        report = batch.report
        return cls(
            **BatchOut.of(batch).dict(),
            work=WorkOut.of(work) if work else None,
            refused=report.get("refused"),
            rejects=report.get("rejects", []),
            rejects_unlisted=report.get("unlisted", 0),
            notices=report.get("notices", []),
        )


class CaseOut(Schema):
    """One live case. Working times count seconds from reception, suspensions taken out; `hit`
    says whether an indicator asked for has the case in its numerator."""

    source: Named
    case: str
    unit: Named | None
    provider: Named | None
    team: Named | None
    activity: Named | None
    received_at: datetime | None
    started_at: datetime | None
    delivered_at: datetime | None
    resolved_at: datetime | None
    due_at: datetime | None
    quantity: float | None
    amount: Decimal | None
    currency: str | None
    error: bool | None
    cause: str | None
    rework: int | None
    reopened: bool | None
    on_time: bool | None
    worked_to_start: int | None
    worked_to_deliver: int | None
    worked_to_resolve: int | None
    worked_suspended: int | None
    hit: bool | None


class CasesAsked(Schema):
    """Which cases. `indicator` keeps those that it counts; `first` and `last` are local
    dates, both included: of what anchors the indicator when one is named, else of reception."""

    indicator: str | None = None
    site: UUID | None = None
    provider: UUID | None = None
    team: UUID | None = None
    activity: UUID | None = None
    source: UUID | None = None
    first: date | None = None
    last: date | None = None


class StretchOut(Schema):
    start: datetime
    end: datetime
    seconds: int

    @classmethod
    def of(cls, stretch: Stretch) -> "StretchOut":
        return cls(start=stretch.start, end=stretch.end, seconds=stretch.seconds)


class DayOut(Schema):
    """One local day; `reason` (closed, holiday, weekly, outside_hours) says why nothing counts."""

    day: date
    worked: list[StretchOut]
    suspended: list[StretchOut]
    reason: str | None
    holiday: str | None

    @classmethod
    def of(cls, line: DayLine) -> "DayOut":
        return cls(
            day=line.day,
            worked=[StretchOut.of(one) for one in line.worked],
            suspended=[StretchOut.of(one) for one in line.suspended],
            reason=line.reason,
            holiday=line.holiday,
        )


class ExplanationOut(Schema):
    """The working seconds from reception to the end, day by day, on the calendar used;
    `counted_seconds` leaves the suspended ones out."""

    calendar: str
    calendar_version: UUID
    zone: str
    start: datetime
    end: datetime
    seconds: int
    suspended_seconds: int
    counted_seconds: int
    days: list[DayOut]

    @classmethod
    def of(cls, explained: Explained) -> "ExplanationOut":
        told = explained.explanation
        return cls(
            calendar=explained.version.calendar.name,
            calendar_version=explained.version.public_id,
            zone=explained.calendar.zone,
            start=told.start,
            end=told.end,
            seconds=told.seconds,
            suspended_seconds=told.suspended_seconds,
            counted_seconds=told.seconds - told.suspended_seconds,
            days=[DayOut.of(line) for line in told.lines],
        )


class ReceivedOut(Schema):
    """A row as received: where it stood."""

    batch: UUID
    file_name: str
    line: int
    at: datetime | None

    @classmethod
    def of(cls, row: ReceivedRow, batch: ImportBatch) -> "ReceivedOut":
        return cls(batch=batch.public_id, file_name=batch.file_name, line=row.line, at=row.at)


class CaseDetail(CaseOut):
    """A case, how its working time was counted (nothing before its end), and its rows."""

    explanation: ExplanationOut | None
    rows: list[ReceivedOut]


class MappingIn(Schema):
    """How to read the columns: the tables of a mapping.toml, as JSON."""

    mapping: dict[str, Any]


class AcceptIn(Schema):
    """`accept_rejects` takes the rest when lines were rejected."""

    accept_rejects: bool = False
