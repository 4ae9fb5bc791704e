"""The cents of a line: exact, rounded once, half to even."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.offers import strategies
from timonerie.domains.sourcing.rules.offers.bands import Band
from timonerie.domains.sourcing.rules.offers.faults import BandFault, OfferFault
from timonerie.domains.sourcing.rules.offers.prices import UnitPrice, cost_of, term_cost

BANDS = (
    Band(1, 100, unit_price=1200),
    Band(101, 500, unit_price=1000),
    Band(501, None, unit_price=900),
)


@pytest.mark.parametrize(
    ("units", "price", "cents"),
    [
        (0, UnitPrice(unit=1250), 0),
        (120, UnitPrice(unit=1250), 150_000),
        (1000, UnitPrice(unit=Decimal("8.5")), 8500),
        (1, UnitPrice(unit=Decimal("8.5")), 8),
        (3, UnitPrice(unit=Decimal("8.5")), 26),
        (Decimal("7.5"), UnitPrice(unit=8500), 63_750),
        (150, UnitPrice(bands=BANDS), 100 * 1200 + 50 * 1000),
        (150, UnitPrice(bands=BANDS, mode="all_units"), 150 * 1000),
        (600, UnitPrice(bands=BANDS), 100 * 1200 + 400 * 1000 + 100 * 900),
        (10, UnitPrice(unit=1250, minimum=30_000), 30_000),
        (10, UnitPrice(unit=1250, monthly=89_000, once=150_000), 12_500 + 89_000 + 150_000),
        (0, UnitPrice(monthly=89_000), 89_000),
    ],
)
def test_a_line_costs_what_the_invoice_says(units: int, price: UnitPrice, cents: int) -> None:
    assert cost_of(units, price) == cents


def test_a_wrong_price_cannot_be_built() -> None:
    with pytest.raises(BandFault):
        UnitPrice(bands=(Band(10, None, unit_price=1),))
    with pytest.raises(OfferFault, match="unit_price"):
        UnitPrice(bands=(Band(0, None, factor=1),))
    with pytest.raises(OfferFault, match="minimum"):
        UnitPrice(unit=1, minimum=-1)
    with pytest.raises(OfferFault, match="negative_units"):
        cost_of(-1, UnitPrice(unit=1))


@given(strategies.prices(), strategies.UNITS, strategies.UNITS)
def test_more_units_never_cost_less(price: UnitPrice, one: Decimal, other: Decimal) -> None:
    assert cost_of(min(one, other), price) <= cost_of(max(one, other), price)


def test_more_units_may_cost_less_when_all_have_the_price_of_the_band_reached() -> None:
    price = UnitPrice(bands=BANDS, mode="all_units")

    assert cost_of(101, price) < cost_of(100, price)


@given(strategies.prices(), st.lists(strategies.UNITS, min_size=1, max_size=30))
def test_a_term_costs_its_months_added_up(price: UnitPrice, units: list[Decimal]) -> None:
    by_month = UnitPrice(price.unit, price.bands, price.mode, "month", price.minimum, price.monthly)

    months = sum(cost_of(each, by_month) for each in units)

    whole = term_cost([Fraction(each) for each in units], by_month)
    assert abs(whole - months) <= Fraction(len(units) + 1, 2)


@given(strategies.prices(), st.lists(st.integers(0, 900), min_size=12, max_size=12))
def test_bands_of_a_year_are_counted_over_the_year(price: UnitPrice, units: list[int]) -> None:
    yearly = UnitPrice(
        price.unit, price.bands, price.mode, "year", price.minimum, price.monthly, price.once
    )

    cost = term_cost([Fraction(each) for each in units], yearly)

    assert cost == cost_of(sum(units), yearly, months=12)
    assert cost == term_cost([Fraction(each) for each in sorted(units)], yearly)


def test_prices_rise_from_the_second_year_on_and_not_what_is_paid_once() -> None:
    price = UnitPrice(unit=100, monthly=1000, once=5000)

    cost = term_cost([Fraction(10)] * 24, price, index=Fraction(1, 10))

    assert cost == 5000 + 12 * 2000 + 12 * 2200


def test_a_year_cut_short_owes_its_share_of_a_yearly_minimum() -> None:
    price = UnitPrice(unit=100, counted="year", minimum=120_000)

    assert term_cost([Fraction(1)] * 18, price) == 120_000 + 60_000
