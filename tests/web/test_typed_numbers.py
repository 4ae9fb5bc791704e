"""What hands type in the small boxes of a form: numbers, bands, months."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from timonerie.web.forms import rows
from timonerie.web.forms.amounts import AmountField, CountField
from timonerie.web.forms.rows import BandsField
from timonerie.web.forms.seasons import SeasonField


@pytest.mark.parametrize("typed", ["12.000", "2.400"])
def test_a_number_that_reads_two_ways_is_refused_with_both(typed: str) -> None:
    for read in (rows.number, AmountField().clean, CountField().clean):
        with pytest.raises(ValidationError, match="deux façons") as refusal:
            read(typed)
        assert typed.replace(".", ",") in str(refusal.value)


def test_numbers_that_read_one_way_are_taken() -> None:
    assert (rows.number("12 000"), rows.number("1,025"), rows.number("0.9")) == (12000, 1.025, 0.9)
    assert AmountField().clean("12 000 €") == 12000


def test_bands_have_as_many_rows_as_are_kept_and_one_more() -> None:
    kept: list[dict[str, Any]] = [{"from": 100 * rank, "unit_price_factor": 1} for rank in range(5)]
    field = BandsField(kept=len(kept))
    shown = field.widget.decompress(kept)
    assert len(shown) == 6 * 3
    assert field.clean(shown) == kept
    assert len(BandsField().widget.decompress([])) == 4 * 3


def test_a_month_left_blank_among_others_is_refused() -> None:
    blank = [""] * 12
    assert SeasonField().clean(blank) is None
    assert SeasonField().clean(["0", *["1"] * 11])[0] == 0
    with pytest.raises(ValidationError, match="douze mois, ou aucun"):
        SeasonField().clean(["", *["1"] * 11])
