"""What indicators mean, in plain Python: slow, readable, and right by definition.

Cases are dictionaries, figures come out one by one. The real engine (``engine.indicators``) must
give the same figures: the tests compare the two on written examples and on random facts.
"""

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from timonerie.engine.indicators.conditions import All, AnyOf, Compare, Condition, Known, Met, Not
from timonerie.engine.indicators.figures import Figure
from timonerie.engine.indicators.measures import Measure
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.vocabulary import QUANTILES

Case = Mapping[str, Any]

MICROSECOND = timedelta(microseconds=1)
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "in": lambda value, values: value in values,
}
IN_UNIT = {"hours": 3_600_000_000, "days": 86_400_000_000, "working_hours": 3_600}


@dataclass(frozen=True, slots=True)
class Question:
    """How the cases are cut and grouped: the arguments of ``engine.indicators.compute``."""

    by: Sequence[str] = ()
    period: str | None = None
    fiscal_month: int = 1
    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    cuts: Mapping[date, datetime] | None = None


def judge(cases: Sequence[Case], metrics: Iterable[Metric], question: Question) -> list[Figure]:
    """The figures ``engine.indicators.compute`` must give, in no promised order."""
    return [
        figure
        for metric in metrics
        for figure in (stocks if metric.is_stock else flows)(cases, metric, question)
    ]


def flows(cases: Sequence[Case], metric: Metric, question: Question) -> Iterator[Figure]:
    """Cases fall in the period of the local date of the anchor; without one they are left out."""
    cut = (question.period, question.first, question.last) != (None, None, None)
    periods: dict[date | None, list[Case]] = defaultdict(list)
    for case in cases:
        day = case[metric.anchor_column]
        if not cut:
            periods[None].append(case)
        elif day is not None and _within(day, question.first, question.last):
            periods[_start(day, question)].append(case)
    if question.period is None:
        periods.setdefault(None, [])
    for start, seen in periods.items():
        yield from groups(seen, metric, question, start, question.at)


def stocks(cases: Sequence[Case], metric: Metric, question: Question) -> Iterator[Figure]:
    """Cases received and not ended at the instant, whenever they were received."""
    moments: list[tuple[date | None, datetime]] = list((question.cuts or {}).items())
    if question.at is not None:
        moments.append((None, question.at))
    for start, at in moments:
        seen = [case for case in cases if is_open(case, at)]
        yield from groups(seen, metric, question, start, at)


def groups(
    cases: Sequence[Case],
    metric: Metric,
    question: Question,
    start: date | None,
    at: datetime | None,
) -> Iterator[Figure]:
    """One figure per group that has a case, and always one when nothing is grouped."""
    members: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    by_currency = metric.is_money or "currency" in question.by
    if not question.by and not by_currency:
        members[(None,)] = []
    for case in cases:
        if metric.is_money and case["amount"] is None:
            continue
        currency = case["currency"] if by_currency else None
        members[(currency, *(case[name] for name in question.by))].append(case)
    for (currency, *keys), group in members.items():
        by = dict(zip(question.by, keys, strict=True))
        yield figure(group, metric, by, start, currency, at)


def figure(
    cases: Sequence[Case],
    metric: Metric,
    by: Mapping[str, object],
    start: date | None,
    currency: object,
    at: datetime | None,
) -> Figure:
    """The figure of one group: cases filtered, measured, then aggregated in exact fractions."""
    kept = [case for case in cases if _is_counted(case, metric, at)]
    n, numerator, denominator, value = aggregate(kept, metric, at)
    assert currency is None or isinstance(currency, str)
    return Figure(
        metric.code,
        by,
        start,
        currency,
        n,
        _float(numerator),
        _float(denominator),
        _float(value),
    )


Aggregated = tuple[int, Fraction | None, Fraction | None, Fraction | None]


def aggregate(cases: Sequence[Case], metric: Metric, at: datetime | None) -> Aggregated:
    """(n, numerator, denominator, value) of cases that all count."""
    match metric.aggregate:
        case "count":
            return len(cases), Fraction(len(cases)), None, Fraction(len(cases))
        case "ratio":
            return ratio(cases, metric, at)
        case "quotient":
            return quotient(cases, metric, at)
    measured = (in_unit(case, metric, at) for case in cases)
    values = sorted(value for value in measured if value is not None)
    n = len(values)
    total = sum(values, start=Fraction()) if values else None
    match metric.aggregate:
        case "sum":
            return n, total, None, total
        case "mean":
            return n, total, Fraction(n), None if total is None else total / n
        case _:
            share = Fraction(str(QUANTILES[metric.aggregate]))
            return n, None, None, quantile(values, share)


