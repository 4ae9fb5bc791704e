"""Service credits: bands, rounding to the cent, caps."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine.credits import Band, Credit, worth

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
    assert worth(fee=100_000, figure=Fraction(met, 100), bands=BANDS) == Credit(amount, band, False)


def test_the_lowest_band_wins() -> None:
    assert worth(fee=100_000, figure=Fraction(89, 100), bands=BANDS) == Credit(
        12_500, UNDER_90, False
    )


def test_an_exact_attainment_is_not_lost_to_binary_fractions() -> None:
    seven_tenths = (Band(Decimal("0.7"), Decimal("0.1")),)

    assert worth(fee=1_000, figure=Fraction(7, 10), bands=seven_tenths) == Credit(0, None, False)


def test_hours_have_bounds_of_their_own() -> None:
    late = (Band(Decimal("14"), Decimal("0.05")), Band(Decimal("20"), Decimal("0.1")))

    def over(hours: Fraction) -> int:
        return worth(fee=100_000, figure=hours, bands=late, at_least=False).amount

    assert [over(Fraction(hours)) for hours in (14, 15, 20, 21)] == [0, 5_000, 5_000, 10_000]
    assert over(Fraction(14) + Fraction(1, 3600)) == 5_000


def test_a_fee_may_be_a_part_of_a_year() -> None:
    assert worth(fee=Fraction(100_000, 12), figure=Fraction(94, 100), bands=BANDS).amount == 417


def test_half_a_cent_is_rounded_up() -> None:
    assert worth(fee=1_010, figure=Fraction(94, 100), bands=BANDS) == Credit(51, UNDER_95, False)


def test_the_cap_of_the_period_holds() -> None:
    given = worth(fee=100_000, figure=Fraction(50, 100), bands=BANDS, cap_ratio=Decimal("0.10"))

    assert given == Credit(10_000, UNDER_90, True)


def test_what_is_left_of_the_yearly_cap_holds() -> None:
    assert worth(fee=100_000, figure=Fraction(94, 100), bands=BANDS, left=1_200) == Credit(
        1_200, UNDER_95, True
    )


@given(
    fee=st.integers(0, 10**9),
    counted=st.integers(1, 500),
    data=st.data(),
)
def test_a_worse_service_never_earns_less(fee: int, counted: int, data: st.DataObject) -> None:
    worse, better = sorted(data.draw(st.tuples(*[st.integers(0, counted)] * 2)))

    low = worth(fee=fee, figure=Fraction(worse, counted), bands=BANDS)
    high = worth(fee=fee, figure=Fraction(better, counted), bands=BANDS)

    assert fee >= low.amount >= high.amount >= 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"fee": -1},
        {"left": -1},
        {"cap_ratio": Decimal("1.1")},
        {"bands": (Band(Decimal("0.95"), Decimal("5")),)},
        {"bands": (UNDER_95, Band(Decimal("0.9"), Decimal("0.01")))},
    ],
)
def test_impossible_terms_are_refused(wrong: dict[str, object]) -> None:
    terms: dict[str, object] = {"fee": 1_000, "figure": Fraction(1, 2), "bands": BANDS}

    with pytest.raises(ValueError, match=r"never|between"):
        worth(**(terms | wrong))  # type: ignore[arg-type]
