"""What may be asked of a computation, and how its figures add up."""

from datetime import UTC, date, datetime

import ibis
import pyarrow as pa
import pytest

from timonerie.engine.facts import empty
from timonerie.engine.indicators import BUILT_IN, Figures, roll_up, value_of
from timonerie.engine.indicators.compute import compute, compute_sets

from .spec.tables import facts

ERRORS = BUILT_IN["errors"]
COST = BUILT_IN["unit_cost"]
MEDIAN = BUILT_IN["working_time_to_resolved_median"]
CASES = facts("""
    unit | provider | error | worked_to_resolve | amount | quantity | currency
    -----+----------+-------+-------------------+--------+----------+---------
    1    | 7        | oui   | 1h                | 10     | 1        | EUR
    1    | 8        | non   | 1h                | 20     | 4        | EUR
    1    | 8        | non   | 1h                | 30     | 5        | CHF
    2    | 7        | oui   | 9h                | 10     | 10       | EUR
""")


def test_no_fact_gives_one_figure_without_value() -> None:
    figures = compute(ibis.memtable(empty()), [ERRORS, MEDIAN]).rows()

    assert [(figure.n, figure.value) for figure in figures] == [(0, None), (0, None)]


def test_no_fact_gives_no_group_and_no_period() -> None:
    figures = compute(ibis.memtable(empty()), [ERRORS], by=("unit",), period="month")

    assert len(figures) == 0
    assert figures.table.column_names[:3] == ["metric", "unit", "period"]


def test_no_indicator_gives_no_figure() -> None:
    assert compute(ibis.memtable(CASES), []).rows() == []


def test_a_ratio_rolls_up_by_its_terms() -> None:
    parts = compute(ibis.memtable(CASES), [ERRORS], by=("unit",))
    (whole,) = compute(ibis.memtable(CASES), [ERRORS]).rows()

    n, numerator, denominator = roll_up(ERRORS, parts.rows())

    assert (n, numerator, denominator) == (whole.n, whole.numerator, whole.denominator)
    assert value_of(ERRORS, numerator, denominator) == whole.value == 0.5


def test_a_quantile_does_not_roll_up() -> None:
    parts = compute(ibis.memtable(CASES), [MEDIAN], by=("unit",)).rows()

    with pytest.raises(ValueError, match="recompute"):
        roll_up(MEDIAN, parts)
    with pytest.raises(ValueError, match="no terms"):
        value_of(MEDIAN, None, None)


def test_currencies_do_not_roll_up_together() -> None:
    parts = compute(ibis.memtable(CASES), [COST], by=("unit",)).rows()
    euros = [figure for figure in parts if figure.currency == "EUR"]

    assert roll_up(COST, euros) == (3, 40.0, 15.0)
    with pytest.raises(ValueError, match="currencies"):
        roll_up(COST, parts)


def test_nothing_rolls_up_to_nothing() -> None:
    assert roll_up(ERRORS, []) == (0, None, None)
    assert value_of(ERRORS, None, None) is None
    assert value_of(BUILT_IN["cases"], 3.0, None) == 3.0


def test_each_grouping_is_computed_from_the_facts() -> None:
    groupings = [(), ("unit",), ("unit", "provider")]

    sets = compute_sets(_stored(CASES), [MEDIAN], groupings)

    assert {by: sorted(_values(figures)) for by, figures in sets.items()} == {
        (): [1.0],
        ("unit",): [1.0, 9.0],
        ("unit", "provider"): [1.0, 1.0, 9.0],
    }


def _stored(cases: pa.Table) -> ibis.Table:
    backend = ibis.duckdb.connect()
    backend.con.register("facts", cases)
    return backend.table("facts")


def test_a_computation_scans_once_for_indicators_that_look_at_the_same_cases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scans: list[ibis.Table] = []
    run = ibis.expr.types.Table.to_pyarrow

    def count(self: ibis.Table, **options: object) -> pa.Table:
        scans.append(self)
        return run(self, **options)

    monkeypatch.setattr(ibis.expr.types.Table, "to_pyarrow", count)
    resolved = [metric for metric in BUILT_IN.values() if metric.anchor == "resolved"]

    compute(ibis.memtable(CASES), [m for m in resolved if not m.is_money], period="month")

    assert len(resolved) > 10
    assert len(scans) == 1


@pytest.mark.parametrize("by", ["metric", "value", "color"])
def test_an_unknown_or_reserved_column_does_not_group(by: str) -> None:
    with pytest.raises(ValueError, match=f"cannot group by {by}"):
        compute(ibis.memtable(CASES), [ERRORS], by=(by,))


def test_a_stock_needs_an_instant() -> None:
    with pytest.raises(ValueError, match="counted at an instant"):
        compute(ibis.memtable(CASES), [BUILT_IN["backlog"]])


def test_an_instant_needs_a_zone() -> None:
    naive = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(ValueError, match="zone"):
        compute(ibis.memtable(CASES), [ERRORS], at=naive)


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ValueError, match="decade"):
        compute(ibis.memtable(CASES), [ERRORS], period="decade")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="errors reads a column that is absent: error"):
        compute(ibis.memtable(CASES.drop_columns(["error"])), [ERRORS])


def test_a_row_carries_its_keys_and_its_period() -> None:
    table = facts("""
        unit | received_at
        -----+-----------------
        3    | 2026-02-14 08:00
    """)

    (row,) = compute(ibis.memtable(table), [BUILT_IN["cases"]], by=("unit",), period="year").rows()

    assert (row.by, row.period, row.value) == ({"unit": 3}, date(2026, 1, 1), 1.0)


def test_currency_may_be_asked_as_a_group() -> None:
    figures = compute(ibis.memtable(CASES), [ERRORS, COST], by=("currency",))

    assert sorted((f.metric, f.by["currency"], f.n) for f in figures.rows()) == [
        ("errors", "CHF", 1),
        ("errors", "EUR", 3),
        ("unit_cost", "CHF", 1),
        ("unit_cost", "EUR", 3),
    ]
    assert isinstance(figures.table, pa.Table)


def _values(figures: Figures) -> list[float]:
    return [figure.value for figure in figures.rows() if figure.value is not None]
