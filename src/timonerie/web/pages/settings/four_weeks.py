"""A calendar in words: the week, the exceptions, and what the next four weeks look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import HolidayRegion
from timonerie.engine.calendar_fields import WEEKDAYS
from timonerie.engine.calendars import Calendar
from timonerie.engine.worktime import Clock
from timonerie.foundations.wording import formats
from timonerie.web.forms.calendars import DAY_NAMES


@dataclass(frozen=True)
class Day:
    """`hours` are the openings in words, empty when closed; `why` names a holiday."""

    day: date
    hours: str
    seconds: int
    why: str

    @property
    def label(self) -> str:
        return format_date(self.day, "EEEE d", formats.locale())


def of(calendar: Calendar, *, first: date) -> list[list[Day]]:
    """Four weeks from the Monday of `first`, as the engine counts them."""
    monday = first - timedelta(days=first.weekday())
    clock = Clock.compile(calendar, monday, monday + timedelta(days=28))
    days = [_day(calendar, clock, monday + timedelta(days=rank)) for rank in range(28)]
    return [days[start : start + 7] for start in range(0, 28, 7)]


def week_words(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One line a day: "9:00 – 12:30, 14:00 – 18:00", or "fermé"."""
    openings: dict[str, list[tuple[str, str]]] = {day: [] for day in WEEKDAYS}
    for hours in document["week"]:
        for day in hours["days"]:
            openings[day].append((hours["open"], hours["close"]))
    return [
        {
            "day": str(DAY_NAMES[day]),
            "hours": ", ".join(_span(start, end) for start, end in sorted(openings[day]))
            or _("fermé"),
            "is_open": bool(openings[day]),
        }
        for day in WEEKDAYS
    ]


def grouped_week(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """The open days of the week, those in a row with the same hours told once."""
    found: list[dict[str, str]] = []
    before: dict[str, Any] = {"is_open": False, "hours": ""}
    for day in week_words(document):
        if day["is_open"] and day["hours"] == before["hours"]:
            found[-1]["last"] = day["day"]
        elif day["is_open"]:
            found.append({"first": day["day"], "last": "", "hours": day["hours"]})
        before = day
    return found


def region_of(document: Mapping[str, Any]) -> str:
    """Whose public holidays a document keeps."""
    if not document.get("holidays"):
        return str(HolidayRegion.NONE.label)
    country, subdivision = document.get("country"), document.get("subdivision")
    code = ":".join(part for part in (country, subdivision) if part)
    return str(dict(HolidayRegion.choices).get(code, code))


def exceptions_of(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """Exceptional closures and openings, in the order of the days."""
    found = [(_iso(item), _("fermé"), _hours(item, "from", "to")) for item in document["closed"]]
    found += [
        (_iso(item), _("ouvert"), _hours(item, "open", "close")) for item in document["opened"]
    ]
    return [
        {"day": formats.day(date.fromisoformat(day), style="full"), "state": state, "hours": hours}
        for day, state, hours in sorted(found)
    ]


def _day(calendar: Calendar, clock: Clock, day: date) -> Day:
    zone = ZoneInfo(calendar.zone)
    start = int(datetime.combine(day, time(), zone).timestamp())
    end = int(datetime.combine(day + timedelta(days=1), time(), zone).timestamp())
    stretches = clock.stretches(start, end)
    words = [
        _span(_clock(opens, zone), "24:00" if closes == end else _clock(closes, zone))
        for opens, closes in stretches
    ]
    return Day(
        day=day,
        hours=", ".join(words),
        seconds=sum(closes - opens for opens, closes in stretches),
        why=calendar.holidays_of(day.year).get(day, ""),
    )


def _clock(instant: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(instant, zone):%H:%M}"


def _span(start: str, end: str) -> str:
    return f"{_short(start)}{formats.NO_BREAK}–{formats.NO_BREAK}{_short(end)}"


def _short(clock: str) -> str:
    hours, minutes = clock.split(":")
    shown = f"{int(hours)}{formats.NO_BREAK}h"
    return shown if minutes == "00" else f"{shown}{formats.NO_BREAK}{minutes}"


def _iso(item: Any) -> str:
    return item if isinstance(item, str) else str(item["day"])


def _hours(item: Any, start: str, end: str) -> str:
    return "" if isinstance(item, str) else _span(item[start], item[end])
