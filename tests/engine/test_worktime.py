"""Working time by example: what a calendar says, hour by hour."""

from datetime import UTC, date, datetime
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.worktime_calendars import (
    ALWAYS,
    NIGHTS,
    PARIS,
    SITES,
    array,
    calendar,
    hours,
    utc,
)
from timonerie.engine.worktime import MISSING, Clock, Clocks, SpanError, span_of

HOUR = 3600
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@lru_cache
def all_sites() -> Clocks:
    return Clocks.compile([calendar(site) for site in SITES.values()], *YEAR)


def worked(data: dict[str, object], start: str, end: str) -> float:
    """Working hours in 2026."""
    clock = Clock.compile(calendar(data), *YEAR)
    return int(clock.between(array(utc(start)), array(utc(end)))[0]) / HOUR


@pytest.mark.parametrize(
    ("data", "start", "end", "expected"),
    [
        # a change of hour: Sunday 29 March has 23 hours, Sunday 25 October has 25
        (ALWAYS, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23),
        (ALWAYS, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25),
        (NIGHTS, "2026-03-28T21:00+01:00", "2026-03-29T07:00+02:00", 7),
        (NIGHTS, "2026-10-24T21:00+02:00", "2026-10-25T07:00+01:00", 9),
        # lunch, evening, weekend
        (PARIS, "2026-11-24T12:00+01:00", "2026-11-24T14:30+01:00", 1),
        (PARIS, "2026-11-23T16:40+01:00", "2026-11-25T09:20+01:00", 1 + 20 / 60 + 7.5 + 20 / 60),
        (PARIS, "2026-11-27T18:00+01:00", "2026-11-30T09:00+01:00", 0),
        # Good Friday is a holiday in Metz only, 22 May in Martinique, 20 December in La Réunion
        (SITES["paris"], "2026-04-03T00:00+02:00", "2026-04-04T00:00+02:00", 7.5),
        (SITES["metz"], "2026-04-03T00:00+02:00", "2026-04-04T00:00+02:00", 0),
        (SITES["fort-de-france"], "2026-05-22T00:00-04:00", "2026-05-23T00:00-04:00", 2.5),
        # a night before a holiday stops at midnight, one on its evening starts at midnight
        (SITES["nights"], "2026-04-30T12:00+02:00", "2026-05-01T12:00+02:00", 2),
        (SITES["nights"], "2026-05-01T12:00+02:00", "2026-05-02T12:00+02:00", 7.25),
        # opened beats closed
        (
            PARIS | {"closed": ["2026-06-01"], "opened": [{"day": "2026-06-01", "open": "10:00",
             "close": "11:00"}]},
            "2026-06-01T00:00+02:00", "2026-06-02T00:00+02:00", 1,
        ),
    ],
)  # fmt: skip
def test_the_hours_worked(data: dict[str, object], start: str, end: str, expected: float) -> None:
    assert worked(data, start, end) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("opens", "closes", "night", "expected"),
    [
        ("02:30", "08:00", "2026-03-29", 5),  # 02:30 does not exist: opens at the change, 03:00
        ("00:00", "02:30", "2026-03-29", 2),  # closes at the change
        ("02:15", "02:45", "2026-03-29", 0),
        ("02:30", "08:00", "2026-10-25", 6.5),  # 02:30 exists twice: opens at the first
        ("00:00", "02:30", "2026-10-25", 2.5),  # closes at the first
        ("02:00", "03:00", "2026-10-25", 2),
    ],
)
def test_opening_times_that_do_not_exist_or_exist_twice(
    opens: str, closes: str, night: str, expected: float
) -> None:
    data = ALWAYS | {"week": [hours(opens, closes, ["sun"])]}

    assert worked(data, f"{night}T00:00+03:00", f"{night}T12:00+01:00") == expected


def test_a_missing_instant_gives_a_missing_time() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    start, end = utc("2026-11-24T09:00+01:00"), utc("2026-11-24T10:00+01:00")

    found = clock.between(array(start, MISSING, start), array(end, end, MISSING))

    assert found.tolist() == [HOUR, MISSING, MISSING]
    assert clock.at(array(MISSING)).tolist() == [MISSING]


@pytest.mark.parametrize("instant", ["2025-12-30T23:59Z", "2027-01-02T00:01Z"])
def test_an_instant_out_of_the_span_is_refused(instant: str) -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)

    with pytest.raises(SpanError):
        clock.at(array(utc("2026-06-01T00:00Z"), MISSING, utc(instant)))
    with pytest.raises(SpanError):
        clock.stretches(utc(instant), utc(instant))


