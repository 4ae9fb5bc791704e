"""The pace of a meeting, as its rule says or as its days show."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine.meetings import cadence, repetition
from timonerie.engine.meetings.cadence import LAST, WORKDAYS, Cadence
from timonerie.engine.meetings.faults import EventUnreadable

TUESDAY = date(2026, 1, 6)

RULES = [
    ("FREQ=WEEKLY", Cadence("weekly", 1, (1,))),
    ("FREQ=WEEKLY;BYDAY=MO", Cadence("weekly", 1, (0,))),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", Cadence("weekly", 2, (3,))),
    ("FREQ=WEEKLY;BYDAY=TU,TH", Cadence("weekly", 1, (1, 3))),
    ("FREQ=DAILY", Cadence("daily")),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", Cadence("weekly", 1, WORKDAYS)),
    ("FREQ=MONTHLY;BYDAY=1TU", Cadence("monthly", 1, (1,), nth=1)),
    ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", Cadence("monthly", 1, (1,), nth=1)),
    ("FREQ=MONTHLY;BYDAY=-1FR", Cadence("monthly", 1, (4,), nth=LAST)),
    ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2MO", Cadence("monthly", 3, (0,), nth=2)),
    ("FREQ=MONTHLY", Cadence("monthly", 1, month_day=6)),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", Cadence("monthly", 1, month_day=LAST)),
    ("FREQ=MONTHLY;BYDAY=1TU,3TU", Cadence("irregular")),
    ("FREQ=YEARLY", Cadence("yearly")),
]


@pytest.mark.parametrize(("rule", "pace"), RULES)
def test_a_rule_is_told_in_a_few_words(rule: str, pace: Cadence) -> None:
    assert cadence.of_rule(repetition.parse(rule), TUESDAY, "") == pace


@pytest.mark.parametrize(
    "rule", ["", "FREQ", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;BYHOUR=9",
             "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=WEEKLY;UNTIL=demain", "FREQ=DAILY;BYSETPOS=1"],
)  # fmt: skip
def test_what_is_no_rule_of_a_meeting_is_refused(rule: str) -> None:
    with pytest.raises(EventUnreadable):
        repetition.parse(rule)


def days(*gaps: int) -> list[date]:
    found = [TUESDAY]
    for gap in gaps:
        found.append(found[-1] + timedelta(days=gap))
    return found


@pytest.mark.parametrize(
    ("gaps", "pace"),
    [
        ([7] * 5, Cadence("weekly", 1, (1,))),
        ([7, 7, 14, 7, 7], Cadence("weekly", 1, (1,))),
        ([7, 8, 6, 7, 7], Cadence("weekly", 1, (1,))),
        ([14] * 4, Cadence("weekly", 2, (1,))),
        ([2, 5] * 4, Cadence("weekly", 1, (1, 3))),
        ([28, 28, 35, 28], Cadence("monthly", 1, (1,), nth=1)),
        ([31, 28, 31, 30], Cadence("monthly", 1, month_day=6)),
        ([91, 91, 91], Cadence("monthly", 3, (1,), nth=1)),
        ([364, 371], Cadence("yearly")),
        ([1, 1, 1, 3, 1, 1, 1, 1, 3], Cadence("weekly", 1, WORKDAYS)),
        ([7, 7], Cadence("irregular")),
        ([3, 37, 1, 49], Cadence("irregular")),
    ],
)
def test_days_show_their_pace(gaps: list[int], pace: Cadence) -> None:
    assert cadence.of_days(days(*gaps), "") == pace


@given(
    start=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    weeks=st.integers(1, 3),
    times=st.integers(4, 40),
)
def test_a_meeting_every_few_weeks_is_always_found(start: date, weeks: int, times: int) -> None:
    listed = [start + timedelta(weeks=weeks * rank) for rank in range(times)]

    assert cadence.of_days(listed, "") == Cadence("weekly", weeks, (start.weekday(),))


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    interval=st.integers(1, 4),
    length=st.integers(0, 400),
)
def test_slots_are_the_days_that_the_pace_lists(
    first: date, weekdays: set[int], interval: int, length: int
) -> None:
    pace = Cadence("weekly", interval, tuple(sorted(weekdays)))
    monday = first - timedelta(days=first.weekday())
    listed = [
        one
        for one in (first + timedelta(days=day) for day in range(length + 1))
        if one.weekday() in weekdays and ((one - monday).days // 7) % interval == 0
    ]

    counted = cadence.slots(pace, first, first + timedelta(days=length))

    assert counted == max(1, len(listed))