def ratio(cases: Sequence[Case], metric: Metric, at: datetime | None) -> Aggregated:
    """Cases where the condition is true over cases where it is known."""
    assert metric.numerator is not None
    answers = [truth(case, metric.numerator, at) for case in cases]
    true, known = Fraction(answers.count(True)), Fraction(len(answers) - answers.count(None))
    return int(known), true, known, true / known if known else None


def quotient(cases: Sequence[Case], metric: Metric, at: datetime | None) -> Aggregated:
    """Sum over sum, on the cases that have both numbers."""
    assert metric.per is not None
    pairs = [(in_unit(case, metric, at), measure(case, metric.per, at)) for case in cases]
    both = [(over, under) for over, under in pairs if over is not None and under is not None]
    if not both:
        return 0, None, None, None
    over = sum((over for over, _ in both), start=Fraction())
    under = sum((under for _, under in both), start=Fraction())
    return len(both), over, under, over / under if under else None


def quantile(values: Sequence[Fraction], q: Fraction) -> Fraction | None:
    """Linear interpolation between the two nearest ranks of sorted values (R's type 7)."""
    if not values:
        return None
    rank = q * (len(values) - 1)
    low = int(rank)
    high = min(low + 1, len(values) - 1)
    return values[low] + (rank - low) * (values[high] - values[low])


def truth(case: Case, condition: Condition, at: datetime | None) -> bool | None:
    """True, false, or None when it cannot be known."""
    match condition:
        case Compare():
            return _compare(case, condition, at)
        case All(of=parts):
            answers = [truth(case, part, at) for part in parts]
            return False if False in answers else None if None in answers else True
        case AnyOf(of=parts):
            answers = [truth(case, part, at) for part in parts]
            return True if True in answers else None if None in answers else False
        case Not(of=part):
            answer = truth(case, part, at)
            return None if answer is None else not answer
        case Known(of=part, default=default):
            answer = truth(case, part, at)
            return default if answer is None else answer
        case Met(ways=ways):
            answers = [_met(case, way, condition.within_seconds, at) for way in ways]
            return next((answer for answer in answers if answer is not None), None)


def in_unit(case: Case, metric: Metric, at: datetime | None) -> Fraction | None:
    """The measure of the case in the unit of the indicator."""
    assert metric.measure is not None
    value = measure(case, metric.measure, at)
    return None if value is None else value / IN_UNIT.get(metric.unit, 1)


def measure(case: Case, of: Measure, at: datetime | None) -> Fraction | None:
    """The number as it is kept: microseconds, working seconds, or what the column holds."""
    start = case[of.start]
    if of.kind in ("column", "worked"):
        return None if start is None else Fraction(start)
    end = at if of.end is None else case[of.end]
    if start is None or end is None:
        return None
    return Fraction((end - start) // MICROSECOND)


def ended_at(case: Case) -> datetime | None:
    ended: datetime | None = case["resolved_at"] or case["delivered_at"]
    return ended


def is_open(case: Case, at: datetime) -> bool:
    received, ended = case["received_at"], ended_at(case)
    return received is not None and received <= at and (ended is None or ended > at)


def period_start(day: date, kind: str, fiscal_month: int) -> date:
    if kind == "day":
        return day
    if kind == "week":
        return day - timedelta(days=day.weekday())
    length = {"month": 1, "quarter": 3, "year": 12}[kind]
    months = day.year * 12 + day.month - 1
    months -= (months - (fiscal_month - 1)) % length
    return date(months // 12, months % 12 + 1, 1)


def _start(day: date, question: Question) -> date | None:
    if question.period is None:
        return None
    return period_start(day, question.period, question.fiscal_month)


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _is_counted(case: Case, metric: Metric, at: datetime | None) -> bool:
    conditions: list[Condition] = list(metric.filter)
    if metric.denominator is not None:
        conditions.append(metric.denominator)
    return all(truth(case, condition, at) is True for condition in conditions)


def _compare(case: Case, of: Compare, at: datetime | None) -> bool | None:
    left = case[of.column]
    if of.op == "is_null":
        return left is None
    if of.op == "not_null":
        return left is not None
    right: Any = at if of.at else case[of.other] if of.other is not None else of.value
    if left is None or right is None:
        return None
    return COMPARISONS[of.op](left, right)


def _met(case: Case, way: str, within_seconds: int | None, at: datetime | None) -> bool | None:
    if way == "flag":
        flag: bool | None = case["on_time"]
        return flag
    if way == "worked":
        worked = case["worked_to_resolve"]
        return None if worked is None or within_seconds is None else worked <= within_seconds
    due, ended = case["due_at"], ended_at(case)
    if due is None:
        return None
    if ended is not None:
        return bool(ended <= due)
    return False if at is not None and due < at else None


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
