"""Opening hours of a site as data: `calendar.toml` in, a frozen `Calendar` out.

Layers, from the strongest: exceptional openings, closures, public holidays, the week. Each layer is
a set of local instants, so a night shift that runs into a public holiday stops at midnight, and one
that starts on the evening of a holiday opens at midnight. Times are local and to the minute.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any, Self
from zoneinfo import available_timezones

from timonerie.engine import calendar_fields as fields
from timonerie.engine import public_holidays
from timonerie.engine.calendar_fields import DAY_MINUTES, WEEKDAYS, CalendarError

__all__ = ["Calendar", "CalendarError", "DayHours", "WeekHours"]


@dataclass(frozen=True, order=True, slots=True)
class WeekHours:
    """One weekly opening: `days` Monday 0, minutes since midnight, `closes` past 1440 at night."""

    days: tuple[int, ...]
    opens: int
    closes: int

    def to_dict(self) -> dict[str, Any]:
        return {
            "days": [WEEKDAYS[day] for day in self.days],
            "open": fields.clock_text(self.opens),
            "close": fields.clock_text(self.closes),
        }


@dataclass(frozen=True, order=True, slots=True)
class DayHours:
    """Hours of one date, in minutes since its midnight; `end` past 1440 runs into the next day."""

    day: date
    start: int = 0
    end: int = DAY_MINUTES

    @property
    def whole_day(self) -> bool:
        return self.start == 0 and self.end == DAY_MINUTES

    def to_dict(self, start: str, end: str) -> dict[str, str]:
        return {
            "day": self.day.isoformat(),
            start: fields.clock_text(self.start),
            end: fields.clock_text(self.end),
        }


@dataclass(frozen=True)
class Calendar:
    """When a site works. Build it with `from_dict` or `from_toml`, which check every field.

    `country` and `subdivision` are spelt as the `holidays` library does ("FR", "6AE", "974").
    """

    zone: str
    week: tuple[WeekHours, ...] = ()
    country: str | None = None
    subdivision: str | None = None
    holidays: bool = False
    closed: tuple[DayHours, ...] = ()
    opened: tuple[DayHours, ...] = ()

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Raises CalendarError, with the line when the TOML itself cannot be read."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _unreadable(text, str(error)) from None
        return cls.from_dict(data)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A calendar from the keys of `calendar.toml`.

        Holidays are taken when a country is given, unless `holidays = false`.
        Raises CalendarError naming the faulty key and the remedy.
        """
        fields.refuse_unknown(
            data, ("zone", "country", "subdivision", "holidays", "week", "closed", "opened")
        )
        country = _code(data.get("country"), "country")
        subdivision = _code(data.get("subdivision"), "subdivision")
        calendar = cls(
            zone=_zone(data.get("zone")),
            week=_week(data.get("week", [])),
            country=country,
            subdivision=subdivision,
            holidays=_takes_holidays(data, country, subdivision),
            closed=_closed(data.get("closed", [])),
            opened=_opened(data.get("opened", [])),
        )
        if not (calendar.week or calendar.opened):
            raise CalendarError(
                "Aucun horaire d’ouverture : ajoutez au moins une table [[week]].", "week"
            )
        return calendar

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready and in a fixed order: equal calendars give equal dictionaries."""
        data: dict[str, Any] = {"zone": self.zone}
        if self.country:
            data["country"] = self.country
        if self.subdivision:
            data["subdivision"] = self.subdivision
        data["holidays"] = self.holidays
        data["week"] = [hours.to_dict() for hours in self.week]
        data["closed"] = [
            hours.day.isoformat() if hours.whole_day else hours.to_dict("from", "to")
            for hours in self.closed
        ]
        data["opened"] = [hours.to_dict("open", "close") for hours in self.opened]
        return data

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hexadecimal) of the canonical JSON: which hours a figure was computed with."""
        text = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def holidays_of(self, year: int) -> Mapping[date, str]:
        """Public holidays of a year that the calendar observes, with their names."""
        if not self.holidays or self.country is None:
            return {}
        return public_holidays.named(self.country, self.subdivision, year)


def _unreadable(text: str, reason: str) -> CalendarError:
    found = re.search(r"at line (\d+)", reason)
    lines = text.splitlines() or [""]
    line = int(found[1]) if found else len(lines)
    excerpt = lines[min(line, len(lines)) - 1].strip()
    return CalendarError(
        f"Ligne {line} : écriture TOML illisible près de « {excerpt} ». Vérifiez les guillemets et"
        " les crochets ; les heures s’écrivent entre guillemets.",
        "",
        line,
    )


def _code(value: Any, key: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):  # subdivision = 974, unquoted
        return str(value)
    if not isinstance(value, str) or not value:
        raise CalendarError(f"« {key} » doit être un texte entre guillemets.", key)
    return value


def _zone(value: Any) -> str:
    if isinstance(value, str) and value in _zones():
        return value
    if value is None:
        raise CalendarError(
            "Fuseau horaire absent : ajoutez « zone », par exemple « Europe/Paris ».", "zone"
        )
    close = get_close_matches(str(value), _zones(), n=1)
    hint = close[0] if close else "Europe/Paris"
    raise CalendarError(
        f"« zone » : fuseau inconnu « {value} ». Écrivez par exemple « {hint} ».", "zone"
    )


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _takes_holidays(data: Mapping[str, Any], country: str | None, subdivision: str | None) -> bool:
    taken = fields.flag(data.get("holidays", country is not None), "holidays")
    if country is not None:
        public_holidays.check(country, subdivision)
    elif subdivision is not None or taken:
        raise CalendarError(
            "Pays absent : ajoutez « country », par exemple « FR », ou « holidays = false »"
            " sans « subdivision ».",
            "country",
        )
    return taken


def _week(value: Any) -> tuple[WeekHours, ...]:
    found = set()
    for number, table in enumerate(fields.tables(value, "week"), start=1):
        where = f"week[{number}]."
        fields.refuse_unknown(table, ("days", "open", "close"), where)
        opens, closes = fields.hours(
            table.get("open"), table.get("close"), (f"{where}open", f"{where}close")
        )
        days = fields.weekdays(table.get("days"), f"{where}days")
        found.add(WeekHours(days, opens, closes))
    return tuple(sorted(found))


def _closed(value: Any) -> tuple[DayHours, ...]:
    items = value if isinstance(value, list) else [value]
    found = set()
    for number, item in enumerate(items, start=1):
        where = f"closed[{number}]"
        if not isinstance(item, Mapping):
            found.add(DayHours(fields.day(item, where)))
            continue
        fields.refuse_unknown(item, ("day", "from", "to"), f"{where}.")
        start, end = fields.hours(
            item.get("from", "00:00"), item.get("to", "24:00"), (f"{where}.from", f"{where}.to")
        )
        found.add(DayHours(fields.day(item.get("day"), f"{where}.day"), start, end))
    return tuple(sorted(found))


def _opened(value: Any) -> tuple[DayHours, ...]:
    found = set()
    for number, table in enumerate(fields.tables(value, "opened"), start=1):
        where = f"opened[{number}]."
        fields.refuse_unknown(table, ("day", "open", "close"), where)
        opens, closes = fields.hours(
            table.get("open"), table.get("close"), (f"{where}open", f"{where}close")
        )
        found.add(DayHours(fields.day(table.get("day"), f"{where}day"), opens, closes))
    return tuple(sorted(found))
