"""Our clocks against minute-by-minute brute force."""

from datetime import UTC, date, datetime
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.worktime_calendars import SITES, array, calendar, utc
from tests.engine.worktime_oracle import MinuteByMinute
from timonerie.engine.worktime import Clock, Clocks

YEAR = utc("2026-01-01T00:00Z")
MINUTES = 366 * 1440
NAMES = list(SITES)
# The nights of both changes, the holidays of one region only, the eves with exceptional hours.
EVENTFUL = ["03-27", "03-28", "04-02", "05-21", "07-13", "10-24", "10-31", "12-19", "12-24"]


@lru_cache
def clocks() -> Clocks:
    return Clocks.compile(
        [calendar(SITES[name]) for name in NAMES], date(2026, 1, 1), date(2026, 12, 31)
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", EVENTFUL)
def test_around_an_eventful_night_every_minute_agrees(name: str, day: str) -> None:
    start = int(datetime.fromisoformat(f"2026-{day}").replace(tzinfo=UTC).timestamp())
    clock = Clock.compile(calendar(SITES[name]), date(2026, 1, 1), date(2026, 12, 31))
    brute = MinuteByMinute(SITES[name], start, 3 * 1440)
    instants = start + 30 * np.arange(3 * 2880 - 1)
    begin = np.full_like(instants, start)

    assert (clock.between(begin, instants) == brute.between(begin, instants)).all()


@given(
    row=st.integers(0, len(NAMES) - 1),
    start=st.integers(YEAR, YEAR + 363 * 86_400),
    length=st.integers(0, 2 * 86_400),
)
def test_any_interval_agrees(row: int, start: int, length: int) -> None:
    first = start - start % 60
    brute = MinuteByMinute(SITES[NAMES[row]], first, length // 60 + 2)
    starts, ends = array(start), array(start + length)

    assert clocks().between(array(row), starts, ends) == brute.between(starts, ends)


@pytest.mark.slow
def test_a_hundred_thousand_intervals_of_a_year_agree() -> None:
    rng = np.random.default_rng(1)
    rows = rng.integers(0, len(NAMES), 100_000)
    starts, ends = np.sort(rng.integers(YEAR, YEAR + 365 * 86_400, (2, 100_000)), axis=0)
    found = clocks().between(rows, starts, ends)

    for row, name in enumerate(NAMES):
        brute = MinuteByMinute(SITES[name], YEAR, MINUTES)
        mine = rows == row
        assert (found[mine] == brute.between(starts[mine], ends[mine])).all(), name
