"""Statements of work: begun from a ready model, their lines, what they lack, their versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, Refusal, refusing
from timonerie.api.names import provider_of, unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.statements import (
    ApprovalIn,
    DocumentKind,
    LineChange,
    LineIn,
    LineOut,
    NewLineIn,
    StatementDetail,
    StatementIn,
    StatementOut,
    VersionDetail,
    VersionOut,
)
from timonerie.domains.performance.queries import measured_activities as statement_facts
from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.models import (
    Activity,
    StatementLine,
    StatementOfWork,
    StatementVersion,
)
from timonerie.domains.sourcing.operations import (
    statement_lines,
    statement_versions,
    statements,
)
from timonerie.domains.sourcing.operations.statement_lines import Said, WrongValues
from timonerie.domains.sourcing.operations.statement_versions import Approval
from timonerie.domains.sourcing.papers import making as statement_papers
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import completeness
from timonerie.foundations.accounts import limits

router = Router(tags=["statements"])
#: What a paper answers with, by type.
FILES = {
    one: {"schema": {"type": "string", "format": "binary"}}
    for one in statement_papers.KINDS.values()
}


@router.get(
    "/statements", response={200: Page[StatementOut], **REFUSALS}, summary="List the statements"
)
@policy("statement.read")
def list_statements(
    request: CompanyRequest, paging: Paging, archived: bool = False
) -> Page[StatementOut]:
    """The last begun first."""
    found = queries.listed(request.actor, on=timezone.localdate(), archived=archived)
    return page_of(found, paging, StatementOut.of)


@router.post(
    "/statements", response={201: StatementDetail, **REFUSALS}, summary="Begin a statement"
)
@policy("statement.write")
def begin_statement(request: CompanyRequest, body: StatementIn) -> Status[StatementDetail]:
    """Filled with what is known and measured of the activities; nothing else is filled."""
    at, activities = timezone.now(), _activities(request, body.activities)
    sites = [unit for one in body.sites if (unit := unit_of(request.actor, one)) is not None]
    measured = statement_facts.read(request.actor, activities, on=timezone.localdate(at))
    with refusing():
        made = statements.draft(
            by=request.actor,
            at=at,
            work=body.work,
            title=body.title,
            months=body.months,
            activities=activities,
            sites=sites,
            provider=provider_of(request.actor, body.provider),
            measured=measured,
        )
    return Status(201, _detail(made))


@router.get(
    "/statements/{statement_id}",
    response={200: StatementDetail, **REFUSALS},
    summary="Read a statement with its lines and its gaps",
)
@policy("statement.read")
def read_statement(request: CompanyRequest, statement_id: UUID) -> StatementDetail:
    return _detail(_statement(request, statement_id))


@router.post(
    "/statements/{statement_id}/lines",
    response={201: LineOut, **REFUSALS},
    summary="Add a line",
)
@policy("statement.write")
def add_line(request: CompanyRequest, statement_id: UUID, body: NewLineIn) -> Status[LineOut]:
    statement = _statement(request, statement_id)
    with _refusing():
        made = statement_lines.add(
            by=request.actor,
            at=timezone.now(),
            statement=statement,
            section=body.section,
            kind=body.kind,
            said=_said(statement, body),
        )
    return Status(201, LineOut.of(made))


@router.put(
    "/statements/{statement_id}/lines/{line_id}",
    response={200: LineOut, **REFUSALS},
    summary="Say a line again",
)
@policy("statement.write")
def change_line(
    request: CompanyRequest, statement_id: UUID, line_id: UUID, body: LineChange
) -> LineOut:
    statement = _statement(request, statement_id)
    line = _line(statement, line_id)
    with _refusing():
        statement_lines.change(
            by=request.actor,
            at=timezone.now(),
            line=line,
            version=body.version,
            said=_said(statement, body),
        )
    return LineOut.of(line)


@router.delete(
    "/statements/{statement_id}/lines/{line_id}",
    response={204: None, **REFUSALS},
    summary="Remove a line",
)
@policy("statement.write")
def remove_line(
    request: CompanyRequest, statement_id: UUID, line_id: UUID, version: int
) -> Status[None]:
    """The pages can put it back until the next approval."""
    line = _line(_statement(request, statement_id), line_id)
    with refusing():
        statement_lines.remove(by=request.actor, at=timezone.now(), line=line, version=version)
    return Status(204, None)


@router.get(
    "/statements/{statement_id}/versions",
    response={200: Page[VersionOut], **REFUSALS},
    summary="List the approved versions",
)
@policy("statement.read")
def list_versions(request: CompanyRequest, statement_id: UUID, paging: Paging) -> Page[VersionOut]:
    """The last first."""
    found = queries.versions_of(_statement(request, statement_id))
    return page_of(found, paging, VersionOut.of)


@router.post(
    "/statements/{statement_id}/versions",
    response={201: VersionOut, **REFUSALS},
    summary="Approve a statement",
)
@policy("statement.approve")
def approve_statement(
    request: CompanyRequest, statement_id: UUID, body: ApprovalIn
) -> Status[VersionOut]:
    statement = _statement(request, statement_id)
    with refusing():
        made = statement_versions.approve(
            by=request.actor,
            at=timezone.now(),
            statement=statement,
            version=body.version,
            said=Approval(note=body.note, reason=body.reason),
        )
    return Status(201, VersionOut.of(made))


@router.get(
    "/statements/{statement_id}/versions/{number}",
    response={200: VersionDetail, **REFUSALS},
    summary="Read an approved version",
)
@policy("statement.read")
def read_version(request: CompanyRequest, statement_id: UUID, number: int) -> VersionDetail:
    return VersionDetail.told(_version(_statement(request, statement_id), number))


@router.get(
    "/statements/{statement_id}/documents/{kind}",
    response=REFUSALS,
    summary="Download a statement as DOCX or PDF/A",
    openapi_extra={"responses": {200: {"description": "The file", "content": FILES}}},
)
@policy("statement.read")
def download(
    request: CompanyRequest,
    statement_id: UUID,
    kind: DocumentKind,
    number: int | None = None,
    bidders: bool = False,
) -> HttpResponse:
    """The draft, or the version of a number. With `bidders`, what those may read: neither what was
    measured, nor who is in place, nor notes and gaps."""
    statement = _statement(request, statement_id)
    version = None if number is None else _version(statement, number)
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    paper = statement_papers.made(
        statement, version=version, kind=kind, at=timezone.now(), bidders=bidders
    )
    answer = HttpResponse(paper.content, content_type=statement_papers.KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{paper.name}"'
    return answer


def _detail(statement: StatementOfWork) -> StatementDetail:
    rows, last = queries.rows_of(statement), queries.last_version(statement)
    is_mission = queries.is_mission(statement)
    return StatementDetail.told(
        statement,
        approved=last.number if last else None,
        activities=queries.activities_of(statement),
        rows=rows,
        gaps=completeness.check(queries.lines(rows), is_mission=is_mission),
    )


def _statement(request: CompanyRequest, statement_id: UUID) -> StatementOfWork:
    """Raises Http404 for one out of reach."""
    rows = reaching.statements(request.actor, on=timezone.localdate()).select_related("provider")
    found: StatementOfWork = get_object_or_404(rows, public_id=statement_id)
    return found


def _line(statement: StatementOfWork, line_id: UUID) -> StatementLine:
    rows = StatementLine.objects.filter(statement=statement).select_related("activity")
    found: StatementLine = get_object_or_404(rows, public_id=line_id)
    return found


def _version(statement: StatementOfWork, number: int) -> StatementVersion:
    rows = StatementVersion.objects.filter(statement=statement)
    found: StatementVersion = get_object_or_404(rows, number=number)
    return found


def _activities(request: CompanyRequest, named: list[UUID]) -> list[Activity]:
    """Raises Http404 where one is out of reach."""
    rows = reaching.activities(request.actor, on=timezone.localdate()).active()
    found = list(
        rows.filter(public_id__in=named).select_related("function", "accountable").order_by("pk")
    )
    if len(found) != len(set(named)):
        raise Http404
    return found


def _said(statement: StatementOfWork, body: LineIn) -> Said:
    activity = None
    if body.activity is not None:
        rows = Activity.objects.filter(statements__statement=statement)
        activity = get_object_or_404(rows, public_id=body.activity)
    return Said(title=body.title, text=body.text, values=body.values, activity=activity)


@contextmanager
def _refusing() -> Iterator[None]:
    """Values of the wrong shape are told one by one."""
    try:
        with refusing():
            yield
    except Refusal as refusal:
        wrong = refusal.__cause__
        if not isinstance(wrong, WrongValues):
            raise
        remedy = " ".join(
            statement_sentences.value_fault(one.code, field=one.field) for one in wrong.faults
        )
        raise Refusal(422, "refused", refusal.message, remedy) from wrong
