"""What is kept of a calendar file: an allow-list of properties; the rest is dropped, and counted.

Bodies, links, names and addresses are gone before anything else reads the file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timonerie.engine.meetings import faults, zones
from timonerie.engine.meetings.lines import Line
from timonerie.engine.meetings.zones import Described

MOST_EVENTS = 5_000
MOST_TIMES = 1_000
"""Occurrences that a series may ask for; Outlook stops at 999."""

KEPT = frozenset(
    {"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"}
    | {"RECURRENCE-ID", "STATUS", "LOCATION"}
)
_DATES = frozenset({"DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"})
#: Where what is dropped is counted, by property.
DROPPED = {
    "DESCRIPTION": "bodies",
    "X-ALT-DESC": "bodies",
    "COMMENT": "bodies",
    "ATTENDEE": "guests",
    "ORGANIZER": "guests",
    "CONTACT": "guests",
    "URL": "links",
    "CONFERENCE": "links",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL": "links",
    "X-GOOGLE-CONFERENCE": "links",
    "ATTACH": "attachments",
}
PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})
_TIMES = re.compile(r"(?:^|;)COUNT=(\d+)", re.IGNORECASE)
_PACE = re.compile(r"(?:^|;)FREQ=(\w+)", re.IGNORECASE)
_PACES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_TZID = re.compile(r';TZID=("[^"]*"|[^;:]*)', re.IGNORECASE)
_VALUE = re.compile(r";VALUE=([A-Za-z-]+)", re.IGNORECASE)
_LOCAL_FILE = re.compile(r"^file:", re.IGNORECASE)


@dataclass
class Kept:
    """An event as it will be read: its lines, in our own words, and how many were invited."""

    line: int
    properties: list[Line] = field(default_factory=list)
    guests: int = 0
    is_private: bool = False


@dataclass
class Reduced:
    """`zone` is the one the calendar announces, `stamps` the first and the last DTSTAMP, as
    written; `dropped` counts what was thrown away, by kind."""

    events: list[Kept] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    zone: str = ""
    stamps: tuple[str, str] = ("", "")
    described: dict[str, Described] = field(default_factory=dict)


def reduce(lines: Iterable[Line]) -> Reduced:
    """Raises CalendarRefused: ICS-01 to ICS-05."""
    found, stream = Reduced(), iter(lines)
    first = next(stream, None)
    if first is None or (first.name, first.value.upper()) != ("BEGIN", "VCALENDAR"):
        raise faults.not_a_calendar()
    for line in stream:
        if line.name == "BEGIN":
            _component(line, stream, found)
        elif line.name == "X-WR-TIMEZONE":
            found.zone = line.value[:100]
    return found


def _component(begin: Line, stream: Iterator[Line], found: Reduced) -> None:
    match begin.value.upper():
        case "VEVENT":
            _event(begin, stream, found)
        case "VTIMEZONE":
            _zone(stream, found)
        case "VCALENDAR":
            return
        case other:
            found.dropped["tasks" if other == "VTODO" else "others"] += 1
            _skip(begin, stream)


def _event(begin: Line, stream: Iterator[Line], found: Reduced) -> None:
    if len(found.events) + found.dropped["private"] >= MOST_EVENTS:
        raise faults.too_many(MOST_EVENTS)
    kept = Kept(begin.number)
    for line in stream:
        if line.name == "END" and line.value.upper() == "VEVENT":
            break
        if line.name == "BEGIN":
            found.dropped["reminders"] += 1
            _skip(line, stream)
        else:
            _property(line, kept, found)
    else:
        raise faults.damaged(begin.number)
    if kept.is_private:
        found.dropped["private"] += 1
    else:
        found.events.append(kept)


def _property(line: Line, kept: Kept, found: Reduced) -> None:
    if line.name in KEPT:
        found.dropped["rooms"] += line.name == "LOCATION"
        if line.value and not line.is_cut:
            kept.properties.append(_checked(line))
    elif line.name == "CLASS":
        kept.is_private = line.value.upper() in PRIVATE
    elif line.name == "DTSTAMP":
        stamp = line.value[:20]
        found.stamps = (min(found.stamps[0] or stamp, stamp), max(found.stamps[1], stamp))
    elif line.name in DROPPED:
        if line.name == "ATTACH" and _LOCAL_FILE.match(line.value):
            raise faults.local_file(line.number)
        kept.guests += line.name == "ATTENDEE"
        found.dropped[DROPPED[line.name]] += 1


def _checked(line: Line) -> Line:
    """The line with none of its parameters but those of a date."""
    if line.name == "RRULE":
        _refuse_explosion(line)
    parameters = ""
    if line.name in _DATES:
        value, zone = _VALUE.search(line.parameters), _TZID.search(line.parameters)
        parameters = (f";VALUE={value[1].upper()}" if value else "") + (zone[0] if zone else "")
    return Line(line.number, line.name, parameters, line.value)


def _refuse_explosion(line: Line) -> None:
    pace, times = _PACE.search(line.value), _TIMES.search(line.value)
    many = times is not None and (len(times[1]) > 6 or int(times[1]) > MOST_TIMES)
    if many or (pace is not None and pace[1].upper() not in _PACES):
        raise faults.explodes(line.number, line.value[:100])


def tzid_of(line: Line) -> str:
    """The zone that a date names; empty when it names none."""
    found = _TZID.search(line.parameters)
    return found[1].strip('"') if found else ""


def in_zone(line: Line, zone: str) -> Line:
    """The same date in the zone's own name; without one where `zone` is empty."""
    plain = _TZID.sub("", line.parameters)
    parameters = f"{plain};TZID={zone}" if zone else plain
    return Line(line.number, line.name, parameters, line.value)


def _zone(stream: Iterator[Line], found: Reduced) -> None:
    """What a VTIMEZONE says of its offsets; its rules are never run."""
    name, said, part = "", Described(), ""
    for line in stream:
        if line.name == "END" and line.value.upper() == "VTIMEZONE":
            break
        if line.name == "BEGIN":
            part = line.value.upper()
        elif line.name == "TZID":
            name = line.value.strip('"')
        elif line.name == "TZOFFSETTO" and part == "STANDARD":
            said.standard = zones.offset(line.value)
        elif line.name == "TZOFFSETTO" and part == "DAYLIGHT":
            said.daylight = zones.offset(line.value)
        elif line.name == "RRULE" and "BYDAY=-1SU" in line.value.upper():
            said.sundays |= set(re.findall(r"BYMONTH=(\d+)", line.value))
    found.described.setdefault(name, said)


def _skip(begin: Line, stream: Iterator[Line]) -> None:
    """Past a component and those inside it."""
    depth = 1
    for line in stream:
        depth += (line.name == "BEGIN") - (line.name == "END")
        if not depth:
            return
    raise faults.damaged(begin.number)
