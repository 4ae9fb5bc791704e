"""Service credits: bands, rounding to the cent, caps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine.credits import Band, Credit, credit

UNDER_95 = Band(Decimal("0.95"), Decimal("0.05"))
UNDER_90 = Band(Decimal("0.90"), Decimal("0.125"))
BANDS = (UNDER_95, UNDER_90)


@pytest.mark.parametrize(
    ("met", "amount", "band"),
    [(100, 0, None), (95, 0, None), (94, 5_000, UNDER_95), (90, 5_000, UNDER_95)],
)
def test_the_band_the_attainment_falls_under_applies(
    met: int, amount: int, band: Band | None
) -> None:
    assert credit(fee=100_000, met=met, counted=100, bands=BANDS) == Credit(amount, band, False)


def test_the_lowest_band_wins() -> None:
    assert credit(fee=100_000, met=89, counted=100, bands=BANDS) == Credit(12_500, UNDER_90, False)


def test_an_exact_attainment_is_not_lost_to_binary_fractions() -> None:
    seven_tenths = (Band(Decimal("0.7"), Decimal("0.1")),)

    assert credit(fee=1_000, met=7, counted=10, bands=seven_tenths) == Credit(0, None, False)


def test_no_case_is_neither_met_nor_missed() -> None:
    assert credit(fee=100_000, met=0, counted=0, bands=BANDS) is None


def test_half_a_cent_is_rounded_up() -> None:
    assert credit(fee=1_010, met=94, counted=100, bands=BANDS) == Credit(51, UNDER_95, False)


def test_the_cap_of_the_period_holds() -> None:
    given = credit(fee=100_000, met=50, counted=100, bands=BANDS, cap_ratio=Decimal("0.10"))

    assert given == Credit(10_000, UNDER_90, True)


def test_what_is_left_of_the_yearly_cap_holds() -> None:
    assert credit(fee=100_000, met=94, counted=100, bands=BANDS, left=1_200) == Credit(
        1_200, UNDER_95, True
    )


@given(
    fee=st.integers(0, 10**9),
    counted=st.integers(1, 500),
    data=st.data(),
)
def test_a_worse_service_never_earns_less(fee: int, counted: int, data: st.DataObject) -> None:
    worse, better = sorted(data.draw(st.tuples(*[st.integers(0, counted)] * 2)))

    low = credit(fee=fee, met=worse, counted=counted, bands=BANDS)
    high = credit(fee=fee, met=better, counted=counted, bands=BANDS)

    assert low is not None
    assert high is not None
    assert fee >= low.amount >= high.amount >= 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"fee": -1},
        {"left": -1},
        {"met": 11},
        {"cap_ratio": Decimal("1.1")},
        {"bands": (Band(Decimal("95"), Decimal("0.05")),)},
        {"bands": (UNDER_95, Band(Decimal("0.9"), Decimal("0.01")))},
    ],
)
def test_impossible_terms_are_refused(wrong: dict[str, object]) -> None:
    terms: dict[str, object] = {"fee": 1_000, "met": 5, "counted": 10, "bands": BANDS}

    with pytest.raises(ValueError, match=r"never|among|between"):
        credit(**(terms | wrong))  # type: ignore[arg-type]
