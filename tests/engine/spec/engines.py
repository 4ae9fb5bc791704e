"""The two engines behind one function: the real one, and the judge."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

import ibis
import pyarrow as pa

from timonerie.engine.indicators import Figure, Metric
from timonerie.engine.indicators.compute import compute
from timonerie.engine.judge import Question, judge

from .tables import cases

Engine = Callable[[pa.Table, Sequence[Metric], Question], list[Figure]]


def on_duckdb(table: pa.Table, metrics: Sequence[Metric], question: Question) -> list[Figure]:
    return compute(ibis.memtable(table), metrics, **asdict(question)).rows()


def on_judge(table: pa.Table, metrics: Sequence[Metric], question: Question) -> list[Figure]:
    return judge(cases(table), metrics, question)


ENGINES: dict[str, Engine] = {"duckdb": on_duckdb, "judge": on_judge}
