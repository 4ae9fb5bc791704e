"""Figures computed on the live facts, for the questions that no stored result answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import ibis.expr.types as ir

from timonerie.domains.facts.queries import live
from timonerie.domains.performance.queries import coverage
from timonerie.domains.performance.rules import Coverage, Group
from timonerie.engine import periods
from timonerie.engine.indicators.compute import compute
from timonerie.engine.indicators.figures import Figure
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.states import State, state


@dataclass(frozen=True)
class LiveFigure:
    """A figure of the moment, with its state and its coverage."""

    metric: Metric
    figure: Figure
    state: State
    covered: int
    expected: int


def figures(
    metrics: Iterable[Metric],
    *,
    by: Sequence[str] = (),
    period: str | None = None,
    fiscal_month: int = 1,
    first: date | None = None,
    last: date | None = None,
    at: datetime | None = None,
    facts: ir.Table | None = None,
) -> list[LiveFigure]:
    """Figures in the order of the metrics, then of the groups and periods."""
    metrics = list(metrics)
    expected = coverage.of_streams(coverage.now())
    found = compute(
        live.table() if facts is None else facts,
        metrics,
        by=by,
        period=period,
        fiscal_month=fiscal_month,
        first=first,
        last=last,
        at=at,
    )
    by_code = {metric.code: metric for metric in metrics}
    rank = {metric.code: place for place, metric in enumerate(metrics)}
    rows = [
        _with_coverage(by_code[figure.metric], figure, expected, period, first, last)
        for figure in found.rows()
    ]
    return sorted(rows, key=lambda row: (rank[row.metric.code], _sortable(row.figure)))


def _with_coverage(
    metric: Metric,
    figure: Figure,
    expected: Coverage,
    period: str | None,
    first: date | None,
    last: date | None,
) -> LiveFigure:
    start = figure.period or first or date.min
    if figure.period is not None and period is not None:
        end = periods.end_of(period, figure.period)
    else:
        end = last + timedelta(days=1) if last else date.max
    covered, wanted = expected.of(_group(figure), start=start, end=end)
    return LiveFigure(metric, figure, _state(metric, figure, covered, wanted), covered, wanted)


def _state(metric: Metric, figure: Figure, covered: int, expected: int) -> State:
    if metric.is_count_of_stock and 0 < expected == covered:
        # Everything came and nothing is open: that is a measure, and it is zero.
        return "measured"
    return state(figure.n if figure.value is not None else 0, covered, expected)


def _group(figure: Figure) -> Group:
    def member(name: str) -> int | None:
        found = figure.by.get(name)
        return found if isinstance(found, int) else None

    return Group(
        unit=member("unit"),
        provider=member("provider"),
        activity=member("activity"),
        team=member("team"),
    )


def _sortable(figure: Figure) -> tuple[str, ...]:
    return (*(f"{value!s:>20}" for value in figure.by.values()), str(figure.period))
