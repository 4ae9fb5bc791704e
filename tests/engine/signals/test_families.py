"""Each family tells what it is for, when it could be known, and nothing of a quiet series."""

import numpy as np
import pytest

from timonerie.engine.signals import (
    corrections,
    evergreen,
    hidden_red,
    late_inputs,
    silence,
    volume,
)
from timonerie.engine.signals.findings import STILL, runs
from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix
from timonerie.engine.signals.registry import FAMILIES
from timonerie.engine.signals.settings import Settings

SETTINGS = Settings()
MONTHS = 12.0


def counts(*values: float) -> Matrix:
    return Matrix(Kind.COUNT, np.array([values]), per_year=MONTHS)


def marks(*values: float) -> Matrix:
    return Matrix(Kind.VALUE, np.array([values]), per_year=MONTHS)


def shares(amounts: FloatArray, cases: float) -> Matrix:
    return Matrix(Kind.SHARE, amounts[None, :], np.full((1, amounts.size), cases), MONTHS)


def steady(periods: int, level: float, *, seed: int = 3) -> FloatArray:
    return np.random.default_rng(seed).poisson(level, periods).astype(float)


def test_a_run_is_told_with_its_first_and_last_period() -> None:
    flags = np.array([[True, True, False, True], [False, False, False, False]])

    assert runs(flags) == [(0, 0, 1), (0, 3, 3)]


def test_a_silence_is_told_once_chance_no_longer_explains_it() -> None:
    found = silence.find(counts(*[5] * 12, 0, 0, 0), SETTINGS)

    (one,) = found
    assert (one.since, one.opened, one.closed) == (12, 13, STILL)
    assert one.expected == 5
    assert one.rate == pytest.approx(12 / 14**2)


def test_a_longer_past_makes_a_shorter_silence_worth_telling() -> None:
    (one,) = silence.find(counts(*[5] * 120, 0), SETTINGS)

    assert one.opened == 120
    assert one.rate is not None
    assert one.rate <= SETTINGS.budget


def test_a_silence_waits_for_its_grace() -> None:
    assert silence.find(counts(*[5] * 12, 0, 0), SETTINGS, grace=2) == []
    (one,) = silence.find(counts(*[5] * 12, 0, 0, 0), SETTINGS, grace=2)
    assert one.opened == 14


def test_what_comes_back_ends_the_silence() -> None:
    (one,) = silence.find(counts(*[5] * 12, 0, 0, 4, 5), SETTINGS)

    assert one.closed == 14


@pytest.mark.parametrize("before", [[5, 0, 5, 5, 5, 5, 5, 5, 5], [5] * 7])
def test_what_never_came_regularly_is_not_silent(before: list[float]) -> None:
    assert silence.find(counts(*before, 0, 0, 0), SETTINGS) == []


def test_what_nobody_can_tell_is_not_a_silence() -> None:
    assert silence.find(counts(*[5] * 12, np.nan, np.nan, np.nan), SETTINGS) == []


def test_a_volume_is_told_in_both_directions_whatever_is_worse() -> None:
    much = np.concatenate([steady(30, 50), steady(6, 100, seed=4)])
    little = np.concatenate([steady(30, 50), steady(6, 15, seed=4)])
    matrix = Matrix(Kind.COUNT, np.stack([much, little]), per_year=MONTHS)

    found = volume.find(matrix, Settings(worse="higher"))

    assert {(one.row, one.higher) for one in found} == {(0, True), (1, False)}
    assert all(one.since == 30 for one in found)


def test_an_agreed_band_replaces_what_the_past_says() -> None:
    amounts = np.concatenate([np.full(20, 50.0), [80, 90, 70, 50, 81]])
    bands = (np.array([40.0]), np.array([60.0]))

    (one,) = volume.find(Matrix(Kind.COUNT, amounts[None, :]), SETTINGS, bands=bands)

    assert (one.since, one.opened, one.closed) == (20, 21, 23)
    assert (one.expected, one.seen, one.rate) == (60, 80, None)


def test_without_a_bound_the_past_speaks() -> None:
    amounts = np.concatenate([steady(30, 50), steady(6, 100, seed=4)])
    none = (np.array([np.nan]), np.array([np.nan]))
    matrix = Matrix(Kind.COUNT, amounts[None, :])

    assert volume.find(matrix, SETTINGS, bands=none) == volume.find(matrix, SETTINGS)
    assert volume.find(matrix, SETTINGS) != []


def test_late_inputs_are_those_that_come_less_on_time() -> None:
    worse = np.concatenate([np.tile([24.0, 25.0], 10), np.full(4, 10.0)])
    better = np.concatenate([np.tile([10.0, 11.0], 10), np.full(4, 25.0)])
    both = Matrix(Kind.SHARE, np.stack([worse, better]), np.full((2, 24), 25.0), MONTHS)

    found = late_inputs.find(both, Settings(worse="higher"))

    assert [(one.row, one.higher, one.since) for one in found] == [(0, False, 20)]


