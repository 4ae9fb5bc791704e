"""The opening hours of a week in one French line: documents are written in French."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from timonerie.engine.calendars import WeekHours

_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def words(week: Iterable[WeekHours]) -> str:
    """« lundi à vendredi 9 h – 12 h, 14 h – 18 h ; samedi 9 h – 12 h »; empty when never open."""
    spans: dict[int, list[tuple[int, int]]] = {day: [] for day in range(7)}
    for hours in week:
        for day in hours.days:
            spans[day].append((hours.opens, hours.closes))
    told = [(day, _spans(sorted(spans[day]))) for day in range(7)]
    runs = [(text, [day for day, _ in days]) for text, days in groupby(told, lambda one: one[1])]
    return " ; ".join(f"{_days(days)} {text}" for text, days in runs if text)


def _days(days: list[int]) -> str:
    if len(days) == 1:
        return _DAYS[days[0]]
    return f"{_DAYS[days[0]]} à {_DAYS[days[-1]]}"


def _spans(spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"{_clock(opens)} – {_clock(closes)}" for opens, closes in spans)


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}\u00a0h\u00a0{minute:02d}" if minute else f"{hour}\u00a0h"
