"""Conditions, measures and periods as Ibis expressions over the facts table."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from timonerie.engine.indicators.conditions import All, AnyOf, Compare, Condition, Known, Met, Not
from timonerie.engine.indicators.measures import Measure
from timonerie.engine.indicators.vocabulary import Unit

INSTANT = "timestamp('UTC')"
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_CUTS = "array<struct<cut: date, cut_at: timestamp('UTC', 6)>>"

# Measures of time stay whole numbers until they are aggregated, so that sums are exact whatever
# the order of the rows; they are divided by this once, at the end.
MICROSECONDS: dict[Unit, float] = {"hours": 3_600e6, "days": 86_400e6}
SECONDS: dict[Unit, float] = {"working_hours": 3_600.0}

_OPERATORS: dict[str, Callable[[ir.Value, ir.Value], ir.Value]] = {
    "eq": eq,
    "ne": ne,
    "lt": lt,
    "le": le,
    "gt": gt,
    "ge": ge,
}


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def epoch_us(instant: datetime) -> int:  # type: ignore[empty-body]
    """Microseconds since 1970: four times faster than a difference of instants with a zone."""


# An instant for all cases, or a column that gives each row its own.
Instant: TypeAlias = datetime | ir.TimestampColumn


def instant(at: Instant | None) -> ir.TimestampValue:
    """The instant of the computation. Unknown, it makes unknown whatever is compared with it."""
    if at is None:
        return ibis.null(INSTANT)
    if isinstance(at, ir.Value):
        return at
    return ibis.literal(at, type=INSTANT)


def ended_at(facts: ir.Table) -> ir.TimestampColumn:
    """When the case ended: resolved or, when no resolution is written, delivered."""
    return facts.resolved_at.coalesce(facts.delivered_at)


def is_open(facts: ir.Table, at: Instant) -> ir.BooleanColumn:
    """Received, and not ended, at the instant."""
    ended = ended_at(facts)
    return (facts.received_at <= instant(at)) & (ended.isnull() | (ended > instant(at)))


def open_at_cuts(facts: ir.Table, cuts: Mapping[date, datetime]) -> ir.Table:
    """The open cases at each of several instants: one row per case and cut, with the columns
    ``cut`` (first day of the period) and ``cut_at`` (the instant). One join, whatever the cuts."""
    rows = [{"cut": start, "cut_at": end} for start, end in cuts.items()]
    # In the text of the query: a table in memory is unknown to who compiles by hand.
    listed = ibis.literal(rows, type=_CUTS).unnest().name("of").as_table()
    table = listed.select(cut=listed["of"]["cut"], cut_at=listed["of"]["cut_at"])
    # Two plain inequalities, which the engine joins by sorting: an OR would compare every pair.
    ended = ended_at(facts).coalesce(instant(_NEVER))
    return facts.join(table, [facts.received_at <= table.cut_at, ended > table.cut_at])


def condition(facts: ir.Table, of: Condition, at: Instant | None) -> ir.BooleanColumn:
    """A boolean column, null where the condition is unknown (Kleene's logic, as SQL's)."""
    match of:
        case Compare():
            return _compare(facts, of, at)
        case All(of=parts):
            return reduce(and_, (condition(facts, part, at) for part in parts))
        case AnyOf(of=parts):
            return reduce(or_, (condition(facts, part, at) for part in parts))
        case Not(of=part):
            return ~condition(facts, part, at)
        case Known(of=part, default=default):
            return condition(facts, part, at).fill_null(default)
        case Met():
            return _met(facts, of, at)


def measure(facts: ir.Table, of: Measure, at: Instant | None) -> ir.NumericColumn:
    """A whole number of microseconds or of working seconds, or the number of the column."""
    start = facts[of.start]
    match of.kind:
        case "elapsed":
            assert of.end is not None
            return epoch_us(facts[of.end]) - epoch_us(start)
        case "age":
            return epoch_us(instant(at)) - epoch_us(start)
        case "column" | "worked":
            return start


def divisor(of: Measure, unit: Unit) -> float:
    """By what the measure is divided to be given in the unit."""
    return SECONDS[unit] if of.kind == "worked" else MICROSECONDS.get(unit, 1.0)


def period_start(day: ir.DateColumn, kind: str, fiscal_month: int) -> ir.DateColumn:
    """The first day of the period: ISO week, month, or quarter and year from the fiscal month."""
    match kind:
        case "day":
            return day
        case "week":
            return day.truncate("W")
        case "month":
            return day.truncate("M")
        case "quarter" | "year":
            unit = "Q" if kind == "quarter" else "Y"
            if fiscal_month == 1:
                return day.truncate(unit)
            # A day clipped to the end of a shorter month is still in the right month.
            shift = ibis.interval(months=fiscal_month - 1)
            return ((day - shift).truncate(unit) + shift).cast("date")
        case _:
            raise ValueError(f"unknown period: {kind}")


def _compare(facts: ir.Table, of: Compare, at: Instant | None) -> ir.BooleanColumn:
    column = facts[of.column]
    if of.op == "is_null":
        return column.isnull()
    if of.op == "not_null":
        return column.notnull()
    if of.op == "in":
        assert isinstance(of.value, tuple)
        return column.isin(of.value)
    if of.op in ("eq", "ne") and isinstance(of.value, bool):
        return column if of.value == (of.op == "eq") else ~column
    return _OPERATORS[of.op](column, _operand(facts, of, at))


def _operand(facts: ir.Table, of: Compare, at: Instant | None) -> ir.Value:
    if of.at:
        return instant(at)
    if of.other is not None:
        return facts[of.other]
    return ibis.literal(of.value)


def _met(facts: ir.Table, of: Met, at: Instant | None) -> ir.BooleanColumn:
    ways = {
        "flag": lambda: facts.on_time,
        "due": lambda: _met_due(facts, at),
        "worked": lambda: facts.worked_to_resolve <= of.within_seconds,
    }
    first, *others = (ways[way]() for way in of.ways)
    return first.coalesce(*others) if others else first


def _met_due(facts: ir.Table, at: Instant | None) -> ir.BooleanColumn:
    ended = ended_at(facts)
    in_time = ended <= facts.due_at
    if at is None:
        return in_time
    overdue = ended.isnull() & (facts.due_at < instant(at))
    return ibis.cases((overdue, False), else_=in_time)
