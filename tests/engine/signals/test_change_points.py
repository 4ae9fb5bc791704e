"""Since when a series reads otherwise: plain changes are told where they are, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.signals import change_scores as scores
from timonerie.engine.signals.change_points import (
    LEAST,
    LONGEST,
    Floats,
    Kind,
    change_points,
    read,
)

N = 60
seeds = st.integers(0, 10_000)


def noise(seed: int, n: int = N) -> Floats:
    return np.random.default_rng(seed).normal(size=n)


def step(seed: int, *, n: int = N, at: int = 36, by: float = 4.0) -> Floats:
    return noise(seed, n) + np.where(np.arange(n) >= at, by, 0.0)


def wandering(seed: int, n: int = N, *, memory: float) -> Floats:
    values = noise(seed, n)
    for place in range(1, n):
        values[place] += memory * values[place - 1]
    return values


# What people mark


@pytest.mark.parametrize(("method", "told"), [("zero", []), ("binseg", [27])])
def test_the_two_measures_are_those_published(
    real_data: Path, method: str, told: list[int]
) -> None:
    published = json.loads((real_data / "tcpd" / "published_defaults.json").read_text())
    nile = next(one for one in scores.annotated(real_data / "tcpd") if one.name == "nile")
    found = scores.f_score(nile.people, told)
    cover = scores.covering(nile.people, told, n=len(nile.values))
    assert found == pytest.approx(published["f1"]["nile"][method], abs=5e-4)
    assert cover == pytest.approx(published["cover"]["nile"][method], abs=5e-4)


@pytest.mark.slow
def test_one_setting_comes_near_what_people_mark(real_data: Path) -> None:
    series = scores.annotated(real_data / "tcpd")
    told = [change_points(one.values) for one in series]
    covers = [
        scores.covering(one.people, changes, n=len(one.values))
        for one, changes in zip(series, told, strict=True)
    ]
    found = [scores.f_score(one.people, changes) for one, changes in zip(series, told, strict=True)]
    assert len(series) == 12
    assert np.mean(covers) >= 0.74
    assert np.mean(found) >= 0.77


# What is told


@given(seeds, st.integers(12, N - 12))
def test_a_plain_step_is_told_where_it_is(seed: int, at: int) -> None:
    assert [abs(change - at) <= 1 for change in change_points(step(seed, at=at, by=8))] == [True]


@given(seeds)
def test_two_steps_are_told_as_two(seed: int) -> None:
    there_and_back = step(seed, at=18, by=8) - np.where(np.arange(N) >= 40, 8, 0)
    changes = change_points(there_and_back)
    assert len(changes) == 2
    assert np.abs(np.array(changes) - [18, 40]).max() <= 2


@pytest.mark.slow
@given(seeds)
def test_a_slope_that_turns_is_told_near_its_turn(seed: int) -> None:
    time = np.arange(N)
    (change,) = change_points(np.minimum(time, 70 - time) + 0.5 * noise(seed))
    assert abs(change - 35) <= 5


@pytest.mark.slow
@given(seeds)
def test_a_spread_that_widens_is_told(seed: int) -> None:
    reading = read(noise(seed, 120) * np.where(np.arange(120) < 60, 1, 8))
    assert reading.kind is Kind.SPREAD
    assert abs(reading.changes[0] - 60) <= 10


def test_a_step_stands_out_of_a_season_and_of_freak_points() -> None:
    values = step(3, n=104, at=60, by=3) + 6 * np.sin(2 * np.pi * np.arange(104) / 12)
    values[[20, 90]] += 40
    reading = read(values)
    assert reading.period == 12
    assert [abs(change - 60) <= 1 for change in reading.changes] == [True]


def test_a_rate_that_doubles_is_told_from_its_counts() -> None:
    rng = np.random.default_rng(11)
    cases = rng.poisson(300, 104).astype(float)
    late = rng.binomial(cases.astype(int), np.where(np.arange(104) < 52, 0.02, 0.05))
    reading = read(late / cases, cases=cases)
    assert [abs(change - 52) <= 2 for change in reading.changes] == [True]
    before, after = reading.regimes
    assert before.level == pytest.approx(0.02, abs=0.003)
    assert after.level == pytest.approx(0.05, abs=0.004)
    assert before.level == pytest.approx(late[: after.start].sum() / cases[: after.start].sum())


def test_weeks_of_few_cases_move_nothing() -> None:
    values, cases = noise(5), np.full(N, 500.0)
    values[30:42], cases[30:42] = 8, 1
    assert change_points(values) != []
    assert change_points(values, cases=cases) == []


# What is not


@pytest.mark.slow
@pytest.mark.parametrize(
    ("of", "most"),
    [
        (noise, 0.01),
        (lambda seed: noise(seed) + 0.1 * np.arange(N), 0.03),
        (lambda seed: noise(seed) + 0.05 * np.arange(N), 0.1),
        (lambda seed: np.exp(0.03 * np.arange(N)) + 0.1 * noise(seed), 0.03),
        (lambda seed: np.random.default_rng(seed).standard_t(2, N), 0.03),
        (lambda seed: np.random.default_rng(seed).poisson(0.3, N).astype(float), 0.05),
        (lambda seed: wandering(seed, memory=0.5), 0.2),
    ],
    ids=[
        "noise",
        "slope",
        "faint slope",
        "growth",
        "freaks",
        "rare events",
        "neighbours that agree",
    ],
)
def test_a_steady_series_seldom_has_a_change(of: Callable[[int], Floats], most: float) -> None:
    changed = [bool(change_points(of(seed))) for seed in range(100)]
    assert np.mean(changed) <= most


@given(st.floats(-1e9, 1e9), st.integers(0, 60))
def test_a_constant_series_has_none(value: float, n: int) -> None:
    assert change_points(np.full(n, value)) == []


def test_a_few_points_say_nothing() -> None:
    assert change_points(np.array([0.0, 0, 0, 0, 9, 9, 9])) == []
    assert change_points(np.array([0.0, 0, 0, 0, 9, 9, 9, 9])) == [4]
    assert LEAST == 8
    assert read(np.array([])).regimes == ()
    assert read(np.full(9, np.nan)).regimes == ()


# Units, gaps, refusals


@pytest.mark.slow
@given(seeds, st.floats(0.01, 100), st.floats(-1_000, 1_000), st.booleans())
def test_units_and_origin_change_nothing(
    seed: int, scale: float, origin: float, turned: bool
) -> None:
    values = wandering(seed, memory=0.6) + step(seed)
    moved = origin + values * (-scale if turned else scale)
    assert change_points(moved) == change_points(values)


@pytest.mark.slow
@given(seeds)
def test_the_same_series_is_read_the_same_way(seed: int) -> None:
    values = step(seed)
    kept = values.copy()
    assert read(values) == read(values)
    assert (values == kept).all()


@given(seeds, st.sets(st.integers(0, N - 1), max_size=18))
def test_missing_points_are_passed_over_and_indexes_stay(seed: int, missing: set[int]) -> None:
    values = step(seed, by=8)
    values[list(missing)] = np.nan
    (change,) = change_points(values)
    assert change not in missing
    between = [place for place in range(36, N) if place not in missing]
    assert abs(between[0] - change) <= 1 + len(missing & set(range(28, 44)))


@pytest.mark.slow
@given(seeds)
def test_a_point_without_cases_is_a_missing_point(seed: int) -> None:
    values, cases = step(seed), np.full(N, 30.0)
    cases[10:20] = 0
    known = np.where(cases > 0, values, np.nan)
    assert read(values, cases=cases) == read(known, cases=np.full(N, 30.0))


@given(seeds)
def test_regimes_follow_one_another_over_the_whole_series(seed: int) -> None:
    values = wandering(seed, memory=0.9)
    reading = read(values)
    assert [one.start for one in reading.regimes] == [0, *reading.changes]
    assert [one.end for one in reading.regimes] == [*reading.changes, N]
    for regime in reading.regimes:
        stretch = values[regime.start : regime.end]
        assert regime.level == pytest.approx(stretch.mean())
        assert (regime.first + regime.last) / 2 == pytest.approx(regime.level)
        assert regime.spread <= stretch.std() + 1e-9


@pytest.mark.parametrize(
    ("values", "cases", "why"),
    [
        (np.ones((3, 9)), None, "one dimension"),
        (np.array(1.0), None, "one dimension"),
        (np.array([1.0, np.inf]), None, "infinite"),
        (np.ones(LONGEST + 1), None, "at most"),
        (np.ones(9), np.ones(8), "shape"),
        (np.ones(9), np.full(9, -1.0), "negative"),
        (np.ones(9), np.full(9, np.nan), "missing"),
    ],
)
def test_what_is_not_a_series_is_refused(values: Floats, cases: Floats | None, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        change_points(values, cases=cases)
