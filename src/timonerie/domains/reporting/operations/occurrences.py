"""The periods of the reports that are owed, opened in time: each once, none lost after a stop."""

from collections.abc import Iterator
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

Keyed = tuple[str, dict[str, Any]]
"""A period that is owed: what names it, once for all, and its columns."""


def open_all(*, by: Actor, at: datetime) -> int:
    """Freeze every period that has begun and is not open yet; how many. Run again, it writes
    nothing. A line seen for the first time is followed from that day on: what fell due before is
    never asked for."""
    by.require("report.judge")
    today = timezone.localdate(at)
    follow(at=at)
    found = [*_of_lines(at, today), *_of_rules(at, today)]
    if not found:
        return 0
    begin = min(values["due_date"] for _key, values in found)
    known = set(DueReport.objects.filter(due_date__gte=begin).values_list("key", flat=True))
    return sum(_opened(by, at, key, values) for key, values in found if key not in known)


def follow(*, at: datetime) -> None:
    """Have a binding for every line of a contract that falls on days."""
    today = timezone.localdate(at)
    for line in report_owed.lines():
        kind = "expected" if isinstance(line, ExpectedReport) else "obligation"
        ReportBinding.objects.get_or_create(**{kind: line}, defaults={"since": today})


def _of_lines(at: datetime, today: date) -> Iterator[Keyed]:
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
    for binding, owed in report_owed.of_lines(followed, since=since, today=today, at=at):
        yield _of_line(binding, owed, known.get(owed.row.contract_id, frozenset()))


def model_of(binding: ReportBinding, functions: frozenset[str]) -> Model | None:
    """The content model of a line: the one chosen, or guessed from what its contract entrusts. An
    input has none."""
    if binding.expected_id is None:
        return None
    return report_models.by_code().get(binding.model) or report_models.guessed(functions)


def _of_line(binding: ReportBinding, owed: DueDate, functions: frozenset[str]) -> Keyed:
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
    return f"{binding.public_id}:{start}", values


def _of_rules(at: datetime, today: date) -> Iterator[Keyed]:
    rows = DueReport.objects.filter(rule__isnull=False).values("rule_id", "site_id")
    since = {
        (one["rule_id"], one["site_id"]): one["last"]
        for one in rows.annotate(last=Max("due_date")).order_by()
    }
    yield from map(_of_rule, report_owed.of_rules(since=since, today=today, at=at))


def _of_rule(one: OwedByRule) -> Keyed:
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
    return f"{rule.public_id}:{one.site.public_id}:{start}", values


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
