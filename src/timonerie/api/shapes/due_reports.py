from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named_or_none
from timonerie.domains.contracts.obligation_enums import Cadence
from timonerie.domains.reporting.models import (
    ReportBinding,
    ReportExchange,
    ReportFiling,
    ReportLink,
    ReportRule,
)
from timonerie.domains.reporting.queries import report_links, report_owed
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.report_enums import ExchangeKind, Filed, ReportState, Stage
from timonerie.domains.reporting.rules.report_punctuality import Punctuality
from timonerie.domains.sourcing.enums import Side


class DueReportOut(Schema):
    """`due_date` and `late_after` were frozen when the period opened; `due_by` is the day once the
    days that the client held, `held_days`, are given back."""

    id: UUID
    title: str
    side: Side
    provider: Named | None
    site: Named | None
    contract: Named | None
    period_start: date
    period_end: date
    due_date: date
    late_after: date
    due_by: date
    held_days: int
    stage: Stage
    state: ReportState
    is_held: bool
    is_asked: bool
    wants: bool
    days_late: int
    model: str
    version: int

    @classmethod
    def of(cls, one: Standing) -> "DueReportOut":
        due = one.due
        names = (
            *("title", "period_start", "period_end", "due_date", "late_after"),
            *("model", "version"),
        )
        told = {name: getattr(due, name) for name in names}
        return cls(
            id=due.public_id,
            side=Side(due.side),
            provider=named_or_none(due.provider),
            site=named_or_none(due.site),
            contract=named_or_none(due.contract),
            due_by=one.deadline.due,
            held_days=one.deadline.held,
            stage=Stage(due.stage),
            state=one.state,
            is_held=one.is_held,
            is_asked=one.is_asked,
            wants=one.wants,
            days_late=one.days_late,
            **told,
        )


class FieldOut(Schema):
    code: str
    label: str
    kind: Literal["number", "choice", "text", "file"]
    help: str
    unit: str
    metric: str
    choices: list[str]
    is_free: bool


class FilingOut(Schema):
    """A version: never changed once it was handed in."""

    id: UUID
    number: int
    values: dict[str, str]
    comment: str
    reason: str
    way: Filed
    came_on: date
    at: datetime

    @classmethod
    def of(cls, row: ReportFiling) -> "FilingOut":
        own = ("id", "way")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(id=row.public_id, way=Filed(row.way), **told)


class ExchangeOut(Schema):
    """`is_client` for what the side that awaits the report said. Notes are told to who judges."""

    kind: ExchangeKind
    is_client: bool
    text: str
    at: datetime

    @classmethod
    def of(cls, row: ReportExchange) -> "ExchangeOut":
        return cls(kind=ExchangeKind(row.kind), is_client=row.is_client, text=row.text, at=row.at)


class DueReportDetail(Schema):
    report: DueReportOut
    fields: list[FieldOut]
    versions: list[FilingOut]
    exchanges: list[ExchangeOut]


class FilingIn(Schema):
    """`values` by field, as texts; `reason` where a version was handed in before."""

    values: dict[str, str] = {}
    comment: str = ""
    reason: str = ""
    version: int | None = None


class JudgementIn(Schema):
    """`return` asks for a correction, `refuse` is for good, `idle` says that the period had no
    activity, `reopen` takes the last one back. All but `accept` say why."""

    decision: Literal["accept", "return", "refuse", "idle", "reopen"]
    text: str = ""
    version: int


class WordIn(Schema):
    text: str


class HandedIn(Schema):
    """The day on which what our side owed was handed over."""

    on: date


class ReportLinkIn(Schema):
    recipient: str
    days: int = 45


class ReportLinkOut(Schema):
    """`address` is told once, when the link is made."""

    id: UUID
    report: UUID
    recipient: str
    state: Literal["made", "opened", "begun", "sent", "revoked", "expired"]
    made_at: datetime
    expires_at: datetime
    address: str = ""

    @classmethod
    def of(cls, row: ReportLink, at: datetime, address: str = "") -> "ReportLinkOut":
        return cls(
            id=row.public_id,
            report=row.due.public_id,
            recipient=row.recipient,
            state=report_links.state(row, at=at),  # type: ignore[arg-type]
            made_at=row.made_at,
            expires_at=row.expires_at,
            address=address,
        )


class PunctualityOut(Schema):
    """Of the reports of eighteen months, by their first version; `rate` is null where nothing was
    due, and `idle` periods count nowhere."""

    side: Side
    on_time: int
    in_grace: int
    late: int
    missing: int
    idle: int
    due: int
    rate: float | None

    @classmethod
    def of(cls, side: Side, counted: Punctuality) -> "PunctualityOut":
        told = {name: getattr(counted, name) for name in cls.model_fields if name != "side"}
        return cls(side=side, **told)


class ReportModelOut(Schema):
    code: str
    title: str
    version: int
    fields: list[FieldOut]


class ReportRuleIn(Schema):
    """Working days after the period; no site is every site. `version` when it is said otherwise."""

    title: str
    cadence: Cadence = Cadence.MONTHLY
    day: int
    grace_days: int = 0
    model: str
    start_date: date
    sites: list[UUID] = []
    version: int | None = None


class ReportRuleOut(Schema):
    """As it was last said."""

    id: UUID
    title: str
    cadence: Cadence
    day: int
    grace_days: int
    model: str
    start_date: date
    sites: list[Named]
    archived: bool
    version: int

    @classmethod
    def of(cls, row: ReportRule) -> "ReportRuleOut":
        terms = max(row.terms.all(), key=lambda one: (one.start_date, one.pk))
        sites = [Named(id=one.unit.public_id, name=one.unit.name) for one in terms.sites.all()]
        return cls(
            id=row.public_id,
            title=row.title,
            cadence=Cadence(terms.cadence),
            day=terms.day,
            grace_days=terms.grace_days,
            model=terms.model,
            start_date=terms.start_date,
            sites=sites,
            archived=row.archived_at is not None,
            version=row.version,
        )


class ReportLineOut(Schema):
    """A line of a contract that is followed; an empty `model` is guessed."""

    id: UUID
    title: str
    contract: Named | None
    side: Side
    model: str
    recipient: str
    since: date
    version: int

    @classmethod
    def of(cls, row: ReportBinding) -> "ReportLineOut":
        line = report_owed.line_of(row)
        return cls(
            id=row.public_id,
            title=line.title,
            contract=named_or_none(line.contract),
            side=Side(line.side),
            model=row.model,
            recipient=row.recipient,
            since=row.since,
            version=row.version,
        )


class ReportLineIn(Schema):
    model: str = ""
    recipient: str = ""
    email: str = ""
    version: int
