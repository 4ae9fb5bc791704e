"""What the list of activities writes of a value is read again as the same value."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.organisation.operations.imports.shapes import Line, Wrong
from timonerie.domains.sourcing.enums import Confidentiality, DataKind, ValueField
from timonerie.domains.sourcing.operations import import_values

COLUMNS = {field: column for column, field in import_values.FIELDS.items()}


def again(field: ValueField, value: Any) -> Any:
    """Written in its column, then read."""
    line = Line(2, {COLUMNS[field]: import_values.cell(field, value)})
    return import_values.read(line)[field]


@given(st.integers(min_value=0, max_value=10**11 - 1))
def test_a_cost_comes_back_to_the_cent(cents: int) -> None:
    cost = {"cents": cents, "currency": "EUR"}
    assert again(ValueField.YEARLY_COST, cost) == cost


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_a_volume_comes_back(volume: int) -> None:
    assert again(ValueField.YEARLY_VOLUME, volume) == volume


@given(st.sets(st.sampled_from(DataKind.values), min_size=1))
def test_kinds_of_data_come_back(kinds: set[str]) -> None:
    assert again(ValueField.DATA, sorted(kinds)) == sorted(kinds)


@given(st.sampled_from(Confidentiality.values))
def test_a_confidentiality_comes_back(level: int) -> None:
    assert again(ValueField.CONFIDENTIALITY, level) == level


def test_a_cost_of_another_currency_is_left_out_of_the_file() -> None:
    assert import_values.cell(ValueField.YEARLY_COST, {"cents": 1, "currency": "CHF"}) == ""


@pytest.mark.parametrize("field", [ValueField.YEARLY_COST, ValueField.YEARLY_VOLUME])
def test_a_number_that_reads_two_ways_is_refused(field: ValueField) -> None:
    with pytest.raises(Wrong, match="deux façons"):
        import_values.read(Line(2, {COLUMNS[field]: "12.000"}))
