"""A calendar file as what a company may keep of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from timonerie.engine.meetings import (
    events,
    faults,
    lines,
    occurrences,
    recognition,
    reduction,
    series,
    titles,
    zones,
)
from timonerie.engine.meetings.events import Meeting
from timonerie.engine.meetings.faults import EventUnreadable
from timonerie.engine.meetings.occurrences import Occurrence
from timonerie.engine.meetings.series import Faulty, Series

LIMIT = 10_000_000
"""Bytes. A year of a director's calendar weighs 1 to 8 MB as Outlook writes it, bodies in HTML and
hundreds of guests included; what is kept of it is under 1 MB."""
BEFORE, AFTER = timedelta(days=370), timedelta(days=120)
"""What is looked at around the day of the reading: a year and a few days, so that a yearly meeting
shows; a quarter ahead, so that a cancelled one does."""


@dataclass
class Reading:
    """`first` and `last`: the days between which the calendar holds meetings, of those looked at;
    None where it has none. `singles`: the same for what no rule repeats, which stops where the
    export does. `written_at`: when it was exported, as it says itself. `alone`: the meetings that
    do not come back, of which nothing but their key is kept. `thrown` counts what was thrown away,
    by kind; `faulty` are the events left out."""

    events: int
    zone: str
    first: date | None
    last: date | None
    singles: tuple[date, date] | None
    written_at: datetime | None
    series: list[Series]
    alone: list[Occurrence] = field(default_factory=list)
    thrown: dict[str, int] = field(default_factory=dict)
    faulty: list[Faulty] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As plain data: days and instants in ISO 8601."""
        return {
            "events": self.events,
            "zone": self.zone,
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "singles": self.singles and [one.isoformat() for one in self.singles],
            "written_at": self.written_at and self.written_at.isoformat(),
            "series": [_series(one) for one in self.series],
            "alone": [_occurrence(one) for one in self.alone],
            "thrown": self.thrown,
            "faulty": [
                {
                    "line": one.line,
                    "column": one.fault.column,
                    "value": one.fault.value,
                    "remedy": one.fault.remedy,
                }
                for one in self.faulty
            ],
        }


def _series(one: Series) -> dict[str, Any]:
    return asdict(one) | {
        "title_key": titles.key(one.title),
        "occurrences": [_occurrence(each) for each in one.occurrences],
    }


def _occurrence(one: Occurrence) -> dict[str, Any]:
    return {
        "key": one.key,
        "planned": one.planned.isoformat(),
        "start": one.start.isoformat(),
        "is_cancelled": one.is_cancelled,
    }


def read_file(path: Path, *, on: date, zone: str, places: Mapping[str, int]) -> Reading:
    """`on`: the day of the reading; `zone`: the IANA zone of hours that name none; `places`: number
    by name of the places that a meeting may be told to stand in.

    Raises:
        CalendarRefused: ICS-01 to ICS-07.
    """
    if path.stat().st_size > LIMIT:
        raise faults.too_big(LIMIT)
    return read(path.read_bytes(), on=on, zone=zone, places=places)


def read(content: bytes, *, on: date, zone: str, places: Mapping[str, int]) -> Reading:
    """As :func:`read_file`, from the bytes of the file."""
    if not recognition.looks_like(content, ""):
        raise faults.not_a_calendar()
    reduced = reduction.reduce(lines.logical(lines.decoded(content)))
    zone = _zone(reduced.zone) or zone
    midnight = datetime.combine(on, time(), UTC)
    first, last = midnight - BEFORE, midnight + AFTER
    thrown = dict(reduced.dropped)
    meetings, faulty = _meetings(reduced, zone=zone, places=places, thrown=thrown)
    if not meetings and not thrown.get("whole_days"):
        raise faults.nothing(len(reduced.events))
    occurrences.require_bounded(meetings, last=last)
    found, alone, unread = series.found_in(meetings, first=first, last=last, zone=zone)
    written = [one for one in meetings if one.rule is None and first <= one.start <= last]
    if sum(len(one.occurrences) for one in found) > occurrences.MOST:
        raise faults.explodes(None, "")
    thrown["alone"] = len(alone)
    singles = [one.start.date() for one in written]
    days = [*singles, *(each.start.date() for one in found for each in one.occurrences)]
    return Reading(
        events=len(reduced.events) + thrown.get("private", 0),
        zone=zone,
        first=min(days, default=None),
        last=max(days, default=None),
        singles=(min(singles), max(singles)) if singles else None,
        written_at=_stamp(*reduced.stamps),
        series=sorted(found, key=lambda one: (one.title.casefold(), one.keys)),
        alone=[occurrences.alone(one) for one in alone],
        thrown={name: count for name, count in sorted(thrown.items()) if count},
        faulty=sorted([*faulty, *unread], key=lambda one: one.line),
    )


def _meetings(
    reduced: reduction.Reduced, *, zone: str, places: Mapping[str, int], thrown: dict[str, int]
) -> tuple[list[Meeting], list[Faulty]]:
    found, faulty = [], []
    for kept in reduced.events:
        try:
            one = events.meeting(kept, reduced, zone=zone, places=places)
        except EventUnreadable as fault:
            faulty.append(Faulty(kept.line, fault))
            continue
        if one is None:
            thrown["whole_days"] = thrown.get("whole_days", 0) + 1
        else:
            found.append(one)
    return found, faulty


def _zone(name: str) -> str | None:
    """The zone that a calendar announces for itself; UTC is that of its server."""
    found = zones.resolve(name, {}) if name else None
    return None if found is None or found.startswith(("UTC", "Etc/")) else found


def _stamp(first: str, last: str) -> datetime | None:
    """Most calendars stamp every event with the hour of the export; where the stamps are of several
    days, they say something else."""
    if first[:8] != last[:8]:
        return None
    try:
        return datetime.strptime(last.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
