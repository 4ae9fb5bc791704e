"""Every unit falls in one band, and only one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.offers import strategies
from timonerie.domains.sourcing.rules.offers import bands as steps
from timonerie.domains.sourcing.rules.offers.bands import Band
from timonerie.domains.sourcing.rules.offers.faults import BandFault


def priced(start: int, end: int | None) -> Band:
    return Band(start, end, unit_price=100)


@pytest.mark.parametrize(
    ("bands", "code", "rank"),
    [
        ([priced(5, None)], "band_start", 1),
        ([priced(0, 0)], "band_empty", 1),
        ([priced(0, 100), priced(150, None)], "band_gap", 2),
        ([priced(0, 100), priced(50, None)], "band_overlap", 2),
        ([priced(0, 100), priced(100, 200), priced(201, 200)], "band_empty", 3),
        ([priced(0, None), priced(100, None)], "band_after_open", 2),
        ([priced(0, 100), Band(100, None)], "band_price", 2),
        ([Band(0, None, unit_price=1, factor=1)], "band_price", 1),
    ],
)
def test_bands_that_do_not_follow_are_named(bands: list[Band], code: str, rank: int) -> None:
    with pytest.raises(BandFault) as caught:
        steps.check(bands)

    assert (caught.value.code, caught.value.rank) == (code, rank)


@pytest.mark.parametrize("second", [100, 101])
def test_a_band_may_start_where_the_one_before_ends_or_one_later(second: int) -> None:
    bands = [Band(1, 100, unit_price=10), Band(second, None, unit_price=1)]

    steps.check(bands)

    assert steps.graduated(Fraction(100), bands, None) == 1000
    assert steps.graduated(Fraction(201, 2), bands, None) == Fraction(2001, 2)


def test_the_price_of_a_band_may_be_a_share_of_the_one_of_the_line() -> None:
    bands = [Band(0, 100, factor=1), Band(100, None, factor=Decimal("0.9"))]

    assert steps.graduated(Fraction(150), bands, 200) == 100 * 200 + 50 * 180
    assert steps.all_units(Fraction(150), bands, 200) == 150 * 180
    assert steps.all_units(Fraction(100), bands, 200) == 100 * 200


@pytest.mark.parametrize("compute", [steps.graduated, steps.all_units])
def test_units_beyond_the_last_band_have_no_price(compute: object) -> None:
    assert callable(compute)
    with pytest.raises(BandFault) as caught:
        compute(Fraction(501), [priced(0, 100), priced(101, 500)], None)

    assert (caught.value.code, caught.value.rank) == ("band_beyond", 2)


@given(strategies.bands(), strategies.UNITS)
def test_no_unit_is_lost_nor_counted_twice(bands: tuple[Band, ...], units: Decimal) -> None:
    at_one_cent = [Band(band.from_, band.to, unit_price=1) for band in bands]

    assert steps.graduated(Fraction(units), at_one_cent, None) == Fraction(units)
    assert steps.all_units(Fraction(units), at_one_cent, None) == Fraction(units)


@given(strategies.bands(), st.integers(0, 300))
def test_whole_units_cost_the_sum_of_their_own_prices(bands: tuple[Band, ...], units: int) -> None:
    def own(rank: int) -> Fraction:
        return next(band.price(None) for band in bands if band.to is None or rank <= band.to)

    one_by_one = sum(own(rank) for rank in range(1, units + 1))

    assert steps.graduated(Fraction(units), bands, None) == one_by_one


@given(strategies.bands(), st.fractions(Fraction(1, 10**9), Fraction(1, 1000)))
def test_the_graduated_cost_has_no_jump_at_an_edge(bands: tuple[Band, ...], step: Fraction) -> None:
    dearest = max(band.price(None) for band in bands)
    for band in bands[:-1]:
        assert band.to is not None
        edge = Fraction(band.to)
        before = steps.graduated(edge - step, bands, None)
        after = steps.graduated(edge + step, bands, None)
        assert 0 <= after - before <= 2 * step * dearest
