"""What is expected of a series stands on its own past, and on nothing else."""

import random
from collections.abc import Callable

import pytest

from timonerie.engine import expected
from timonerie.engine.expected import Band

STEADY = [(95.0, 100.0), (96.0, 100.0)] * 6


def test_nothing_is_expected_before_eight_periods() -> None:
    assert expected.of_share(STEADY[:7], 100) is None
    assert expected.of_count([10.0] * 7) is None
    assert expected.of_level([4.0] * 7) is None
    assert expected.of_share(STEADY[:8], 100) is not None


def test_a_share_is_expected_within_what_chance_makes() -> None:
    band = expected.of_share(STEADY, 100)
    assert band is not None
    # The p chart of a textbook: 0.955 ± 3 √(0.955 × 0.045 / 100), cut at 1.
    assert band.low == pytest.approx(0.955 - 3 * (0.955 * 0.045 / 100) ** 0.5, abs=1e-3)
    assert band.high == 1.0


def test_few_cases_make_a_wide_band_and_no_error_promises_none() -> None:
    many, few = expected.of_share(STEADY, 10_000), expected.of_share(STEADY, 4)
    assert many is not None
    assert few is not None
    assert few.low < many.low
    clean = expected.of_share([(0.0, 50.0)] * 12, 50)
    assert clean is not None
    assert 0 < clean.high < 0.1


def test_a_past_that_varies_more_than_chance_widens_the_band() -> None:
    calm = expected.of_count([100.0, 101.0] * 6)
    wild = expected.of_count([60.0, 140.0] * 6)
    assert calm is not None
    assert (calm.low, calm.high) == pytest.approx((100.5 - 3 * 100.5**0.5, 100.5 + 3 * 100.5**0.5))
    assert wild is not None
    assert wild.high - wild.low > 200


def test_one_mad_month_of_the_past_hides_nothing() -> None:
    usual = [10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 11.0, 9.0, 10.0]
    band = expected.of_level([*usual, 500.0])
    assert band is not None
    assert band.holds(10)
    assert not band.holds(30)


def test_a_level_that_never_moved_is_expected_where_it_was() -> None:
    assert expected.of_level([2.0] * 11 + [3.0]) == Band(2.0, 3.0)


def test_only_the_last_two_years_are_looked_at() -> None:
    assert expected.of_level([900.0] * 30 + [5.0, 6.0] * 12) == expected.of_level([5.0, 6.0] * 12)


def test_a_steady_share_rarely_leaves_its_band() -> None:
    draw = random.Random(7)
    cases, out, seen = 200, 0, 0
    for _series in range(100):
        line = [
            (float(sum(draw.random() < 0.1 for _ in range(cases))), float(cases)) for _ in range(24)
        ]
        for rank in range(12, 24):
            band = expected.of_share(line[:rank], cases)
            assert band is not None
            seen += 1
            out += not band.holds(line[rank][0] / cases)
    assert out / seen < 0.02


def _laplace(draw: random.Random) -> float:
    return 100 + draw.expovariate(1) - draw.expovariate(1)


@pytest.mark.parametrize("earlier", [8, 12, 24])
@pytest.mark.parametrize(
    ("level", "most"),
    [
        (lambda draw: draw.gauss(10, 1), 0.02),
        (lambda draw: draw.lognormvariate(0, 0.25), 0.025),
        (_laplace, 0.04),
    ],
)
def test_a_steady_level_rarely_leaves_its_band(
    earlier: int, level: Callable[[random.Random], float], most: float
) -> None:
    draw, out, series = random.Random(7), 0, 2000
    for _series in range(series):
        band = expected.of_level([level(draw) for _ in range(earlier)])
        assert band is not None
        out += not band.holds(level(draw))
    assert 0 < out / series < most
