"""The reports that are owed: read, handed in, judged, asked about; their links."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import provider_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.due_reports import (
    DueReportDetail,
    DueReportOut,
    ExchangeOut,
    FieldOut,
    FilingIn,
    FilingOut,
    HandedIn,
    JudgementIn,
    PunctualityOut,
    ReportLinkIn,
    ReportLinkOut,
    WordIn,
)
from timonerie.domains.reporting.models import DueReport, ReportLink
from timonerie.domains.reporting.operations import (
    report_filing,
    report_judging,
    report_links,
)
from timonerie.domains.reporting.operations.report_filing import Given
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_links as links
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.report_enums import ExchangeKind, Filed, ReportState
from timonerie.domains.reporting.rules import report_punctuality
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts import links as addresses

router = Router(tags=["reports"])
ONE = "/due-reports/{due_report_id}"
_JUDGED: dict[str, Callable[..., None]] = {
    "accept": report_judging.accept,
    "return": report_judging.send_back,
    "refuse": report_judging.refuse,
    "idle": report_judging.set_idle,
    "reopen": report_judging.reopen,
}


@router.get(
    "/due-reports", response={200: Page[DueReportOut], **REFUSALS}, summary="List the reports owed"
)
@policy("report.read")
def list_due_reports(
    request: CompanyRequest,
    paging: Paging,
    provider: UUID | None = None,
    state: ReportState | None = None,
) -> Page[DueReportOut]:
    """Of the last eighteen months, late first."""
    firm = provider_of(request.actor, provider)
    found = [
        one
        for one in queries.board(request.actor, at=timezone.now())
        if (firm is None or one.due.provider_id == firm.pk) and state in (None, one.state)
    ]
    return page_of(found, paging, DueReportOut.of)


@router.get(
    "/report-punctuality",
    response={200: list[PunctualityOut], **REFUSALS},
    summary="Read the punctuality of both sides",
)
@policy("report.read")
def read_punctuality(request: CompanyRequest, provider: UUID | None = None) -> list[PunctualityOut]:
    at, firm = timezone.now(), provider_of(request.actor, provider)
    found = [
        one
        for one in queries.board(request.actor, at=at)
        if firm is None or one.due.provider_id == firm.pk
    ]
    return [
        PunctualityOut.of(
            side,
            report_punctuality.counted(
                [(one.life, one.worked) for one in found if one.due.side == side],
                at=at,
                today=timezone.localdate(at),
            ),
        )
        for side in (Side.THEIRS, Side.OURS)
    ]


@router.get(
    ONE, response={200: DueReportDetail, **REFUSALS}, summary="Read a report and what was said"
)
@policy("report.read")
def read_due_report(request: CompanyRequest, due_report_id: UUID) -> DueReportDetail:
    return _detail(request, _due(request, due_report_id))


@router.post(
    f"{ONE}/versions",
    response={201: DueReportDetail, **REFUSALS},
    summary="Hand in a version of a report",
)
@policy("report.write")
def file_report(
    request: CompanyRequest, due_report_id: UUID, body: FilingIn
) -> Status[DueReportDetail]:
    """It never changes afterwards; the next one is a correction, with its reason."""
    due = _due(request, due_report_id)
    given = Given(values=body.values, comment=body.comment, reason=body.reason)
    with refusing():
        report_filing.file(
            by=request.actor,
            at=timezone.now(),
            due=due,
            given=given,
            way=Filed.API,
            version=body.version,
        )
    return Status(201, _detail(request, _due(request, due_report_id)))


@router.post(
    f"{ONE}/judgement",
    response={200: DueReportDetail, **REFUSALS},
    summary="Accept a report, send it back or refuse it",
)
@policy("report.judge")
def judge_report(
    request: CompanyRequest, due_report_id: UUID, body: JudgementIn
) -> DueReportDetail:
    with refusing():
        _JUDGED[body.decision](
            by=request.actor,
            at=timezone.now(),
            due=_due(request, due_report_id),
            version=body.version,
            text=body.text,
        )
    return _detail(request, _due(request, due_report_id))


@router.post(
    f"{ONE}/questions",
    response={200: DueReportDetail, **REFUSALS},
    summary="Ask the other side about a report",
)
@policy("report.write")
def ask_about_report(request: CompanyRequest, due_report_id: UUID, body: WordIn) -> DueReportDetail:
    """Asked by who owes it, the clock stops until the answer."""
    return _said(request, due_report_id, body, report_judging.ask)


@router.post(
    f"{ONE}/replies",
    response={200: DueReportDetail, **REFUSALS},
    summary="Answer a question about a report",
)
@policy("report.write")
def reply_about_report(
    request: CompanyRequest, due_report_id: UUID, body: WordIn
) -> DueReportDetail:
    return _said(request, due_report_id, body, report_judging.reply)


@router.post(
    f"{ONE}/notes",
    response={200: DueReportDetail, **REFUSALS},
    summary="Keep a private note about a report",
)
@policy("report.judge")
def note_report(request: CompanyRequest, due_report_id: UUID, body: WordIn) -> DueReportDetail:
    """The provider never reads it."""
    return _said(request, due_report_id, body, report_judging.note)


@router.post(
    f"{ONE}/handing-over",
    response={200: DueReportDetail, **REFUSALS},
    summary="Say when what our side owed was handed over",
)
@policy("report.write")
def mark_report_sent(
    request: CompanyRequest, due_report_id: UUID, body: HandedIn
) -> DueReportDetail:
    with refusing():
        report_filing.mark_sent(
            by=request.actor,
            at=timezone.now(),
            due=_due(request, due_report_id),
            on=body.on,
        )
    return _detail(request, _due(request, due_report_id))


@router.get(
    "/report-links",
    response={200: Page[ReportLinkOut], **REFUSALS},
    summary="List the links by which reports are answered",
)
@policy("report.judge")
def list_report_links(request: CompanyRequest, paging: Paging) -> Page[ReportLinkOut]:
    rows = links.among(queries.visible_to(request.actor, on=timezone.localdate()))
    return page_of(rows, paging, partial(ReportLinkOut.of, at=timezone.now()))


@router.post(
    f"{ONE}/links",
    response={201: ReportLinkOut, **REFUSALS},
    summary="Make a link by which a report is answered",
)
@policy("report.judge")
def make_report_link(
    request: CompanyRequest, due_report_id: UUID, body: ReportLinkIn
) -> Status[ReportLinkOut]:
    """Its address is told once."""
    due = _due(request, due_report_id)
    with refusing():
        made = report_links.make(
            by=request.actor,
            at=timezone.now(),
            due=due,
            recipient=body.recipient,
            days=body.days,
        )
    return Status(201, _link_made(made))


@router.post(
    "/report-links/{report_link_id}/renewal",
    response={201: ReportLinkOut, **REFUSALS},
    summary="Make a link again, the one before being revoked",
)
@policy("report.judge")
def renew_report_link(request: CompanyRequest, report_link_id: UUID) -> Status[ReportLinkOut]:
    link = _link(request, report_link_id)
    with refusing():
        made = report_links.renew(by=request.actor, at=timezone.now(), link=link)
    return Status(201, _link_made(made))


@router.delete(
    "/report-links/{report_link_id}",
    response={204: None, **REFUSALS},
    summary="Revoke a link by which a report is answered",
)
@policy("report.judge")
def revoke_report_link(request: CompanyRequest, report_link_id: UUID) -> Status[None]:
    link = _link(request, report_link_id)
    with refusing():
        report_links.revoke(by=request.actor, at=timezone.now(), link=link)
    return Status(204, None)


def _due(request: CompanyRequest, due_report_id: UUID) -> DueReport:
    found = queries.find(request.actor, due_report_id, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _link(request: CompanyRequest, report_link_id: UUID) -> ReportLink:
    rows = links.among(queries.visible_to(request.actor, on=timezone.localdate()))
    found: ReportLink = get_object_or_404(rows, public_id=report_link_id)
    return found


def _link_made(made: report_links.Made) -> ReportLinkOut:
    address = addresses.base_address() + reverse("report-answer", args=[made.token])
    return ReportLinkOut.of(made.link, timezone.now(), address)


def _said(
    request: CompanyRequest, due_report_id: UUID, body: WordIn, call: Callable[..., Any]
) -> DueReportDetail:
    due = _due(request, due_report_id)
    with refusing():
        call(by=request.actor, at=timezone.now(), due=due, text=body.text)
    return _detail(request, _due(request, due_report_id))


def _detail(request: CompanyRequest, due: DueReport) -> DueReportDetail:
    with_notes = request.actor.may("report.judge")
    said = [one for one in due.exchanges.all() if with_notes or one.kind != ExchangeKind.NOTE]
    return DueReportDetail(
        report=DueReportOut.of(queries.of(due, at=timezone.now())),
        fields=[FieldOut(**one.as_dict()) for one in report_readings.fields_of(due)],
        versions=[FilingOut.of(one) for one in due.filings.all()],
        exchanges=[ExchangeOut.of(one) for one in said],
    )