def test_corrections_are_told_once_they_repeat() -> None:
    once, again = np.zeros(24), np.zeros(24)
    once[20] = again[20] = again[22] = 1

    assert corrections.find(shares(once, 1), SETTINGS) == []
    (one,) = corrections.find(shares(again, 1), SETTINGS)
    assert one.since == 20
    assert one.opened == 22


def test_an_indicator_is_ever_green_when_what_it_reflects_moves() -> None:
    moved = np.concatenate([np.tile([10.0, 11.0, 9.0], 7), np.full(4, 20.0)])
    still = np.tile([10.0, 11.0, 9.0, 10.0, 10.5], 5)
    beside = Matrix(Kind.VALUE, np.stack([moved, still, moved]), per_year=MONTHS)
    green = np.ones((3, 25))
    green[2, 20] = 0

    found = evergreen.find(Matrix(Kind.VALUE, green, per_year=MONTHS), SETTINGS, beside=beside)

    assert [one.row for one in found] == [0]
    assert found[0].seen == pytest.approx(20)


def test_eleven_green_periods_are_not_a_year() -> None:
    moved = np.concatenate([np.tile([10.0, 11.0, 9.0], 7), np.full(4, 20.0)])
    green = np.full((1, 25), np.nan)
    beside = Matrix(Kind.VALUE, moved[None, :], per_year=MONTHS)

    green[0, -11:] = 1
    assert not evergreen.find(Matrix(Kind.VALUE, green), SETTINGS, beside=beside)
    green[0, -12:] = 1
    assert evergreen.find(Matrix(Kind.VALUE, green), SETTINGS, beside=beside)


def test_a_green_average_hides_red_sites_after_three_periods() -> None:
    red = np.array([0.0, 2, 2, 2, 2, 0])
    beside = shares(red, 4)

    (one,) = hidden_red.find(marks(1, 1, 1, 1, 1, 1), SETTINGS, beside=beside)

    assert (one.since, one.opened, one.closed) == (1, 3, 5)
    assert one.seen == 0.5
    assert hidden_red.find(marks(1, 1, 1, 0, 1, 1), SETTINGS, beside=beside) == []


def test_one_red_site_of_two_is_not_hidden() -> None:
    beside = shares(np.ones(6), 2)

    assert hidden_red.find(marks(*[1] * 6), SETTINGS, beside=beside) == []


def test_two_vital_activities_with_one_provider_are_a_concentration() -> None:
    (one,) = FAMILIES["concentration"](marks(1, 1, 2, 3, 3), SETTINGS)

    assert (one.since, one.closed, one.seen, one.rate) == (2, STILL, 3, None)
    assert FAMILIES["concentration"](marks(1, 1, 1), SETTINGS) == []


def test_a_standing_fact_is_told_until_it_is_over_and_what_nobody_can_tell_ends_it() -> None:
    found = FAMILIES["late_duty"](marks(0, 1, 2, 0, 3, np.nan, 1), SETTINGS)

    assert [(one.since, one.closed, one.seen) for one in found] == [
        (1, 3, 2.0),
        (4, 5, 3.0),
        (6, STILL, 1.0),
    ]


@pytest.mark.parametrize(
    ("family", "least"),
    [("late_report", 1), ("repeated_late", 2), ("poor_report", 1), ("figures_revised", 3)],
)
def test_reports_are_told_from_their_threshold_on(family: str, least: int) -> None:
    assert FAMILIES[family](marks(0, least - 1), SETTINGS) == []
    assert len(FAMILIES[family](marks(0, least), SETTINGS)) == 1


@pytest.mark.parametrize(("family", "told"), [("price_drift", 0.005), ("off_contract", 0.05)])
def test_a_price_or_a_spend_is_told_past_its_margin_only(family: str, told: float) -> None:
    assert FAMILIES[family](marks(0, told - 0.001), SETTINGS) == []
    assert len(FAMILIES[family](marks(0, told), SETTINGS)) == 1


@pytest.mark.parametrize("family", ["volume", "silence", "late_inputs", "corrections"])
def test_a_family_refuses_figures_that_are_not_its_own(family: str) -> None:
    with pytest.raises(ValueError, match=r"share|count"):
        FAMILIES[family](marks(*[1] * 20), SETTINGS)


def test_the_registry_names_every_family_by_its_code() -> None:
    assert all(code == one.code and one.describes and one.needs for code, one in FAMILIES.items())
    assert {code for code, one in FAMILIES.items() if one.is_beside} == {"evergreen", "hidden_red"}
