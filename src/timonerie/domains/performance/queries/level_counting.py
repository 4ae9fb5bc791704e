"""What the live facts say of a level, period by period: each recomputed from its own cases."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from timonerie.domains.facts.queries import live
from timonerie.domains.performance.rules import level_terms
from timonerie.domains.performance.rules.level_days import Days
from timonerie.domains.performance.rules.level_figures import Counted
from timonerie.domains.performance.rules.level_terms import Terms
from timonerie.engine.indicators import compile as to_ibis
from timonerie.engine.indicators.compute import compute
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope.models import Company

By = Mapping[date, Days]
"""The days in force of each period, by its first day."""


def facts_of(terms: Terms, members: Mapping[int, frozenset[int]], *, at: datetime) -> ir.Table:
    """The cases that a level speaks of, whatever their dates: those of its provider, at its site
    and below, in its activities, that its conditions keep."""
    facts = live.table()
    facts = facts.filter(facts.provider == terms.provider)
    if terms.site is not None:
        facts = facts.filter(facts.unit.isin(sorted(members.get(terms.site, {terms.site}))))
    if terms.activities:
        facts = facts.filter(facts.activity.isin(terms.activities))
    for condition in terms.conditions():
        facts = facts.filter(to_ibis.condition(facts, condition, at))
    return facts


def counted(
    facts: ir.Table,
    metric: Metric,
    terms: Terms,
    *,
    kind: str,
    by: By,
    company: Company,
    at: datetime,
) -> dict[date, Counted]:
    """By first day of the period; periods without a case are absent."""
    if metric.is_stock:
        return _stocks(facts, metric, by, company, at)
    first, last = min(day for day, _last in by.values()), max(day for _first, day in by.values())
    kept = _anchored(facts, metric, (first, last))
    start = to_ibis.period_start(kept[metric.anchor_column], kind, company.fiscal_month)
    for part in (*metric.filter, *((metric.denominator,) if metric.denominator else ())):
        kept = kept.filter(to_ibis.condition(kept, part, at))
    found = kept.mutate(period=start).group_by("period").aggregate(**_terms(metric, terms, at))
    rows = {row["period"]: row for row in found.to_pyarrow().to_pylist()}
    values = {} if "met" in found.columns else _values(kept, metric, kind, company, at)
    return {
        start: Counted(
            n=row["n"],
            without=row["cases"] - row["n"],
            met=row.get("met"),
            value=values.get(start),
        )
        for start, row in rows.items()
        if start in by
    }


def _anchored(facts: ir.Table, metric: Metric, days: Days) -> ir.Table:
    day = facts[metric.anchor_column]
    return facts.filter(day.notnull(), day >= ibis.date(days[0]), day <= ibis.date(days[1]))


def _terms(metric: Metric, terms: Terms, at: datetime) -> dict[str, ibis.Deferred]:
    """The columns counted of each period: all its cases, those that have a measure, and those
    within the promise where each case says so."""
    cases = ibis._.count()
    if metric.numerator is not None:
        numerator = metric.numerator
        true = ibis._.pipe(lambda rows: to_ibis.condition(rows, numerator, at))
        return {"cases": cases, "n": true.count(), "met": ibis._.count(where=true)}
    if metric.measure is None:
        return {"cases": cases, "n": cases}
    measure = metric.measure
    measured = ibis._.pipe(lambda rows: to_ibis.measure(rows, measure, at))
    if not terms.is_share:
        return {"cases": cases, "n": measured.count()}
    limit = float(level_terms.limit(terms, metric))
    within = measured >= limit if metric.direction == "higher" else measured <= limit
    return {"cases": cases, "n": measured.count(), "met": ibis._.count(where=within)}


def _values(
    kept: ir.Table, metric: Metric, kind: str, company: Company, at: datetime
) -> dict[date, float | None]:
    found = compute(kept, [metric], period=kind, fiscal_month=company.fiscal_month, at=at)
    return {row.period: row.value for row in found.rows() if row.period is not None}


def _stocks(
    facts: ir.Table, metric: Metric, by: By, company: Company, at: datetime
) -> dict[date, Counted]:
    """Stocks are counted as they stood at the end of the last day in force, or now."""
    cuts = {start: _end_of(last, company.zone, at) for start, (_first, last) in by.items()}
    found = compute(facts, [metric], cuts=cuts)
    return {
        row.period: Counted(n=row.n, value=row.value)
        for row in found.rows()
        if row.period is not None
    }


def _end_of(day: date, zone: str, at: datetime) -> datetime:
    return min(datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)), at)
