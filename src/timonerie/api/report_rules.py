"""What the sites owe the group, how the reports of the contracts are followed, what reports ask."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.names import unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.due_reports import (
    FieldOut,
    ReportLineIn,
    ReportLineOut,
    ReportModelOut,
    ReportRuleIn,
    ReportRuleOut,
)
from timonerie.domains.reporting.catalogue import report_models
from timonerie.domains.reporting.models import ReportRule
from timonerie.domains.reporting.operations import report_bindings, report_rules
from timonerie.domains.reporting.operations.report_rules import Said
from timonerie.domains.reporting.queries import report_lines

router = Router(tags=["reports"])
RULE = "/report-rules/{report_rule_id}"


@router.get(
    "/report-models",
    response={200: list[ReportModelOut], **REFUSALS},
    summary="List the content models of the reports",
)
@policy("report.read")
def list_report_models(request: CompanyRequest) -> list[ReportModelOut]:
    return [
        ReportModelOut(
            code=one.code,
            title=one.title,
            version=one.version,
            fields=[FieldOut(**each.as_dict()) for each in one.fields],
        )
        for one in report_models.models()
    ]


@router.get(
    "/report-rules",
    response={200: Page[ReportRuleOut], **REFUSALS},
    summary="List the reports that the sites owe the group",
)
@policy("report.judge")
def list_report_rules(request: CompanyRequest, paging: Paging) -> Page[ReportRuleOut]:
    """Archived ones too."""
    return page_of(report_lines.rules(), paging, ReportRuleOut.of)


@router.post(
    "/report-rules",
    response={201: ReportRuleOut, **REFUSALS},
    summary="Ask the sites for a report",
)
@policy("report.judge")
def add_report_rule(request: CompanyRequest, body: ReportRuleIn) -> Status[ReportRuleOut]:
    said = _said(request, body)
    with refusing():
        made = report_rules.create(by=request.actor, at=timezone.now(), said=said)
    return Status(201, ReportRuleOut.of(made))


@router.put(
    RULE, response={200: ReportRuleOut, **REFUSALS}, summary="Say a rule otherwise from a day on"
)
@policy("report.judge")
def change_report_rule(
    request: CompanyRequest, report_rule_id: UUID, body: ReportRuleIn
) -> ReportRuleOut:
    """Periods that are open keep what they were told."""
    rule, said = _rule(report_rule_id), _said(request, body)
    version = rule.version if body.version is None else body.version
    with refusing():
        report_rules.revise(
            by=request.actor, at=timezone.now(), rule=rule, version=version, said=said
        )
    return ReportRuleOut.of(_rule(report_rule_id))


@router.delete(
    RULE, response={204: None, **REFUSALS}, summary="Archive a rule: no period opens any more"
)
@policy("report.judge")
def archive_report_rule(request: CompanyRequest, report_rule_id: UUID) -> Status[None]:
    rule = _rule(report_rule_id)
    with refusing():
        report_rules.archive(by=request.actor, at=timezone.now(), rule=rule, version=rule.version)
    return Status(204, None)


@router.post(
    f"{RULE}/restoring",
    response={200: ReportRuleOut, **REFUSALS},
    summary="Take a rule back from the archives",
)
@policy("report.judge")
def restore_report_rule(request: CompanyRequest, report_rule_id: UUID) -> ReportRuleOut:
    rule = _rule(report_rule_id)
    with refusing():
        report_rules.restore(by=request.actor, at=timezone.now(), rule=rule, version=rule.version)
    return ReportRuleOut.of(_rule(report_rule_id))


@router.get(
    "/report-lines",
    response={200: Page[ReportLineOut], **REFUSALS},
    summary="List the lines of contracts whose reports are followed",
)
@policy("report.judge")
def list_report_lines(request: CompanyRequest, paging: Paging) -> Page[ReportLineOut]:
    found = report_lines.followed(request.actor, on=timezone.localdate())
    return page_of(found, paging, ReportLineOut.of)


@router.put(
    "/report-lines/{report_line_id}",
    response={200: ReportLineOut, **REFUSALS},
    summary="Choose what the report of a line asks, and whom to write to",
)
@policy("report.judge")
def change_report_line(
    request: CompanyRequest, report_line_id: UUID, body: ReportLineIn
) -> ReportLineOut:
    """From the next period on."""
    found = report_lines.followed(request.actor, on=timezone.localdate())
    row = next((one for one in found if one.public_id == report_line_id), None)
    if row is None:
        raise Http404
    with refusing():
        report_bindings.change(
            by=request.actor, at=timezone.now(), binding=row, **body.model_dump()
        )
    return ReportLineOut.of(row)


def _rule(report_rule_id: UUID) -> ReportRule:
    found: ReportRule = get_object_or_404(report_lines.rules(), public_id=report_rule_id)
    return found


def _said(request: CompanyRequest, body: ReportRuleIn) -> Said:
    """Raises Http404 for a site out of reach."""
    told: dict[str, Any] = body.model_dump(exclude={"sites", "version"})
    sites = [unit for one in body.sites if (unit := unit_of(request.actor, one))]
    return Said(**{**told, "cadence": str(told["cadence"].value)}, sites=sites)
