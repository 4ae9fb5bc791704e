"""Random facts and random indicators, few enough values for ties, gaps and edges to be common."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from timonerie.engine.facts import SCHEMA
from timonerie.engine.indicators import (
    All,
    AnyOf,
    Compare,
    Condition,
    Known,
    Measure,
    Met,
    Metric,
    Not,
)
from timonerie.engine.indicators.measures import age, column, elapsed, worked
from timonerie.engine.indicators.vocabulary import AGGREGATES, ANCHORS, Unit
from timonerie.engine.judge import Question

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("received", "started", "delivered", "resolved", "due")


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def _days_after(days: int) -> datetime:
    return NEW_YEAR + timedelta(days=days)


instants = st.one_of(
    st.sampled_from([0, 1, 2, 6, 7, 30, 31, 58, 59, 90]).map(_days_after),
    st.integers(0, 90 * 86_400_000_000).map(lambda us: NEW_YEAR + timedelta(microseconds=us)),
)
seconds = st.integers(0, 400_000)
amounts = st.integers(-10_000, 1_000_000).map(lambda cents: Decimal(cents) / 100)

_written = st.fixed_dictionaries(
    {
        "unit": maybe(st.integers(1, 2)),
        "provider": maybe(st.integers(1, 2)),
        **{f"{name}_at": maybe(instants) for name in NAMES},
        "quantity": maybe(st.integers(0, 8).map(lambda eighths: eighths / 8)),
        "amount": maybe(amounts),
        "currency": maybe(st.sampled_from(["EUR", "CHF"])),
        "error": maybe(st.booleans()),
        "cause": maybe(st.sampled_from(["provider", "client"])),
        "rework": maybe(st.integers(0, 2)),
        "reopened": maybe(st.booleans()),
        "on_time": maybe(st.booleans()),
        "worked_to_start": maybe(seconds),
        "worked_to_deliver": maybe(seconds),
        "worked_to_resolve": maybe(seconds),
        "worked_suspended": maybe(seconds),
    }
)


@st.composite
def tables(draw: st.DrawFn) -> pa.Table:
    """Facts; the local date of an instant is its day, or the next one for sites further east."""
    rows = draw(st.lists(_written, max_size=12))
    east = draw(st.booleans())
    for line, row in enumerate(rows, start=2):
        row |= {"source": 1, "case": str(line), "batch": 1, "line": line}
        for name in NAMES:
            at = row[f"{name}_at"]
            row[f"{name}_on"] = at and (at + timedelta(hours=8 * east)).date()
    return pa.Table.from_pylist(rows, schema=SCHEMA)


_compares: st.SearchStrategy[Compare] = st.sampled_from(
    [
        Compare("error", "eq", True),
        Compare("on_time", "ne", True),
        Compare("rework", "gt", 0),
        Compare("rework", "ne", 1),
        Compare("unit", "in", (1, 3)),
        Compare("cause", "eq", "client"),
        Compare("quantity", "le", 0.5),
        Compare("provider", "is_null"),
        Compare("amount", "not_null"),
        Compare("due_at", "lt", at=True),
        Compare("resolved_at", "le", other="due_at"),
        Compare("started_on", "eq", other="received_on"),
    ]
)
_met: st.SearchStrategy[Condition] = st.sampled_from(
    [
        Met(("flag", "due")),
        Met(("due", "flag")),
        Met(("due",)),
        Met(("worked",), 200_000),
        Met(("worked", "due", "flag"), 200_000),
    ]
)


def _nested(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(AnyOf),
        parts.map(Not),
        st.builds(Known, parts, st.booleans()),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(_compares, _met), _nested, max_leaves=5
)
_measures: st.SearchStrategy[tuple[Measure, Unit]] = st.sampled_from(
    [
        (column("quantity"), "quantity"),
        (column("rework"), "quantity"),
        (column("amount"), "currency"),
        (worked("worked_to_resolve"), "working_hours"),
        (elapsed("received_at", "resolved_at"), "hours"),
        (elapsed("received_at", "resolved_at"), "days"),
    ]
)


@st.composite
def metrics(draw: st.DrawFn, code: str = "drawn") -> Metric:
    aggregate = draw(st.sampled_from(AGGREGATES))
    measure: Measure | None = None
    unit: Unit = "ratio" if aggregate == "ratio" else "count"
    is_stock = draw(st.booleans())
    if aggregate not in ("ratio", "count"):
        measure, unit = draw(_measures)
        if is_stock and draw(st.booleans()):
            measure, unit = age("received_at"), "days"
    return Metric(
        code=code,
        label="Indicateur tiré au sort",
        unit=unit,
        direction="lower",
        aggregate=aggregate,
        measure=measure,
        per=column("quantity") if aggregate == "quotient" else None,
        numerator=draw(conditions) if aggregate == "ratio" else None,
        denominator=draw(maybe(conditions)),
        filter=tuple(draw(st.lists(_compares, max_size=2))),
        population="open" if is_stock else "all",
        anchor=draw(st.sampled_from(ANCHORS)),
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    ends = sorted(draw(st.tuples(instants, instants)))
    return Question(
        by=draw(st.sampled_from([(), ("unit",), ("provider", "unit"), ("currency",)])),
        period=draw(st.sampled_from([None, "day", "week", "month", "quarter", "year"])),
        fiscal_month=draw(st.integers(1, 12)),
        first=draw(st.sampled_from([None, ends[0].date()])),
        last=draw(st.sampled_from([None, ends[1].date()])),
        at=draw(instants),
        cuts=draw(maybe(st.just({date(2026, 1, 1): NEW_YEAR + timedelta(days=31)}))),
    )