@pytest.mark.parametrize(
    "span",
    [
        (date(2026, 2, 1), date(2026, 1, 1)),
        (date(1899, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2101, 1, 1)),
    ],
)
def test_an_impossible_span_is_refused(span: tuple[date, date]) -> None:
    with pytest.raises(SpanError):
        Clock.compile(calendar(PARIS), *span)


def test_the_span_of_instants_covers_them() -> None:
    assert span_of(array(0, MISSING), array(86_400)) == (date(1970, 1, 1), date(1970, 1, 2))
    assert span_of(array(MISSING)) == (date(1970, 1, 1), date(1970, 1, 1))
    with pytest.raises(SpanError):
        span_of(array(2**62))


def test_lengths_and_calendar_indexes_are_checked() -> None:
    clocks = Clocks.compile([calendar(PARIS)], *YEAR)
    one = array(utc("2026-06-01T00:00Z"))

    with pytest.raises(ValueError, match="starts"):
        clocks.between(array(0), one, array())
    with pytest.raises(ValueError, match="indexes"):
        clocks.at(array(0, 0), one)
    with pytest.raises(IndexError):
        clocks.at(array(1), one)
    with pytest.raises(ValueError, match="no calendar"):
        Clocks.compile([], *YEAR)


def test_nothing_to_measure_measures_nothing() -> None:
    assert Clock.compile(calendar(PARIS), *YEAR).between(array(), array()).tolist() == []
    assert Clocks.compile([calendar(PARIS)], *YEAR).at(array(), array()).tolist() == []


def test_stretches_are_clipped_to_the_interval() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    start, end = utc("2026-11-23T16:40+01:00"), utc("2026-11-24T12:00+01:00")

    assert clock.stretches(start, end) == [
        (start, utc("2026-11-23T18:00+01:00")),
        (utc("2026-11-24T09:00+01:00"), end),
    ]


def test_one_interval_is_measured_between_datetimes() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    start = datetime(2026, 11, 23, 8, 30, 0, 999_999, tzinfo=UTC)

    assert clock.seconds_between(start, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) == 1800


def test_a_delay_is_due_at_the_close_it_reaches_and_not_at_the_next_opening() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    monday = utc("2026-11-23T14:00+01:00")

    due = clock.add(array(*[monday] * 4, MISSING), array(0, 4 * HOUR, 4 * HOUR + 1, MISSING, 1))

    assert due.tolist() == [
        monday,
        utc("2026-11-23T18:00+01:00"),
        utc("2026-11-24T09:00:01+01:00"),
        MISSING,
        MISSING,
    ]


def test_a_delay_that_is_negative_or_never_elapses_is_refused() -> None:
    clocks = Clocks.compile([calendar(PARIS), calendar(ALWAYS)], *YEAR)
    start = array(utc("2026-12-30T10:00+01:00"))

    with pytest.raises(ValueError, match="negative"):
        clocks.add(array(0), start, array(-1))
    with pytest.raises(SpanError):
        clocks.add(array(0), start, array(10**6))


def test_a_site_that_never_opens_in_the_span_works_no_second() -> None:
    data = {"zone": "Europe/Paris", "week": [], "opened": [{"day": "2020-01-01", "open": "09:00",
            "close": "10:00"}]}  # fmt: skip
    clock = Clock.compile(calendar(data), *YEAR)
    start = array(utc("2026-06-01T00:00Z"))

    assert clock.between(start, start + HOUR).tolist() == [0]
    assert clock.add(start, array(0)).tolist() == start.tolist()


@given(
    rows=st.lists(st.integers(0, len(SITES) - 1), min_size=1, max_size=20),
    data=st.data(),
)
def test_adding_what_was_worked_comes_back_to_the_end_or_to_the_close_before(
    rows: list[int], data: st.DataObject
) -> None:
    clocks = all_sites()
    index = np.array(rows)
    instants = st.integers(utc("2026-01-01T00:00Z"), utc("2026-12-31T00:00Z"))
    pairs = data.draw(st.lists(st.tuples(instants, instants), min_size=len(rows),
                               max_size=len(rows)))  # fmt: skip
    starts, ends = np.sort(np.array(pairs), axis=1).T
    seconds = clocks.between(index, starts, ends)

    due = clocks.add(index, starts, seconds)

    assert (due <= ends).all()
    assert (clocks.between(index, starts, due) == seconds).all()
    if (seconds > 0).all():
        assert (clocks.between(index, starts, due - 1) == seconds - 1).all()
