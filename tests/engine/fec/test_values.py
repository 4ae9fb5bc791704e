"""Days and amounts as accounting software writes them, and what is too doubtful to be read."""

from datetime import date

import pyarrow as pa
import pytest

from timonerie.engine.fec import values


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,50", 1250), ("12.50", 1250), ("-12,5", -1250), ("0000000069,60", 6960),
        ("1 234,56", 123456), ("1.234,56", 123456), ("1,234.56", 123456), ("12,50-", -1250),
        ("+3", 300), (",5", 50), ("7,", 700), ("12,5000", 1250), ("0,125", 13), ("", 0),
        ("999999999999,99", 99999999999999),
    ],
)  # fmt: skip
def test_an_amount_is_read(text: str, cents: int) -> None:
    found, blank, wrong = values.cents(pa.array([text]))

    assert found.tolist() == [cents]
    assert blank.tolist() == [not text]
    assert not wrong.any()


@pytest.mark.parametrize(
    "text", ["1.234", "1.000", "12e3", "douze", "--1", "-1-", "1000000000000", "٣", "nan", "."]
)
def test_a_doubtful_amount_is_not_guessed(text: str) -> None:
    found, _, wrong = values.cents(pa.array([text]))

    assert wrong.tolist() == [True]
    assert found.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20250131", date(2025, 1, 31)), ("2025-01-31", date(2025, 1, 31)),
        ("31/01/2025", date(2025, 1, 31)), ("", None), ("00000000", None),
    ],
)  # fmt: skip
def test_a_day_is_read(text: str, day: date | None) -> None:
    found, wrong = values.days(pa.array([text]))

    assert found.to_pylist() == [day]
    assert not wrong.any()


@pytest.mark.parametrize("text", ["20250231", "31012025", "18991231", "22010101", "2025", "hier"])
def test_what_is_no_day_is_blank_and_said(text: str) -> None:
    found, wrong = values.days(pa.array([text]))

    assert found.to_pylist() == [None]
    assert wrong.tolist() == [True]
