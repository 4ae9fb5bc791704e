"""Bands and prices as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.offers import band_text
from timonerie.domains.sourcing.rules.offers.band_text import BandText

PRICES = st.integers(0, 10**10)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("12,50", 125000),
        ("12.5050 €", 125050),
        ("0,085", 850),
        ("1 500", 15000000),
        ("1\u202f500,0001 EUR", 15000001),
        ("0", 0),
    ],
)
def test_a_price_in_euros_is_kept_to_the_hundredth_of_a_cent(text: str, hundredths: int) -> None:
    assert band_text.hundredths(text) == hundredths


@pytest.mark.parametrize(
    "text", ["", "douze", "-3", "12,50,1", "12,12345", "15 $", "1e3", "²", "12.000"]
)
def test_what_is_no_price_is_none(text: str) -> None:
    assert band_text.hundredths(text) is None


def test_a_price_that_reads_in_two_ways_is_named_as_such() -> None:
    unclear = {one: band_text.is_unclear_price(one) for one in ("12.000 €", "12,505", "12,50", "x")}
    assert list(unclear.values()) == [True, True, False, False]
    with pytest.raises(BandText) as fault:
        band_text.read("100 : 12,50\nau-delà : 12.000")
    assert (fault.value.number, fault.value.unclear) == (2, "12.000")


def test_bands_rise_and_the_last_one_may_have_no_end() -> None:
    assert band_text.read("jusqu’à 100 : 14,50\n\nau-delà : 12 €") == [
        {"to": 100, "price": 145000},
        {"to": None, "price": 120000},
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("100", 1), ("100 : 14\n100 : 13", 2), ("au-delà : 12\n200 : 11", 2), ("100 : cher", 1)],
)
def test_the_line_that_is_not_understood_is_named(text: str, number: int) -> None:
    with pytest.raises(BandText) as fault:
        band_text.read(text)
    assert fault.value.number == number


@given(price=PRICES)
def test_a_price_written_is_read_again(price: int) -> None:
    assert band_text.hundredths(band_text.euros(price)) == price


@given(ends=st.lists(st.integers(1, 10**6), unique=True, max_size=6), price=PRICES)
def test_bands_written_are_read_again(ends: list[int], price: int) -> None:
    kept: list[band_text.Kept] = [{"to": end, "price": price} for end in sorted(ends)]
    kept.append({"to": None, "price": price})
    assert band_text.read(band_text.written(kept)) == kept
