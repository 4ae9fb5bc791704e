"""What a price asks for: the arithmetic of the offers, on the units of one month."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.contracts.rules.money.excess import Excess, excess
from timonerie.domains.contracts.rules.money.prices import (
    Due,
    Price,
    due,
    expected_month,
    outside_running,
    side,
    yearly,
)

PAYSLIP = Price(
    "payslip",
    "unit",
    amount=89_000,
    low=Decimal(80),
    expected=Decimal(100),
    high=Decimal(120),
    per="month",
)
PACKAGE = Price("package", "month", amount=12_500_000)
BANDED = Price(
    "banded", "unit", bands=({"to": 100, "price": 145_000}, {"to": None, "price": 120_000})
)


def test_units_are_paid_at_their_price() -> None:
    assert due(PAYSLIP, Fraction(93)) == Due(Fraction(82_770))


def test_each_unit_is_paid_at_the_price_of_its_band() -> None:
    assert due(BANDED, Fraction(150)).cents == 100 * 1_450 + 50 * 1_200


def test_a_fixed_price_needs_no_unit() -> None:
    assert due(PACKAGE, None).cents == 125_000
    assert due(Price("y", "year", amount=12_000_000), None).cents == 10_000


def test_units_that_nobody_measured_have_no_amount() -> None:
    assert due(PAYSLIP, None) == Due(None, "missing")


def test_units_past_the_last_band_have_no_amount() -> None:
    closed = Price("closed", "unit", bands=({"to": 100, "price": 145_000},))
    assert due(closed, Fraction(101)) == Due(None, "beyond")


def test_bands_of_a_year_say_nothing_of_a_month() -> None:
    yearly_bands = Price("year", "unit", bands=BANDED.bands, per="year")
    assert due(yearly_bands, Fraction(10)) == Due(None, "yearly")


def test_a_year_adds_what_comes_back_under_the_expected_volume() -> None:
    once = Price("once", "once", amount=73_000_000)
    found = yearly([PAYSLIP, PACKAGE, once])
    assert found.expected == 12 * (100 * 890 + 125_000)
    assert found.is_complete


def test_a_year_without_its_volume_says_so() -> None:
    assert [one.code for one in yearly([BANDED]).missing] == ["volume"]


def test_a_yearly_volume_makes_even_months() -> None:
    assert expected_month(Price("p", "unit", 1, expected=Decimal(120), per="year")) == 10


def test_units_stand_beside_the_band() -> None:
    assert [side(PAYSLIP, Fraction(n)) for n in (79, 80, 120, 121)] == ["below", "", "", "above"]


def test_only_the_last_months_in_a_row_count() -> None:
    assert outside_running(["above", "", "above", "above"]) == ("above", 2)
    assert outside_running(["above", None]) == ("", 0)
    assert outside_running(["below", "above"]) == ("above", 1)
    assert outside_running([]) == ("", 0)


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_what_is_over_is_what_is_billed_less_what_is_committed(spend: int, committed: int) -> None:
    found = excess(spend, committed)
    assert found is not None
    assert found.over == spend - committed
    assert found.is_above == (spend > committed)
    assert found.share == Fraction(spend - committed, committed)


def test_nothing_is_said_of_an_amount_that_nobody_knows() -> None:
    assert excess(None, 1) is None
    assert excess(1, None) is None
    assert Excess(1, 0).share is None
