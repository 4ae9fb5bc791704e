"""The explanation of a working time, day by day."""

import datetime

from timonerie.web import timelines
from timonerie.web.timelines import Stretch, Timeline

HOUR = 3600
FRIDAY = datetime.date(2025, 3, 14)


def at(days: int, hour: int, minute: int = 0) -> datetime.datetime:
    day = FRIDAY + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour, minute))


def drawn(worked: list[Stretch], suspended: list[Stretch] | None = None) -> Timeline:
    return timelines.draw(
        received=worked[0][0],
        resolved=worked[-1][1],
        worked=worked,
        worked_seconds=6 * HOUR + 600,
        suspended=suspended or [],
        suspended_seconds=HOUR if suspended else 0,
    )


OVER_A_WEEKEND: list[Stretch] = [(at(0, 16, 40), at(0, 18)), (at(3, 9), at(3, 12))]


def test_each_day_says_what_it_counted() -> None:
    days = drawn(OVER_A_WEEKEND).days
    assert [day.label.split()[0] for day in days] == ["vendredi", "samedi", "dimanche", "lundi"]
    assert [day.seconds for day in days] == [80 * 60, 0, 0, 3 * HOUR]


def test_a_closed_day_says_that_nothing_counted() -> None:
    assert drawn(OVER_A_WEEKEND).days[1].text == "rien de compté"


def test_every_line_shows_the_same_hours() -> None:
    timeline = drawn(OVER_A_WEEKEND)
    (friday,) = timeline.days[0].pieces
    (monday,) = timeline.days[3].pieces
    assert (monday.left, round(friday.left + friday.width, 1)) == (0.0, 100.0)
    assert [tick.text for tick in timeline.ticks] == [f"{h}\u00a0h" for h in (9, 11, 13, 15, 17)]


def test_a_suspension_is_drawn_and_not_counted() -> None:
    timeline = drawn(OVER_A_WEEKEND, [(at(3, 8), at(3, 9))])
    assert [piece.kind for piece in timeline.days[3].pieces] == ["worked", "suspended"]
    assert timeline.days[3].seconds == 3 * HOUR
    assert timeline.summary == "6 h 10 ouvrées, plus 1 h 00 en suspens".replace(
        "6 h 10 ouvrées", "6\u00a0h\u00a010\u00a0ouvrées"
    ).replace("1 h 00", "1\u00a0h\u00a000")


def test_a_stretch_over_midnight_is_cut_in_two() -> None:
    days = drawn([(at(0, 22), at(1, 2))]).days
    assert [day.seconds for day in days] == [2 * HOUR, 2 * HOUR]


def test_a_stretch_that_ends_at_midnight_leaves_the_next_day_empty() -> None:
    days = drawn([(at(0, 22), at(1, 0))]).days
    assert [len(day.pieces) for day in days] == [1, 0]


def test_long_waits_are_folded_without_losing_their_hours() -> None:
    worked: list[Stretch] = [(at(n, 9), at(n, 10)) for n in range(30)]
    days = drawn(worked).days
    assert len(days) == 9
    assert days[4].folded == 22
    assert sum(day.seconds for day in days) == 30 * HOUR


def test_a_time_with_nothing_counted_still_has_hours_to_show() -> None:
    timeline = timelines.draw(received=at(1, 9), resolved=at(2, 9), worked=[], worked_seconds=0)
    assert [len(day.pieces) for day in timeline.days] == [0, 0]
    assert timeline.ticks[0].text == "8\u00a0h"
