"""The lines of an explanation add up to what the clock measures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.worktime_calendars import PARIS, SITES, array, calendar, utc
from timonerie.engine import explanations
from timonerie.engine.explanations import DayLine, NotWorked
from timonerie.engine.worktime import MISSING, Clock, Pauses

HOUR = 3600
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_from_monday_16_40_to_wednesday_9_20_line_by_line() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    start, end = utc("2026-11-23T16:40+01:00"), utc("2026-11-25T09:20+01:00")
    pause = (utc("2026-11-24T10:00+01:00"), utc("2026-11-24T11:00+01:00"))

    found = explanations.explain(clock, start, end, [pause])

    assert [(line.day.day, line.seconds / 60, line.suspended_seconds) for line in found.lines] == [
        (23, 80, 0),
        (24, 450, HOUR),
        (25, 20, 0),
    ]
    assert (found.seconds, found.suspended_seconds) == (550 * 60, HOUR)
    assert found.provider_seconds == 490 * 60
    assert found.start.isoformat() == "2026-11-23T16:40:00+01:00"
    assert [stretch.start.hour for stretch in found.lines[1].worked] == [9, 14]


@pytest.mark.parametrize(
    ("start", "end", "reason", "holiday"),
    [
        ("2026-11-28T10:00+01:00", "2026-11-28T11:00+01:00", NotWorked.WEEKLY, None),
        ("2026-11-24T19:00+01:00", "2026-11-24T23:00+01:00", NotWorked.OUTSIDE_HOURS, None),
        ("2026-07-14T10:00+02:00", "2026-07-14T11:00+02:00", NotWorked.HOLIDAY, "Fête nationale"),
        ("2026-06-01T10:00+02:00", "2026-06-01T11:00+02:00", NotWorked.CLOSED, None),
    ],
)
def test_a_day_not_worked_says_why(
    start: str, end: str, reason: NotWorked, holiday: str | None
) -> None:
    clock = Clock.compile(calendar(PARIS | {"closed": ["2026-06-01"]}), *YEAR)

    found = explanations.explain(clock, utc(start), utc(end))

    assert found.lines == (DayLine(date.fromisoformat(start[:10]), (), (), reason, holiday),)


def test_a_holiday_worked_by_an_exceptional_opening_keeps_its_name() -> None:
    clock = Clock.compile(calendar(SITES["fort-de-france"]), *YEAR)
    start = utc("2026-05-22T00:00-04:00")

    (line,) = explanations.explain(clock, start, start + 24 * HOUR).lines

    assert (line.seconds, line.reason) == (2.5 * HOUR, None)
    assert line.holiday == "Abolition de l'esclavage"


def test_a_pause_still_running_goes_to_the_end() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    start = utc("2026-11-24T09:00+01:00")

    found = explanations.explain(clock, start, start + 2 * HOUR, [(start + HOUR, MISSING)])

    assert found.suspended_seconds == HOUR


def test_an_interval_or_a_pause_that_ends_before_it_starts_is_refused() -> None:
    clock = Clock.compile(calendar(PARIS), *YEAR)
    start = utc("2026-11-24T09:00+01:00")

    with pytest.raises(ValueError, match="before"):
        explanations.explain(clock, start, start - 1)
    with pytest.raises(ValueError, match="before"):
        explanations.explain(clock, start, start + 1, [(start + 1, start)])


@given(
    name=st.sampled_from(list(SITES)),
    start=st.integers(utc("2026-01-01T00:00Z"), utc("2026-12-20T00:00Z")),
    length=st.integers(0, 9 * 24 * HOUR),
    pauses=st.lists(
        st.tuples(st.integers(-HOUR, 200 * HOUR), st.integers(0, 50 * HOUR)), max_size=4
    ),
)
def test_the_lines_add_up_to_the_clock(
    name: str, start: int, length: int, pauses: list[tuple[int, int]]
) -> None:
    clock = Clock.compile(calendar(SITES[name]), *YEAR)
    halts = [(start + begin, start + begin + lasting) for begin, lasting in pauses]

    found = explanations.explain(clock, start, start + length, halts)

    sides = clock.both_sides(Pauses.of_rows([halts]), array(start), array(start + length))
    assert sides.provider.tolist() == [found.provider_seconds]
    assert sides.client.tolist() == [found.suspended_seconds]
    assert [line.day for line in found.lines] == sorted({line.day for line in found.lines})
    assert all((line.reason is None) == bool(line.worked) for line in found.lines)
