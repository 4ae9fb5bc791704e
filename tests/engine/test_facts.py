"""The live facts table: always every column, always typed."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from timonerie.engine.facts import SCHEMA, conform, empty

KEYS = {"source": [1], "case": ["D1"], "batch": [1], "line": [2]}


def test_no_fact_is_a_typed_empty_table() -> None:
    assert empty().schema == SCHEMA
    assert empty().num_rows == 0


def test_absent_columns_are_null_and_present_ones_typed() -> None:
    table = conform(pa.table({**KEYS, "received_at": [datetime(2026, 1, 1, tzinfo=UTC)]}))

    assert table.schema == SCHEMA
    assert table["received_at"].to_pylist() == [datetime(2026, 1, 1, tzinfo=UTC)]
    assert table["pauses"].to_pylist() == [None]


def test_unknown_columns_are_dropped() -> None:
    assert conform(pa.table({**KEYS, "colour": ["red"]})).schema == SCHEMA


def test_a_key_may_not_be_absent() -> None:
    with pytest.raises(ValueError, match="missing column: source"):
        conform(pa.table({"case": ["D1"]}))


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        conform(pa.table({**KEYS, "unit": ["Lyon"]}))
