"""Many indicators in as few aggregations as possible.

Indicators that look at the same cases (same anchor, or open at the same instant) and group alike
share one scan and one aggregation; expressions they have in common are computed once, and all the
quantiles of one measure come from one sort.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

import ibis
import ibis.expr.types as ir

from timonerie.engine.indicators import compile as to_ibis
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.vocabulary import QUANTILES


@dataclass(frozen=True, slots=True)
class Window:
    """Which cases, and how they are grouped: what a plan's indicators have in common.

    ``anchor`` is None when every case counts, whatever its dates. ``open_at`` selects the cases
    open at that instant. ``cut`` reads a table of `compile.open_at_cuts`, each row with its own
    instant, and groups by it. ``money`` selects cases that have an amount and groups them by
    currency.
    """

    by: tuple[str, ...]
    anchor: str | None = None
    period: str | None = None
    fiscal_month: int = 1
    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    open_at: datetime | None = None
    cut: bool = False
    money: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        extra = ("currency",) if self.money and "currency" not in self.by else ()
        return self.by + extra

    def facts(self, facts: ir.Table) -> ir.Table:
        """The cases of the window. Conditions on the anchor's date are left bare, for the reader of
        Parquet to skip what is out of the period."""
        kept = []
        if self.anchor is not None:
            day = facts[self.anchor]
            kept.append(day.notnull())
            if self.first is not None:
                kept.append(day >= self.first)
            if self.last is not None:
                kept.append(day <= self.last)
        if self.open_at is not None:
            kept.append(to_ibis.is_open(facts, self.open_at))
        if self.money:
            kept.append(facts.amount.notnull())
        return facts.filter(*kept) if kept else facts


@dataclass(slots=True)
class Terms:
    """Where the terms of one indicator stand in the wide result: names of columns, or none."""

    metric: Metric
    n: str
    numerator: str | None = None
    denominator: str | None = None
    quantiles: str | None = None  # a column of lists
    position: int = 0  # in that list
    divisor: float = 1.0


@dataclass(slots=True)
class Plan:
    """One aggregation under construction: indicators are added, then ``expression`` is run."""

    window: Window
    source: ir.Table
    facts: ir.Table = field(init=False)
    columns: dict[str, ir.Value] = field(default_factory=dict)
    terms: list[Terms] = field(default_factory=list)
    _names: dict[object, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = self.window.facts(self.source)

    @property
    def _at(self) -> to_ibis.Instant | None:
        return self.facts.cut_at if self.window.cut else self.window.at

    def add_all(self, metrics: Iterable[Metric]) -> None:
        by_sort: dict[object, list[tuple[Metric, ir.NumericColumn, ir.BooleanValue | None]]]
        by_sort = defaultdict(list)
        for metric in metrics:
            where = self._where(metric)
            if metric.aggregate in QUANTILES:
                measured = self._measured(metric)
                key = (measured.op(), where.op() if where is not None else None)
                by_sort[key].append((metric, measured, where))
            else:
                self.terms.append(self._terms(metric, where))
        for sharing in by_sort.values():
            self._add_quantiles(sharing)

    def expression(self) -> ir.Table:
        keys = [self.facts[name].name(f"key_{name}") for name in self.window.keys]
        if self.window.period is not None and self.window.anchor is not None:
            start = to_ibis.period_start(
                self.facts[self.window.anchor], self.window.period, self.window.fiscal_month
            )
            keys.append(start.name("period"))
        if self.window.cut:
            keys.append(self.facts.cut.name("period"))
        grouped = self.facts.group_by(keys) if keys else self.facts
        return grouped.aggregate(**self.columns)

    def _terms(self, metric: Metric, where: ir.BooleanValue | None) -> Terms:
        if metric.aggregate == "count":
            n = self._column(self.facts.count(where=where))
            return Terms(metric, n, numerator=n)
        if metric.aggregate == "ratio":
            return self._ratio(metric, where)
        if metric.aggregate == "quotient":
            return self._quotient(metric, where)
        measured = self._measured(metric)
        n = self._column(measured.count(where=where))
        total = self._column(measured.sum(where=where).cast("float64"))
        by = self._divisor(metric)
        return Terms(metric, n, total, n if metric.aggregate == "mean" else None, divisor=by)

    def _ratio(self, metric: Metric, where: ir.BooleanValue | None) -> Terms:
        assert metric.numerator is not None
        true = to_ibis.condition(self.facts, metric.numerator, self._at)
        known = self._column(true.count(where=where))
        counted = self._column(self.facts.count(where=true if where is None else where & true))
        return Terms(metric, known, counted, known)

    def _quotient(self, metric: Metric, where: ir.BooleanValue | None) -> Terms:
        assert metric.per is not None
        measured = self._measured(metric)
        per = to_ibis.measure(self.facts, metric.per, self._at)
        both = measured.notnull() & per.notnull()
        kept = both if where is None else where & both
        return Terms(
            metric,
            self._column(self.facts.count(where=kept)),
            self._column(measured.sum(where=kept).cast("float64")),
            self._column(per.sum(where=kept).cast("float64")),
            divisor=self._divisor(metric),
        )

    def _add_quantiles(
        self, sharing: list[tuple[Metric, ir.NumericColumn, ir.BooleanValue | None]]
    ) -> None:
        _, measured, where = sharing[0]
        asked = sorted({QUANTILES[metric.aggregate] for metric, _, _ in sharing})
        lists = self._column(measured.quantile(asked, where=where))
        n = self._column(measured.count(where=where))
        for metric, _, _ in sharing:
            position = asked.index(QUANTILES[metric.aggregate])
            by = self._divisor(metric)
            self.terms.append(Terms(metric, n, quantiles=lists, position=position, divisor=by))

    def _where(self, metric: Metric) -> ir.BooleanValue | None:
        conditions = [*metric.filter]
        parts = [to_ibis.condition(self.facts, part, self._at) for part in conditions]
        if metric.denominator is not None:
            parts.append(to_ibis.condition(self.facts, metric.denominator, self._at))
        return ibis.and_(*parts) if parts else None

    def _measured(self, metric: Metric) -> ir.NumericColumn:
        assert metric.measure is not None
        return to_ibis.measure(self.facts, metric.measure, self._at)

    def _divisor(self, metric: Metric) -> float:
        assert metric.measure is not None
        return to_ibis.divisor(metric.measure, metric.unit)

    def _column(self, value: ir.Value) -> str:
        """The name of the column that computes the expression; the same one when asked twice."""
        return self._names.setdefault(value.op(), self._new(value))

    def _new(self, value: ir.Value) -> str:
        name = f"c{len(self.columns)}"
        if value.op() not in self._names:
            self.columns[name] = value
        return name
