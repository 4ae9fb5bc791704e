"""The volumes of a year fall in its months, none lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.offers import strategies
from timonerie.domains.sourcing.rules.offers.exact import exact
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS, Scenario, Volumes, by_month

SUMMER = (0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0)


@given(strategies.volumes(), st.sampled_from(SCENARIOS), st.integers(1, 12), st.integers(1, 4))
def test_twelve_months_add_up_to_a_year(
    volumes: Volumes, scenario: Scenario, first_month: int, years: int
) -> None:
    months = by_month(volumes, scenario, months=12 * years, first_month=first_month)

    assert sum(months) == years * volumes.yearly(scenario)


def test_seasonality_follows_the_calendar_and_not_the_term() -> None:
    volumes = Volumes(0, 400, 800, seasonality=SUMMER)

    assert by_month(volumes, "expected", months=3, first_month=6) == [0, 300, 100]


def test_a_volume_of_a_month_is_that_of_a_month_on_average() -> None:
    volumes = Volumes(50, 100, 150, per="month", seasonality=SUMMER)

    assert volumes.yearly("high") == 1800
    assert by_month(volumes, "expected", months=8)[-2:] == [900, 300]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((2, 1, 3), "volume_order"),
        ((1, 3, 2), "volume_order"),
        ((-1, 1, 2), "volume_order"),
        ((0, 1, 2, "year", (1,) * 11), "seasonality"),
        ((0, 1, 2, "year", (0,) * 12), "seasonality"),
        ((0, 1, 2, "year", (-1, *(1,) * 11)), "seasonality"),
    ],
)
def test_volumes_that_make_no_sense_are_refused(arguments: tuple[int, ...], code: str) -> None:
    with pytest.raises(OfferFault, match=code):
        Volumes(*arguments)  # type: ignore[arg-type]


def test_a_term_has_months_and_starts_in_one() -> None:
    with pytest.raises(OfferFault, match="months"):
        by_month(Volumes(0, 1, 2), "low", months=0)
    with pytest.raises(OfferFault, match="first_month"):
        by_month(Volumes(0, 1, 2), "low", months=1, first_month=13)


def test_numbers_are_taken_as_they_were_typed() -> None:
    assert exact(0.1) == exact("0.1") == exact(Decimal("0.1"))
    with pytest.raises(OfferFault, match="number"):
        exact("douze")
    with pytest.raises(OfferFault, match="number"):
        exact(float("nan"))
