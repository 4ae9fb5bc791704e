"""Suspensions: clipped, merged, measured on the clock of their row."""

from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.worktime_calendars import ALWAYS, PARIS, SITES, array, calendar, utc
from timonerie.engine.worktime import MISSING, Clock, Clocks, Pauses

HOUR = 3600
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NINE = utc("2026-11-24T09:00+01:00")


@lru_cache
def all_sites() -> Clocks:
    return Clocks.compile([calendar(site) for site in SITES.values()], *YEAR)


@pytest.mark.parametrize(
    ("pauses", "suspended"),
    [
        ([], 0),
        ([(10, 11)], 1),
        ([(10, 11), (10, 11)], 1),
        ([(10.5, 11.5), (10, 11)], 1.5),
        ([(10, 12), (10.5, 11)], 2),
        ([(12, 14.5)], 1),  # lunch is not suspended: it was not worked
        ([(7, 10)], 1),
        ([(17, 20), (15, 16)], 2),
        ([(19, 20)], 0),
        ([(16, None)], 2),  # still suspended
    ],
)
def test_the_time_suspended(pauses: list[tuple[float, float | None]], suspended: float) -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    row = [
        (int(NINE + (a - 9) * HOUR), MISSING if b is None else int(NINE + (b - 9) * HOUR))
        for a, b in pauses
    ]

    sides = clock.both_sides(Pauses.of_rows([row]), array(NINE), array(NINE + 9 * HOUR))

    assert sides.client.tolist() == [suspended * HOUR]
    assert sides.provider.tolist() == [(7.5 - suspended) * HOUR]


def test_a_row_with_a_missing_instant_is_missing_on_both_sides() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    pauses = Pauses.of_rows([[(NINE, NINE + HOUR)], [(NINE, MISSING)]])

    sides = clock.both_sides(pauses, array(NINE, MISSING), array(MISSING, NINE))

    assert sides.provider.tolist() == sides.client.tolist() == [MISSING, MISSING]


def test_each_row_is_suspended_on_its_own_calendar() -> None:
    clocks = Clocks.compile([calendar(PARIS), calendar(ALWAYS)], *YEAR)
    pauses = Pauses.of_rows([[(NINE, NINE + 24 * HOUR)]] * 2)
    starts, ends = array(NINE, NINE), array(NINE, NINE) + 48 * HOUR

    sides = clocks.both_sides(array(0, 1), pauses, starts, ends)

    assert sides.client.tolist() == [7.5 * HOUR, 24 * HOUR]
    assert sides.provider.tolist() == [7.5 * HOUR, 24 * HOUR]


@pytest.mark.parametrize("pause", [(MISSING, NINE), (NINE, NINE - 1)])
def test_a_pause_without_a_start_or_that_ends_before_it_is_refused(pause: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a pause"):
        Pauses.of_rows([[pause]])


offsets = st.integers(0, 6 * 24 * HOUR)
intervals = st.tuples(offsets, offsets).map(sorted).map(tuple)


@given(
    st.lists(
        st.tuples(st.integers(0, len(SITES) - 1), intervals, st.lists(intervals, max_size=6)),
        min_size=1,
        max_size=8,
    )
)
def test_suspended_time_is_that_of_the_union_of_the_pauses(
    rows: list[tuple[int, tuple[int, int], list[tuple[int, int]]]],
) -> None:
    clocks = all_sites()
    index = np.array([site for site, _, _ in rows])
    bounds = NINE + np.array([bound for _, bound, _ in rows])
    pauses = Pauses.of_rows([[(NINE + a, NINE + b) for a, b in row] for _, _, row in rows])

    found = clocks.suspended_between(index, pauses, bounds[:, 0], bounds[:, 1])

    for number, (site, (start, end), row) in enumerate(rows):
        cuts = sorted({start, end, *(min(max(c, start), end) for pair in row for c in pair)})
        kept = [
            (low, high)
            for low, high in pairwise(cuts)
            if any(a <= low and high <= b for a, b in row)
        ]
        pieces = NINE + np.array(kept, np.int64).reshape(-1, 2)
        places = np.full(len(kept), site)
        assert found[number] == clocks.between(places, pieces[:, 0], pieces[:, 1]).sum()
