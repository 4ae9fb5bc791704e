"""Days of steps, and which periods should be open, over random calendars, stops and hours."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.reporting.cycle_enums import DueBase, Rhythm
from timonerie.domains.reporting.queries.cycle_days import Days
from timonerie.domains.reporting.rules.cycles import dues, periods, references, standings
from timonerie.domains.reporting.rules.cycles.dues import Rule
from timonerie.engine import working_days

dates = st.dates(date(2024, 1, 1), date(2027, 12, 31))
rhythms = st.sampled_from([one for one in Rhythm if one != Rhythm.EVENT])
rules = st.one_of(
    st.builds(Rule, st.sampled_from([DueBase.START, DueBase.END]), st.integers(-20, 30)),
    st.builds(Rule, st.sampled_from([DueBase.DAY, DueBase.NEXT_MONTH]), st.integers(1, 31)),
    st.builds(Rule, st.just(DueBase.PREVIOUS), st.integers(0, 20)),
)


def usual(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


def counted(first: date, last: date) -> int:
    """Working days after the first day, up to the last one."""
    return sum(usual(first + timedelta(days=rank + 1)) for rank in range((last - first).days))


@given(st.lists(rules, min_size=1, max_size=7), dates)
def test_every_planned_day_is_worked(several: list[Rule], start: date) -> None:
    end = start + timedelta(days=30)
    assert all(usual(day) for day in dues.planned(several, start=start, end=end, worked=usual))


@given(st.integers(0, 30), dates)
def test_days_after_the_end_are_counted_one_by_one(days: int, start: date) -> None:
    end = start + timedelta(days=30)
    (found,) = dues.planned([Rule(DueBase.END, days)], start=start, end=end, worked=usual)
    assert counted(end, found) == days if days else found <= end


@given(st.lists(rules, min_size=1, max_size=7), dates, st.data())
def test_standing_days_never_come_before_their_plan(
    several: list[Rule], start: date, data: st.DataObject
) -> None:
    end = start + timedelta(days=30)
    planned = dues.planned(several, start=start, end=end, worked=usual)
    gaps = st.none() | st.integers(-40, 60)
    done = [
        None if (gap := data.draw(gaps)) is None else day + timedelta(days=gap) for day in planned
    ]
    found = dues.standing(several, planned, done, worked=usual)
    for rank, (rule, plan, day) in enumerate(zip(several, planned, found, strict=True)):
        assert day >= plan
        if rule.base != DueBase.PREVIOUS or rank == 0:
            assert day == plan
        else:
            from_ = done[rank - 1] or found[rank - 1]
            assert day == max(plan, working_days.shifted(from_, rule.days, worked=usual))


@given(st.lists(rules, min_size=1, max_size=7), dates)
def test_where_nothing_is_done_the_plan_stands(several: list[Rule], start: date) -> None:
    end = start + timedelta(days=30)
    planned = dues.planned(several, start=start, end=end, worked=usual)
    assert dues.standing(several, planned, [None] * len(planned), worked=usual) == planned


@given(rhythms, dates, st.lists(st.integers(0, 400), max_size=12))
def test_periods_open_once_whatever_the_stops(
    rhythm: Rhythm, start: date, stops: list[int]
) -> None:
    """Asked on any days, several times the same, the periods opened are those begun on the last."""
    known: list[date] = []
    for day in sorted(start + timedelta(days=gap) for gap in stops):
        for _again in range(2):
            asked = periods.missing(rhythm, start=start, today=day, known=frozenset(known))
            known += [one[0] for one in asked]
    last = max((start + timedelta(days=gap) for gap in stops), default=None)
    wanted = periods.begun(rhythm, start=start, today=last) if last else []
    assert sorted(known) == [one[0] for one in wanted]
    assert len(set(known)) == len(known)
    for (_first, end), (following, _end) in itertools.pairwise(wanted):
        assert following == end + timedelta(days=1), "no day between two periods"


def test_an_event_opens_nothing_by_itself() -> None:
    day = date(2026, 3, 1)
    assert periods.begun(Rhythm.EVENT, start=day, today=day) == []
    assert periods.begun(Rhythm.MONTHLY, start=day, today=day - timedelta(days=1)) == []


@given(
    st.sampled_from(["Europe/Paris", "America/Martinique", "Indian/Reunion", "America/New_York"]),
    st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1)]),
    st.integers(-1, 1),
    st.integers(0, 24 * 3600 - 1),
)
def test_a_day_lasts_until_its_last_second_whatever_hour_changes(
    zone: str, change: date, gap: int, second: int
) -> None:
    days = Days({}, zone)
    day = change + timedelta(days=gap)
    end = days.end(None, day)
    assert days.day(None, end) == day
    assert days.day(None, end + timedelta(seconds=1)) == day + timedelta(days=1)
    at = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) + timedelta(seconds=second)
    assert (days.day(None, at) <= day) == (at <= end)


@given(st.lists(st.booleans(), max_size=8))
def test_the_hand_is_that_of_the_first_left(settled: list[bool]) -> None:
    rank = standings.hand(settled)
    assert (rank is None) == all(settled)
    if rank is not None:
        assert not settled[rank]
        assert not standings.out_of_turn(settled, rank)


@given(st.text(alphabet="ABCéa -_/19", max_size=32))
def test_a_reference_has_a_digit_and_no_blank(text: str) -> None:
    if references.stands(text):
        assert any(one.isdigit() for one in text)
        assert " " not in text
        assert text == references.cleaned(text)
