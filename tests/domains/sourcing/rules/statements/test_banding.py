"""Bands are proposed around a known volume, and never over what somebody wrote."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.rules.statements import banding, filling, values
from timonerie.domains.sourcing.rules.statements.shapes import Line


def line(text: str = "", **said: Any) -> Line:
    return Line("1", 4, LineKind.VOLUME, 1, "Bulletins", text, said)


def test_a_known_volume_gets_fifteen_per_cent_on_either_side() -> None:
    [found] = banding.banded([line(filling.NO_BANDS, expected=1200, unit="bulletins")])
    assert (found.values["low"], found.values["high"]) == (1020, 1380)
    assert "à compléter" not in found.text
    assert "à ajuster" in found.text


def test_what_somebody_said_stands() -> None:
    said = line(expected=1200, high=2000)
    unknown, other = line(), Line("2", 1, LineKind.TEXT, 1, "Contexte", "", {"expected": 3})
    assert banding.banded([said, unknown, other]) == [said, unknown, other]


@given(st.floats(0.01, 1e9))
def test_bands_touch_one_another_start_from_nothing_and_hold_the_expected_volume(
    expected: float,
) -> None:
    told = banding.around(expected)
    assert values.faults(LineKind.VOLUME, {"expected": expected, **told}) == ()
    low, high = told["low"], told["high"]
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert low <= expected <= high
    bands = told["bands"]
    assert isinstance(bands, list)
    assert (bands[0]["from"], bands[-1].get("to")) == (0, None)
