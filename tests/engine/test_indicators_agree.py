"""The real engine and the judge give the same figures, whatever the facts and the indicators."""

import math
from collections.abc import Iterable
from datetime import timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timonerie.engine.indicators import BUILT_IN, Figure, Metric
from timonerie.engine.indicators.compute import compute, compute_sets
from timonerie.engine.judge import Question

from .spec.engines import on_duckdb, on_judge
from .strategies import NEW_YEAR, metrics, questions, tables

Key = tuple[object, ...]

drawn = st.tuples(metrics(code="one"), metrics(code="two"), metrics(code="three"))


@pytest.mark.slow
@given(table=tables(), drawn=drawn, question=questions())
def test_random_indicators_agree(
    table: pa.Table, drawn: tuple[Metric, ...], question: Question
) -> None:
    assert_same(on_duckdb(table, drawn, question), on_judge(table, drawn, question))


# Thirty indicators each time: a third of the examples is as much work.
@pytest.mark.slow
@settings(max_examples=settings().max_examples // 3)
@given(table=tables(), question=questions())
def test_built_in_indicators_agree(table: pa.Table, question: Question) -> None:
    catalogue = tuple(BUILT_IN.values())

    assert_same(on_duckdb(table, catalogue, question), on_judge(table, catalogue, question))


GROUPINGS = [(), ("unit",), ("provider",), ("unit", "provider"), ("currency",)]


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 3)
@given(table=tables(), drawn=drawn, period=st.sampled_from([None, "week", "month", "year"]))
def test_groupings_together_say_what_each_says_alone(
    table: pa.Table, drawn: tuple[Metric, ...], period: str | None
) -> None:
    backend = ibis.duckdb.connect()
    backend.con.register("facts", table)
    facts = backend.table("facts")
    cuts = {NEW_YEAR.date(): NEW_YEAR + timedelta(days=31)}
    flows = [metric for metric in drawn if not metric.is_stock]
    for some, asked in (
        (flows, {"period": period, "at": NEW_YEAR + timedelta(days=60)}),
        (drawn, {"at": NEW_YEAR}),
        ([metric for metric in drawn if metric.is_stock], {"cuts": cuts}),
    ):
        sets = compute_sets(facts, some, GROUPINGS, **asked)
        for by in GROUPINGS:
            assert_same(sets[by].rows(), compute(facts, some, by=by, **asked).rows())


def assert_same(left: Iterable[Figure], right: Iterable[Figure]) -> None:
    ours, judged = _by_key(left), _by_key(right)
    assert ours.keys() == judged.keys()
    for key, figure in ours.items():
        assert figure.n == judged[key].n, key
        for term in ("numerator", "denominator", "value"):
            assert _close(getattr(figure, term), getattr(judged[key], term)), (key, term)


def _by_key(figures: Iterable[Figure]) -> dict[Key, Figure]:
    listed = list(figures)
    by_key: dict[Key, Figure] = {(f.metric, *f.by.items(), f.period, f.currency): f for f in listed}
    assert len(by_key) == len(listed), "the same group was given twice"
    return by_key


def _close(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-12)
