"""What the client makes of a report, and what both sides say of it; each word is kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import DueReport, ReportExchange
from timonerie.domains.reporting.operations import report_checks as checks
from timonerie.domains.reporting.report_enums import ExchangeKind, Stage
from timonerie.foundations.accounts.actors import Actor

#: After which the clock may run again.
_RUNS = (ExchangeKind.REPLY, ExchangeKind.RETURN, ExchangeKind.REOPEN)
_JUDGED = (Stage.ACCEPTED, Stage.REFUSED, Stage.IDLE)
_ACTS = {
    ExchangeKind.QUESTION: "report.said_question",
    ExchangeKind.REPLY: "report.said_reply",
    ExchangeKind.ACCEPT: "report.said_accept",
    ExchangeKind.RETURN: "report.said_return",
    ExchangeKind.REFUSE: "report.said_refuse",
    ExchangeKind.IDLE: "report.said_idle",
    ExchangeKind.REOPEN: "report.said_reopen",
    ExchangeKind.NOTE: "report.said_note",
}


def accept(*, by: Actor, at: datetime, due: DueReport, version: int | None, text: str = "") -> None:
    """Raises Refused: nothing waits to be read; Conflict."""
    kept = text.strip()[: checks.LONGEST_TEXT]
    _judge(by, at, due, version, ExchangeKind.ACCEPT, kept, (Stage.FILED,), Stage.ACCEPTED)


def send_back(*, by: Actor, at: datetime, due: DueReport, version: int | None, text: str) -> None:
    """Ask for a correction: the clock runs again for who owes it. Raises Refused; Conflict."""
    kept = checks.text(text)
    before = (Stage.FILED, Stage.ACCEPTED)
    _judge(by, at, due, version, ExchangeKind.RETURN, kept, before, Stage.RETURNED)


def refuse(*, by: Actor, at: datetime, due: DueReport, version: int | None, text: str) -> None:
    """For good: nothing more is awaited of this period. Raises Refused; Conflict."""
    kept = checks.text(text)
    before = (Stage.FILED, Stage.RETURNED)
    _judge(by, at, due, version, ExchangeKind.REFUSE, kept, before, Stage.REFUSED)


def set_idle(*, by: Actor, at: datetime, due: DueReport, version: int | None, text: str) -> None:
    """Nothing was to be reported in this period: it counts nowhere. Raises Refused; Conflict."""
    kept = checks.text(text)
    before = (Stage.AWAITED, Stage.RETURNED)
    _judge(by, at, due, version, ExchangeKind.IDLE, kept, before, Stage.IDLE)


def reopen(*, by: Actor, at: datetime, due: DueReport, version: int | None, text: str) -> None:
    """Take the last judgement back: a version is to be corrected, nothing is awaited again. Raises
    Refused; Conflict."""
    kept = checks.text(text)
    to = Stage.RETURNED if due.filings.exists() else Stage.AWAITED
    _judge(by, at, due, version, ExchangeKind.REOPEN, kept, _JUDGED, to)


def ask(*, by: Actor, at: datetime, due: DueReport, text: str) -> ReportExchange:
    """A question to the other side. Raises Refused: of the client, before anything came."""
    by.require("report.write")
    checks.require_reach(by, at=at, due=due)
    with transaction.atomic():
        row = checks.locked(due)
        return question(by=by, at=at, due=row, text=text, is_client=checks.is_client(by, row))


def reply(*, by: Actor, at: datetime, due: DueReport, text: str) -> ReportExchange:
    """An answer to the question of the other side. Raises Refused."""
    by.require("report.write")
    checks.require_reach(by, at=at, due=due)
    with transaction.atomic():
        row = checks.locked(due)
        return answer(by=by, at=at, due=row, text=text, is_client=checks.is_client(by, row))


def note(*, by: Actor, at: datetime, due: DueReport, text: str) -> ReportExchange:
    """A note that the provider never reads."""
    by.require("report.judge")
    checks.require_reach(by, at=at, due=due)
    with transaction.atomic():
        return _said(by, at, checks.locked(due), ExchangeKind.NOTE, checks.text(text), True)


def question(
    *, by: Actor, at: datetime, due: DueReport, text: str, is_client: bool
) -> ReportExchange:
    """Inside a transaction that holds the report."""
    if is_client and due.stage != Stage.FILED:
        raise Refused(_("On ne questionne qu’un rapport remis et pas encore jugé."))
    if due.stage in (Stage.REFUSED, Stage.IDLE):
        raise Refused(_("Ce rapport est clos : demandez qu’il soit rouvert."))
    return _said(by, at, due, ExchangeKind.QUESTION, checks.text(text), is_client)


def answer(
    *, by: Actor, at: datetime, due: DueReport, text: str, is_client: bool
) -> ReportExchange:
    """Inside a transaction that holds the report."""
    waits = (
        due.exchanges.filter(kind__in=[ExchangeKind.QUESTION, ExchangeKind.REPLY])
        .order_by("-at", "-pk")
        .first()
    )
    if waits is None or waits.kind != ExchangeKind.QUESTION or waits.is_client == is_client:
        raise Refused(_("Aucune question n’attend de réponse."))
    return _said(by, at, due, ExchangeKind.REPLY, checks.text(text), is_client)


def _judge(
    by: Actor,
    at: datetime,
    due: DueReport,
    version: int | None,
    kind: ExchangeKind,
    text: str,
    before: tuple[Stage, ...],
    to: Stage,
) -> None:
    by.require("report.judge")
    checks.require_reach(by, at=at, due=due)
    with transaction.atomic():
        row = checks.locked(due)
        checks.require_version(row, version, to)
        if row.stage not in before:
            raise Refused(
                _("Ce rapport est « %(stage)s » : ce geste ne s’y applique pas.")
                % {"stage": row.get_stage_display()}
            )
        checks.stage(row, version=version, to=to)
        _said(by, at, row, kind, text, True)
    due.stage, due.version = row.stage, row.version


def _said(
    by: Actor, at: datetime, due: DueReport, kind: ExchangeKind, text: str, is_client: bool
) -> ReportExchange:
    """The words stay on the report: the trail says that they were written."""
    made: ReportExchange = ReportExchange.objects.create(
        due=due,
        kind=kind,
        is_client=is_client,
        text=text,
        said_by=by.name,
        user_id=by.user_id,
        said_on=timezone.localdate(at),
        at=at,
    )
    if kind in _RUNS:
        checks.give_back(due, at=at)
    checks.audited(by, at, _ACTS[kind], due)
    return made
