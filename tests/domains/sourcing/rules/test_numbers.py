"""A point before three figures says two things."""

import pytest

from timonerie.domains.sourcing.rules import numbers


@pytest.mark.parametrize("text", ["12.000", "2.400", "120.500"])
def test_a_point_before_three_figures_reads_two_ways(text: str) -> None:
    assert numbers.reads_two_ways(text)


@pytest.mark.parametrize("text", ["12000", "12,000", "1,025", "0.925", "12.5", "1234.567", ""])
def test_anything_else_reads_one_way(text: str) -> None:
    assert not numbers.reads_two_ways(text)
