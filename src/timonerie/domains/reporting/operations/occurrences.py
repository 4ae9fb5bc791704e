"""The periods of the reports that are owed, opened in time: each once, none lost after a stop."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from timonerie.domains.contracts.models import ExpectedReport
from timonerie.domains.contracts.queries.due_dates import DueDate
from timonerie.domains.reporting.catalogue import report_models
from timonerie.domains.reporting.catalogue.report_models import Model
from timonerie.domains.reporting.models import DueReport, ReportBinding
from timonerie.domains.reporting.operations.report_checks import audited
from timonerie.domains.reporting.queries import report_owed
from timonerie.domains.reporting.queries.report_owed import OwedByRule
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor


def open_all(*, by: Actor, at: datetime) -> int:
    """Freeze every period that has begun and is not open yet; how many. Run again, it writes
    nothing. A line seen for the first time is followed from that day on: what fell due before is
    never asked for."""
    by.require("report.judge")
    today = timezone.localdate(at)
    follow(at=at)
    return _open_lines(by, at, today) + _open_rules(by, at, today)


def follow(*, at: datetime) -> None:
    """Have a binding for every line of a contract that falls on days."""
    today = timezone.localdate(at)
    for line in report_owed.lines():
        kind = "expected" if isinstance(line, ExpectedReport) else "obligation"
        ReportBinding.objects.get_or_create(**{kind: line}, defaults={"since": today})


def _open_lines(by: Actor, at: datetime, today: date) -> int:
    living = {(type(one), one.pk) for one in report_owed.lines()}
    rows = ReportBinding.objects.select_related(
        "expected__contract__provider",
        "expected__site",
        "obligation__contract__provider",
        "obligation__site",
    ).annotate(last=Max("reports__due_date"))
    followed = [
        one
        for one in rows
        if (line := report_owed.line_of(one)) and (type(line), line.pk) in living
    ]
    since = {one.pk: one.last or one.since for one in followed}
    known = report_owed.functions_of(report_owed.line_of(one).contract_id for one in followed)
    made = 0
    for binding, owed in report_owed.of_lines(followed, since=since, today=today, at=at):
        made += _open_line(by, at, binding, owed, known.get(owed.row.contract_id, frozenset()))
    return made


def model_of(binding: ReportBinding, functions: frozenset[str]) -> Model | None:
    """The content model of a line: the one chosen, or guessed from what its contract entrusts. An
    input has none."""
    if binding.expected_id is None:
        return None
    return report_models.by_code().get(binding.model) or report_models.guessed(functions)


def _open_line(
    by: Actor, at: datetime, binding: ReportBinding, owed: DueDate, functions: frozenset[str]
) -> int:
    row = owed.row
    start = owed.period_start or owed.day
    values = {
        "binding": binding,
        "contract": row.contract,
        "provider": row.contract.provider,
        "site": row.site,
        "side": row.side,
        "title": row.title,
        "period_start": start,
        "period_end": owed.period_end or start,
        "due_date": owed.day,
        "late_after": owed.late_after,
        **_frozen(model_of(binding, functions)),
    }
    return _opened(by, at, f"{binding.public_id}:{start}", values)


def _open_rules(by: Actor, at: datetime, today: date) -> int:
    rows = DueReport.objects.filter(rule__isnull=False).values("rule_id", "site_id")
    since = {
        (one["rule_id"], one["site_id"]): one["last"]
        for one in rows.annotate(last=Max("due_date")).order_by()
    }
    found = list(report_owed.of_rules(since=since, today=today, at=at))
    return sum(_open_rule(by, at, one) for one in found)


def _open_rule(by: Actor, at: datetime, one: OwedByRule) -> int:
    rule, dated = one.terms.rule, one.occurrence
    start = dated.period_start or dated.day
    values = {
        "rule": rule,
        "site": one.site,
        "side": Side.OURS,
        "title": rule.title,
        "period_start": start,
        "period_end": dated.period_end or start,
        "due_date": dated.day,
        "late_after": dated.late_after,
        **_frozen(report_models.by_code().get(one.terms.model)),
    }
    return _opened(by, at, f"{rule.public_id}:{one.site.public_id}:{start}", values)


def _frozen(model: Model | None) -> dict[str, Any]:
    if model is None:
        return {}
    fields = [one.as_dict() for one in model.fields]
    return {"model": model.code, "model_version": model.version, "fields": fields}


def _opened(by: Actor, at: datetime, key: str, values: dict[str, Any]) -> int:
    with transaction.atomic():
        first = {"late_date": values["late_after"], "opened_at": at}
        due, is_new = DueReport.objects.get_or_create(key=key, defaults={**values, **first})
        if is_new:
            audited(by, at, "report.opened", due, {"to": due.due_date.isoformat()})
    return int(is_new)
