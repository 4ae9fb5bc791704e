"""Runs indicators over the facts: one scan for all those that look at the same cases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.indicators import compile as to_ibis
from timonerie.engine.indicators import grouping_sets
from timonerie.engine.indicators.figures import MEASURES, Figures
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.plans import Plan, Terms, Window

RESERVED = ("metric", "period", *MEASURES)


def compute(
    facts: ir.Table,
    metrics: Iterable[Metric],
    *,
    by: Sequence[str] = (),
    period: str | None = None,
    fiscal_month: int = 1,
    first: date | None = None,
    last: date | None = None,
    at: datetime | None = None,
    cuts: Mapping[date, datetime] | None = None,
) -> Figures:
    """The figures of ``metrics`` for every group of ``by`` and every period.

    - ``by``: names of columns of ``facts``; columns joined to it (a region) are accepted;
    - ``period``: day, week (ISO), month, quarter or year (from ``fiscal_month``). A case stands in
      the period of the local date of the indicator's anchor; a case without that date is left out.
      Without ``period``, one figure over all cases, whatever their dates;
    - ``first``, ``last``: days included; they keep the cases anchored within them;
    - ``at``: the aware instant of the computation. An open case past due is missed from then on;
      stocks (backlog) are counted at it, with no period;
    - ``cuts``: for stocks by period, the first day of each period and the instant of its end.

    A figure exists for each group that has a case in view, even when none is applicable (n = 0);
    without group there is always one over the whole span, and one per cut, money excepted.
    Raises ValueError for a stock without ``at`` nor ``cuts``, an instant without zone, an unknown
    period or an unknown or reserved column.
    """
    by = tuple(by)
    metrics = list(metrics)
    _check(facts, metrics, by, at, cuts)
    base = Window(by, period=period, fiscal_month=fiscal_month, first=first, last=last, at=at)
    parts = [_long_schema(facts, by).empty_table()]
    for window, sharing in _windows(base, metrics):
        parts.extend(_run(facts, window, sharing))
    if cuts:
        parts.extend(part for _by, part in _stocks_at_cuts(facts, base, metrics, cuts, [by]))
    return _figures_of(parts, by)


def _figures_of(parts: list[pa.Table], by: tuple[str, ...]) -> Figures:
    """The first part is empty, and says the order of the columns."""
    names = parts[0].column_names
    return Figures(pa.concat_tables(part.select(names) for part in parts), by)


def _stocks_at_cuts(
    facts: ir.Table,
    base: Window,
    metrics: Iterable[Metric],
    cuts: Mapping[date, datetime],
    sets: Sequence[tuple[str, ...]],
) -> Iterator[tuple[tuple[str, ...], pa.Table]]:
    """All the cuts at once; without a group, a cut where nothing is open still has its zero."""
    opened = to_ibis.open_at_cuts(facts, cuts)
    stocks = [metric for metric in metrics if metric.is_stock]
    for window, sharing in _by_money(replace(base, cut=True, period=None), stocks):
        for one, tables in _run_sets(opened, window, sharing, sets):
            table = pa.concat_tables(tables)
            yield one, table
            own = replace(window, by=one)
            if own.keys:
                continue
            if idle := sorted(cuts.keys() - set(table["period"].to_pylist())):
                yield one, _at_each(idle, _nothing(facts, own, cuts[idle[0]], sharing))


def _nothing(
    facts: ir.Table, window: Window, instant: datetime, metrics: list[Metric]
) -> Iterator[pa.Table]:
    """Figures of no case at all, as a cut where nothing is open gives them."""
    return _run(facts, replace(window, cut=False, at=instant, open_at=instant), metrics)


def _at_each(starts: Sequence[date], figures: Iterable[pa.Table]) -> pa.Table:
    """The same figures for each of these periods."""
    told = pa.concat_tables(figures)
    period = told.column_names.index("period")
    return pa.concat_tables(
        told.set_column(period, "period", _all(told, start)) for start in starts
    )


def compute_sets(
    facts: ir.Table,
    metrics: Iterable[Metric],
    groupings: Iterable[Sequence[str]],
    *,
    period: str | None = None,
    fiscal_month: int = 1,
    first: date | None = None,
    last: date | None = None,
    at: datetime | None = None,
    cuts: Mapping[date, datetime] | None = None,
) -> dict[tuple[str, ...], Figures]:
    """``compute`` for several groupings at once (site, site x provider, company...): one query for
    all of them, where ``compute`` would compile one each. ``facts`` is a table of a database, not
    one in memory.

    Each grouping is aggregated from the facts: no median is ever made of medians.
    """
    metrics, sets = list(metrics), [tuple(one) for one in groupings]
    by = tuple(dict.fromkeys(name for one in sets for name in one))
    _check(facts, metrics, by, at, cuts)
    base = Window(by, period=period, fiscal_month=fiscal_month, first=first, last=last, at=at)
    parts = {one: [_long_schema(facts, one).empty_table()] for one in sets}
    for window, sharing in _windows(base, metrics):
        for one, tables in _run_sets(facts, window, sharing, sets):
            parts[one].extend(tables)
    if cuts:
        for one, part in _stocks_at_cuts(facts, base, metrics, cuts, sets):
            parts[one].append(part)
    return {one: _figures_of(tables, one) for one, tables in parts.items()}


def _run_sets(
    facts: ir.Table, window: Window, metrics: list[Metric], sets: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], Iterator[pa.Table]]]:
    """Without a key there is nothing to group differently, and a figure of no case at all. Money
    is grouped by currency in any case: where that is asked for too, each grouping is on its own, as
    is the only one."""
    whole = [one for one in sets if not one and window.anchor is None and not window.money]
    yield from ((one, _run(facts, replace(window, by=one), metrics)) for one in whole)
    rest = [one for one in sets if one not in whole]
    if len(rest) > 1 and "currency" not in window.by:
        plan = Plan(window, facts)
        plan.add_all(metrics)
        found = grouping_sets.run(plan.expression(), window.by, rest)
        for one, wide in found.items():
            yield one, _long(wide, replace(window, by=one), plan)
    else:
        yield from ((one, _run(facts, replace(window, by=one), metrics)) for one in rest)


def _windows(base: Window, metrics: Sequence[Metric]) -> Iterator[tuple[Window, list[Metric]]]:
    flows: dict[str | None, list[Metric]] = defaultdict(list)
    anchored = base.period is not None or base.first is not None or base.last is not None
    for metric in metrics:
        if not metric.is_stock:
            flows[metric.anchor_column if anchored else None].append(metric)
    for anchor, sharing in flows.items():
        yield from _by_money(replace(base, anchor=anchor), sharing)
    if base.at is not None:
        stocks = [metric for metric in metrics if metric.is_stock]
        yield from _by_money(replace(base, open_at=base.at, period=None), stocks)


def _by_money(window: Window, metrics: list[Metric]) -> Iterator[tuple[Window, list[Metric]]]:
    plain = [metric for metric in metrics if not metric.is_money]
    money = [metric for metric in metrics if metric.is_money]
    if plain:
        yield window, plain
    if money:
        yield replace(window, money=True), money


def _run(facts: ir.Table, window: Window, metrics: list[Metric]) -> Iterator[pa.Table]:
    plan = Plan(window, facts)
    plan.add_all(metrics)
    yield from _long(plan.expression().to_pyarrow(), window, plan)


def _long(wide: pa.Table, window: Window, plan: Plan) -> Iterator[pa.Table]:
    """One row a figure, indicator after indicator."""
    shared = {name: wide[f"key_{name}"] for name in window.keys}
    shared["period"] = wide["period"] if "period" in wide.column_names else _all(wide, None)
    if "currency" not in shared:
        shared["currency"] = pa.nulls(wide.num_rows, pa.string())
    for terms in plan.terms:
        code = pa.repeat(pa.scalar(terms.metric.code), wide.num_rows)
        yield pa.table({"metric": code, **shared, **_figures(wide, terms)})


def _all(wide: pa.Table, start: date | None) -> pa.Array:
    return pa.repeat(pa.scalar(start, pa.date32()), wide.num_rows)


def _figures(wide: pa.Table, terms: Terms) -> dict[str, pa.Array | pa.ChunkedArray]:
    n = wide[terms.n].cast(pa.int64())
    nothing = pa.nulls(wide.num_rows, pa.float64())
    numerator = denominator = nothing
    if terms.numerator is not None:
        numerator = pc.divide(wide[terms.numerator].cast(pa.float64()), terms.divisor)
    if terms.denominator is not None:
        denominator = wide[terms.denominator].cast(pa.float64())
    if terms.quantiles is not None:
        value = pc.list_element(wide[terms.quantiles], terms.position)
        value = pc.divide(value.cast(pa.float64()), terms.divisor)
    elif terms.denominator is not None:
        divisible = pc.if_else(pc.equal(denominator, 0.0), None, denominator)
        value = pc.divide(numerator, divisible)
    else:
        value = numerator
    return {"n": n, "numerator": numerator, "denominator": denominator, "value": value}


def _long_schema(facts: ir.Table, by: tuple[str, ...]) -> pa.Schema:
    keys = {name: facts.schema()[name].to_pyarrow() for name in by}
    return pa.schema(
        {
            "metric": pa.string(),
            **keys,
            "period": pa.date32(),
            "currency": pa.string(),
            "n": pa.int64(),
            "numerator": pa.float64(),
            "denominator": pa.float64(),
            "value": pa.float64(),
        }
    )


def _check(
    facts: ir.Table,
    metrics: Sequence[Metric],
    by: tuple[str, ...],
    at: datetime | None,
    cuts: Mapping[date, datetime] | None,
) -> None:
    for name in by:
        if name in RESERVED or name not in facts.columns:
            raise ValueError(f"cannot group by {name}")
    for metric in metrics:
        if metric.is_stock and at is None and not cuts:
            raise ValueError(f"{metric.code} is counted at an instant: give at or cuts")
        for column in metric.columns():
            if column not in facts.columns:
                raise ValueError(f"{metric.code} reads a column that is absent: {column}")
    for instant in (at, *(cuts or {}).values()):
        if instant is not None and instant.tzinfo is None:
            raise ValueError("an instant must carry its zone")
