from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import StatementLine, StatementOfWork, StatementVersion
from timonerie.domains.sourcing.queries.statements import Listed
from timonerie.domains.sourcing.rules.statements.gaps import Gap

Title = Annotated[str, Field(min_length=1, max_length=200)]


class StatementOut(Schema):
    """`work` is the ready model it began from; `approved` the last version approved, if any."""

    id: UUID
    version: int
    title: str
    work: str
    months: int
    provider: Named | None
    created_at: datetime
    archived_at: datetime | None
    approved: int | None

    @classmethod
    def of(cls, one: Listed) -> "StatementOut":
        return cls(**_told(one.statement), approved=one.number)


class LineOut(Schema):
    """A line being written; what `values` holds depends on `kind`."""

    id: UUID
    version: int
    section: int
    kind: LineKind
    title: str
    text: str
    values: dict[str, Any]
    activity: Named | None
    origin: str

    @classmethod
    def of(cls, row: StatementLine) -> "LineOut":
        return cls(
            id=row.public_id,
            version=row.version,
            section=row.section,
            kind=LineKind(row.kind),
            title=row.title,
            text=row.text,
            values=row.values,
            activity=named_or_none(row.activity),
            origin=row.origin,
        )


class GapOut(Schema):
    """`line` is null for what a whole section lacks; `severity` "blocks" keeps from approving."""

    code: str
    severity: str
    section: int
    line: UUID | None
    sentence: str

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        return cls(
            code=gap.code,
            severity=gap.severity.value,
            section=gap.section,
            line=UUID(gap.key) if gap.key else None,
            sentence=statement_sentences.gap(gap),
        )


class StatementDetail(StatementOut):
    activities: list[Named]
    lines: list[LineOut]
    gaps: list[GapOut]

    @classmethod
    def told(
        cls,
        statement: StatementOfWork,
        *,
        approved: int | None,
        activities: list[Any],
        rows: list[StatementLine],
        gaps: list[Gap],
    ) -> "StatementDetail":
        return cls(
            **_told(statement),
            approved=approved,
            activities=[named(one) for one in activities],
            lines=[LineOut.of(row) for row in rows],
            gaps=[GapOut.of(one) for one in gaps],
        )


class StatementIn(Schema):
    """A ready model and what it is about; without any activity, the model alone."""

    work: Annotated[str, Field(max_length=40)]
    title: Title
    months: Annotated[int, Field(ge=1, le=120)] = 36
    activities: Annotated[list[UUID], Field(max_length=200)] = []
    sites: Annotated[list[UUID], Field(max_length=500)] = []
    provider: UUID | None = None


class LineIn(Schema):
    """What a line says, whole; values left out are taken away."""

    title: Title
    text: Annotated[str, Field(max_length=4000)] = ""
    values: dict[str, Any] = {}
    activity: UUID | None = None


class NewLineIn(LineIn):
    section: Annotated[int, Field(ge=1, le=16)]
    kind: LineKind


class LineChange(LineIn):
    version: int


class ApprovalIn(Schema):
    """`version` is that of the statement as it was read; `reason` is wanted while a gap blocks."""

    version: int
    note: Annotated[str, Field(max_length=500)] = ""
    reason: Annotated[str, Field(max_length=500)] = ""


class VersionOut(Schema):
    """An approved version; `sha256` seals its canonical document (RFC 8785)."""

    number: int
    sha256: str
    note: str
    gaps: list[dict[str, Any]]
    approved_by: str
    approved_at: datetime

    @classmethod
    def of(cls, one: StatementVersion) -> "VersionOut":
        return cls(**{name: getattr(one, name) for name in VersionOut.model_fields})


class VersionDetail(VersionOut):
    document: dict[str, Any]

    @classmethod
    def told(cls, one: StatementVersion) -> "VersionDetail":
        return cls(**{name: getattr(one, name) for name in VersionDetail.model_fields})


DocumentKind = Literal["docx", "pdf"]


def _told(statement: StatementOfWork) -> dict[str, Any]:
    plain = ("version", "title", "work", "months", "created_at", "archived_at")
    return {
        "id": statement.public_id,
        "provider": named_or_none(statement.provider),
        **{name: getattr(statement, name) for name in plain},
    }
