"""A week of opening hours, in one line that a provider reads."""

from timonerie.domains.sourcing.rules.statements import openings
from timonerie.engine.calendars import WeekHours


def said(*week: WeekHours) -> str:
    return openings.words(week).replace("\u00a0", " ")


def test_days_with_the_same_hours_are_told_once() -> None:
    days = (0, 1, 2, 3, 4)
    week = (WeekHours(days, 540, 720), WeekHours(days, 810, 1050), WeekHours((5,), 540, 720))
    assert said(*week) == "lundi à vendredi 9 h – 12 h, 13 h 30 – 17 h 30 ; samedi 9 h – 12 h"


def test_a_closed_day_parts_two_runs_and_a_closed_week_says_nothing() -> None:
    assert said(WeekHours((0, 1, 3), 540, 720)) == "lundi à mardi 9 h – 12 h ; jeudi 9 h – 12 h"
    assert said() == ""
