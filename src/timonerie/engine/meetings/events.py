"""The meetings of a reduced calendar, one for each event."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from icalendar.error import BrokenCalendarProperty
from icalendar.prop import vBroken

from timonerie.engine.meetings import faults, reduction, repetition, titles, zones
from timonerie.engine.meetings.faults import EventUnreadable
from timonerie.engine.meetings.lines import Line
from timonerie.engine.meetings.reduction import Kept, Reduced
from timonerie.engine.meetings.repetition import Rule

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DATE_REMEDY = "Ouvrez cette réunion dans l’agenda, redonnez-lui son heure, puis exportez."
_LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Meeting:
    """An event: a meeting of its own, a series (`rule`), or one of a series that was changed
    (`planned`, when it should have stood). Instants know their zone; `uid` and `place` say
    nothing of who holds the calendar. `lines` make the event again."""

    line: int
    uid: str
    title: str
    start: datetime
    minutes: int
    rule: Rule | None
    planned: datetime | None
    left_out: tuple[datetime, ...]
    is_cancelled: bool
    guests: int
    place: int | None
    lines: tuple[str, ...]

    def key(self, planned: datetime | None) -> str:
        """What names one occurrence from an export to the next; a meeting of its own keeps its
        key when it moves."""
        told = planned.astimezone(UTC).isoformat() if planned else ""
        return digest(f"{self.uid}\n{told}")


def digest(text: str) -> str:
    """Identifiers of calendars may hold an address: what is kept of them is a hash."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def meeting(
    kept: Kept, reduced: Reduced, *, zone: str, places: Mapping[str, int]
) -> Meeting | None:
    """None for a day without hours, or without a title: nothing that a ritual is made of.

    Raises:
        EventUnreadable: its dates or its repetition.
        CalendarRefused: ICS-02 a time zone that nobody knows.
    """
    lines = [_in_known_zone(one, reduced, zone) for one in kept.properties if _is_spoken(one)]
    told = {one.name: one.value for one in reversed(kept.properties)}
    event = _event(lines)
    start = _instant(event, "DTSTART", told, zone)
    title = titles.cleaned(told.get("SUMMARY", ""))
    if start is None or not titles.key(title):
        return None
    planned = _instant(event, "RECURRENCE-ID", told, zone) if "RECURRENCE-ID" in told else None
    place = titles.place_in(told.get("LOCATION", ""), places) or titles.place_in(title, places)
    return Meeting(
        line=kept.line,
        uid=digest(told.get("UID", "") or f"{title}\n{start.isoformat()}"),
        title=title,
        start=start,
        minutes=_minutes(event, start),
        rule=repetition.parse(told["RRULE"]) if "RRULE" in told else None,
        planned=planned,
        left_out=tuple(_left_out(event, start)),
        is_cancelled=told.get("STATUS", "").upper() == "CANCELLED",
        guests=kept.guests,
        place=place,
        lines=tuple(one.written for one in lines),
    )


def _is_spoken(line: Line) -> bool:
    """What the reader of dates is given: neither words nor places."""
    return line.name not in ("SUMMARY", "LOCATION", "UID")


def _in_known_zone(line: Line, reduced: Reduced, zone: str) -> Line:
    name = reduction.tzid_of(line)
    if name:
        found = zones.resolve(name, reduced.described)
        if found is None:
            raise faults.unknown_zone(line.number, name[:60])
        return reduction.in_zone(line, "" if line.value.endswith("Z") else found)
    if line.name in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        is_floating = "T" in line.value and not line.value.endswith("Z")
        return reduction.in_zone(line, zone) if is_floating else line
    return line


def _event(lines: list[Line]) -> Any:
    text = "\r\n".join(["BEGIN:VEVENT", *(one.written for one in lines), "END:VEVENT", ""])
    try:
        return icalendar.Event.from_ical(text)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise EventUnreadable("VEVENT", "", _DATE_REMEDY) from error


def _instant(event: Any, name: str, told: Mapping[str, str], zone: str) -> datetime | None:
    """None for a whole day. Raises EventUnreadable."""
    found = _told(event, name)
    if isinstance(found, datetime):
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise EventUnreadable(name, told.get(name, "")[:60], _DATE_REMEDY)
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    if isinstance(found, date):
        return None
    raise EventUnreadable(name, told.get(name, "")[:60], _DATE_REMEDY)


def _told(event: Any, name: str) -> Any:
    """What a property says; None where it is absent or damaged."""
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _minutes(event: Any, start: datetime) -> int:
    """0 where the calendar does not say, or says what no meeting lasts."""
    length, end = _told(event, "DURATION"), _told(event, "DTEND")
    if isinstance(end, datetime):
        length = (end if end.tzinfo else end.replace(tzinfo=start.tzinfo)) - start
    if not isinstance(length, timedelta) or not timedelta(0) <= length <= _LONGEST:
        return 0
    return round(length.total_seconds() / 60)


def _left_out(event: Any, start: datetime) -> list[datetime]:
    """Occurrences that were taken out of the series; a day alone is at the hour of the series."""
    listed = event.get("EXDATE", [])
    found: list[datetime] = []
    for one in listed if isinstance(listed, list) else [listed]:
        if isinstance(one, vBroken):
            raise EventUnreadable("EXDATE", str(one)[:60], _DATE_REMEDY)
        for each in getattr(one, "dts", ()):
            if isinstance(each.dt, datetime):
                found.append(each.dt if each.dt.tzinfo else each.dt.replace(tzinfo=start.tzinfo))
            elif isinstance(each.dt, date):
                hour = time(start.hour, start.minute, start.second)
                found.append(datetime.combine(each.dt, hour, start.tzinfo))
    return found
