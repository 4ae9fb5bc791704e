"""Figures: what a computation gives, with both terms of every ratio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from timonerie.engine.indicators.metric import Metric

# The columns of the long table that are not grouping keys.
MEASURES = ("n", "numerator", "denominator", "value")


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator for one group and one period.

    ``n`` is the number of cases in the figure. ``numerator / denominator`` is the value of ratios,
    means (sum and count) and quotients; the sum or the count alone is in ``numerator`` for sums and
    counts; quantiles have neither. ``period`` is the first day of the period, None for the whole
    span. ``currency`` is given for money only.
    """

    metric: str
    by: Mapping[str, object]
    period: date | None
    currency: str | None
    n: int
    numerator: float | None
    denominator: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Many figures as one Arrow table: metric, the grouping columns, period, currency, n,
    numerator, denominator, value. Rows come in no promised order."""

    table: pa.Table
    by: tuple[str, ...]

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def rows(self) -> list[Figure]:
        return [self._row(row) for row in self.table.to_pylist()]

    def _row(self, row: dict[str, object]) -> Figure:
        keys = {name: row.pop(name) for name in self.by if name != "currency"}
        if "currency" in self.by:
            keys["currency"] = row["currency"]
        return Figure(by=keys, **row)  # type: ignore[arg-type]


def roll_up(metric: Metric, parts: Iterable[Figure]) -> tuple[int, float | None, float | None]:
    """(n, numerator, denominator) of the whole made of ``parts``: the terms are added, never the
    values. Raises ValueError for quantiles, which are recomputed from the facts, and for figures in
    several currencies."""
    if not metric.adds_up:
        raise ValueError(f"{metric.code} is a quantile: recompute it from the facts")
    figures = list(parts)
    if len({figure.currency for figure in figures}) > 1:
        raise ValueError(f"{metric.code}: amounts in several currencies do not add up")
    n = sum(figure.n for figure in figures)
    return n, _total(f.numerator for f in figures), _total(f.denominator for f in figures)


def value_of(metric: Metric, numerator: float | None, denominator: float | None) -> float | None:
    """The value made by the two terms; None when there is nothing to divide by.

    Raises ValueError for quantiles, which have no terms.
    """
    if not metric.adds_up:
        raise ValueError(f"{metric.code} is a quantile: it has no terms")
    if metric.aggregate in ("count", "sum"):
        return numerator
    if numerator is None or not denominator:
        return None
    return numerator / denominator


def _total(terms: Iterable[float | None]) -> float | None:
    known = [term for term in terms if term is not None]
    return sum(known) if known else None
