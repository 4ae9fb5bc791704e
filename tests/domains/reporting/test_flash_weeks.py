"""When a flash is due: the site's own clock and calendar, over changes of hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.reporting.rules import flash_weeks, needs, thumb_counts
from timonerie.domains.reporting.rules.flash_weeks import Due
from timonerie.engine import working_days

WEEKS = st.dates(date(2020, 1, 1), date(2035, 12, 31)).map(flash_weeks.week_of)
ZONES = st.sampled_from(
    [
        *("Europe/Paris", "Europe/London", "America/New_York", "Pacific/Noumea"),
        *("Asia/Kolkata", "Australia/Lord_Howe", "America/Martinique", "Indian/Reunion"),
    ]
)
RULES = st.builds(Due, st.integers(0, 6), st.integers(0, 23))
WORKED = st.frozensets(st.integers(0, 6))


def usual(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


@given(WEEKS, RULES, WORKED, ZONES)
def test_it_falls_on_a_worked_day_of_its_week_at_its_hour(
    week: date, rule: Due, worked: frozenset[int], zone: str
) -> None:
    due = flash_weeks.due_at(week, rule, worked=lambda day: day.weekday() in worked, zone=zone)
    until = {day for day in worked if day <= rule.weekday}
    if not until:
        assert due is None
        return
    assert due is not None
    local = due.astimezone(ZoneInfo(zone))
    assert local.date() == week + timedelta(days=max(until))
    # An hour that the clock skips is told as the instant of the change, never the hour before.
    wall = datetime.combine(local.date(), local.time().replace(hour=rule.hour, minute=0))
    exists = (
        wall.replace(tzinfo=ZoneInfo(zone))
        .astimezone(UTC)
        .astimezone(ZoneInfo(zone))
        .replace(tzinfo=None)
        == wall
    )
    assert (local.hour == rule.hour) if exists else (local.hour >= rule.hour)


@given(WEEKS, RULES, WORKED, ZONES)
def test_one_week_is_due_before_the_next_one(
    week: date, rule: Due, worked: frozenset[int], zone: str
) -> None:
    def of(start: date) -> datetime | None:
        return flash_weeks.due_at(
            start, rule, worked=lambda day: day.weekday() in worked, zone=zone
        )

    now, then = of(week), of(week + flash_weeks.WEEK)
    assert (now is None) == (then is None)
    if now is not None and then is not None:
        # Seven days, but for the hour that a clock gains or loses.
        assert abs(then - now - flash_weeks.WEEK) <= timedelta(hours=1)


def test_the_clock_of_the_site_is_kept_over_both_changes_of_hour() -> None:
    def of(week: date) -> datetime | None:
        return flash_weeks.due_at(week, flash_weeks.USUAL, worked=usual, zone="Europe/Paris")

    assert of(date(2026, 3, 23)) == datetime(2026, 3, 27, 14, tzinfo=UTC)
    assert of(date(2026, 3, 30)) == datetime(2026, 4, 3, 13, tzinfo=UTC)
    assert of(date(2026, 10, 19)) == datetime(2026, 10, 23, 13, tzinfo=UTC)
    assert of(date(2026, 10, 26)) == datetime(2026, 10, 30, 14, tzinfo=UTC)


def test_a_skipped_hour_is_the_instant_of_the_change() -> None:
    sunday = Due(weekday=6, hour=2)
    due = flash_weeks.due_at(
        date(2026, 3, 23), sunday, worked=lambda _day: True, zone="Europe/Paris"
    )
    assert due == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_closed_friday_is_the_thursday_before() -> None:
    """1 May 2026 is a Friday."""
    day = flash_weeks.due_day(date(2026, 4, 27), flash_weeks.USUAL, worked=usual)
    assert day == date(2026, 4, 30)


def test_a_site_closed_all_week_owes_nothing() -> None:
    assert flash_weeks.due_day(date(2026, 8, 3), Due(), worked=lambda _day: False) is None


def test_the_last_rule_recorded_for_a_week_holds() -> None:
    rules = [
        Due(4, 15, date(2026, 1, 5)),
        Due(3, 12, date(2026, 3, 2)),
        Due(2, 9, date(2026, 3, 2)),
    ]
    assert flash_weeks.in_force(rules, date(2026, 2, 23)).hour == 15
    assert flash_weeks.in_force(rules, date(2026, 3, 2)).hour == 9
    assert flash_weeks.in_force(rules, date(2025, 12, 29)) == flash_weeks.USUAL


def test_silence_counts_from_the_last_flash_or_from_when_they_are_asked() -> None:
    asked = date(2026, 1, 5)
    told = [date(2026, 1, 9), date(2026, 2, 6)]
    assert flash_weeks.silent_days(told, asked_from=asked, on=date(2026, 2, 8)) == 2
    assert flash_weeks.silent_days(told, asked_from=asked, on=date(2026, 1, 30)) == 21
    assert flash_weeks.silent_days([], asked_from=asked, on=date(2026, 1, 19)) == 14
    assert flash_weeks.silent_days([], asked_from=asked, on=date(2026, 1, 1)) == 0


def test_this_week_and_the_one_before_are_told() -> None:
    today = date(2026, 3, 4)
    assert flash_weeks.may_be_told(date(2026, 3, 2), today=today)
    assert flash_weeks.may_be_told(date(2026, 2, 23), today=today)
    assert not flash_weeks.may_be_told(date(2026, 2, 16), today=today)
    assert not flash_weeks.may_be_told(date(2026, 3, 9), today=today)
    assert flash_weeks.correctable_until(today) == date(2026, 3, 8)


def test_a_need_is_old_after_a_week() -> None:
    asked = date(2026, 3, 2)
    assert not needs.is_old(asked, on=date(2026, 3, 8))
    assert needs.is_old(asked, on=date(2026, 3, 9))
    assert needs.age_days(asked, on=date(2026, 3, 1)) == 0


@given(st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.booleans())))
def test_every_thumb_counts_in_its_quarter(thumbs: list[tuple[date, bool]]) -> None:
    found = thumb_counts.by_quarter(thumbs)
    assert sum(one.n for one in found.values()) == len(thumbs)
    assert sum(one.up for one in found.values()) == sum(is_up for _day, is_up in thumbs)
    assert all((one.share is None) == (one.n < thumb_counts.LEAST) for one in found.values())
