"""A level is told when it moves, at once, and hardly ever when it does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.signals import healthy
from timonerie.engine.signals import level
from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix
from timonerie.engine.signals.settings import Settings

WEEKS = healthy.WEEKS
DOUBLED = np.where(np.arange(WEEKS) >= 52, 2.0, 1.0)


def values(rows: int, *, seed: int) -> FloatArray:
    return 100 + 10 * np.random.default_rng(seed).standard_normal((rows, WEEKS))


def test_a_rate_that_doubles_is_told_within_a_month_three_times_in_four() -> None:
    matrix = healthy.shares(cases=200, series=4000, seed=1, times=DOUBLED)

    found = level.detect(matrix, Settings(budget=0.149, worse="higher"))

    before = np.unique(found.rows[(found.opened >= 26) & (found.opened < 52)])
    known = ~np.isin(np.arange(4000), before)
    delays = np.full(4000, WEEKS)
    late = found.opened >= 52
    np.minimum.at(delays, found.rows[late], found.opened[late] - 52 + 1)
    assert (delays[known] <= 4).mean() > 0.7
    assert np.median(delays[known]) == 3


def test_an_alarm_says_since_when_and_both_levels() -> None:
    amounts = np.concatenate([np.tile([3.0, 5.0], 26), np.full(20, 14.0)])[None, :]
    found = level.detect(Matrix(Kind.SHARE, amounts, np.full_like(amounts, 200.0)), Settings())

    assert found.opened[0] in (52, 53)
    assert found.since[0] == 52
    assert found.higher[0]
    assert found.expected[0] == pytest.approx(0.02)
    assert found.seen[0] == pytest.approx(0.07)
    assert found.closed[0] == -1


def test_a_level_that_climbs_slowly_is_a_drift() -> None:
    climbing: FloatArray = 1 + np.clip((np.arange(WEEKS) - 51) / 26, 0, 1)
    matrix = healthy.shares(cases=400, series=400, seed=2, times=climbing)

    found = level.detect(matrix, Settings(worse="higher"))

    raised = found.opened >= 52
    assert found.drifts[raised].mean() > 0.1
    stepped = level.detect(
        healthy.shares(cases=400, series=400, seed=2, times=DOUBLED), Settings(worse="higher")
    )
    assert stepped.drifts[stepped.opened >= 52].mean() < 0.03


def test_an_episode_closes_when_the_series_is_back() -> None:
    rates = np.where((np.arange(WEEKS) >= 40) & (np.arange(WEEKS) < 50), 3.0, 1.0)
    matrix = healthy.shares(cases=1000, series=50, seed=3, times=rates)

    found = level.detect(matrix, Settings(worse="higher"))

    first = found.opened[np.isin(found.opened, range(40, 50))]
    assert first.size == 50
    assert (found.closed[np.isin(found.opened, range(40, 50))] > 50).all()


def test_a_short_past_is_not_watched() -> None:
    matrix = Matrix(Kind.VALUE, np.array([[1.0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]]))

    assert level.is_too_early(matrix).tolist() == [True]
    assert level.detect(matrix, Settings()).rows.size == 0


@pytest.mark.parametrize("series", [0, 1])
def test_nothing_at_all_gives_no_alarm(series: int) -> None:
    empty = Matrix(Kind.VALUE, np.full((series, 30), np.nan))

    assert level.detect(empty, Settings()).rows.size == 0
    assert level.detect(Matrix(Kind.VALUE, np.zeros((series, 0))), Settings()).rows.size == 0


@given(length=st.integers(13, WEEKS), seed=st.integers(0, 50))
def test_what_comes_later_changes_no_alarm(length: int, seed: int) -> None:
    whole = values(3, seed=seed)
    whole[:, 60:] += 25
    known = level.detect(Matrix(Kind.VALUE, whole), Settings(budget=2))
    then = level.detect(Matrix(Kind.VALUE, whole[:, :length]), Settings(budget=2))

    early = known.opened < length
    assert then.rows.tolist() == known.rows[early].tolist()
    assert then.opened.tolist() == known.opened[early].tolist()
    assert then.rates == pytest.approx(known.rates[early])


@given(
    scale=st.floats(1e-3, 1e6),
    shift=st.floats(-1e6, 1e6),
    seed=st.integers(0, 20),
)
def test_units_change_no_alarm(scale: float, shift: float, seed: int) -> None:
    drawn = values(4, seed=seed)
    drawn[:2, 70:] += 30
    told = level.detect(Matrix(Kind.VALUE, drawn), Settings(budget=1))
    again = level.detect(Matrix(Kind.VALUE, drawn * scale + shift), Settings(budget=1))

    assert again.rows.tolist() == told.rows.tolist()
    assert again.opened.tolist() == told.opened.tolist()


def test_each_series_is_judged_by_itself() -> None:
    drawn = values(40, seed=9)
    drawn[::3, 50:] -= 20
    together = level.detect(Matrix(Kind.VALUE, drawn), Settings())
    alone = [
        (row, period)
        for row in range(40)
        for period in level.detect(Matrix(Kind.VALUE, drawn[row : row + 1]), Settings()).opened
    ]

    assert list(zip(together.rows, together.opened, strict=True)) == alone


def test_a_missing_period_is_no_news() -> None:
    drawn = values(1, seed=4)
    drawn[0, 60:64] = np.nan
    drawn[0, 70:] += 60

    found = level.detect(Matrix(Kind.VALUE, drawn), Settings(worse="higher"))

    assert found.opened[0] in (70, 71)
    assert found.since[0] == 70
