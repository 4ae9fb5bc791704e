"""The occurrences of meetings between two days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import icalendar
import recurring_ical_events

from timonerie.engine.meetings import faults
from timonerie.engine.meetings.events import Meeting
from timonerie.engine.meetings.faults import EventUnreadable

MOST = 50_000
"""Occurrences of a whole calendar between the two days."""
_MOST_STEPS = 2_000_000
_DAYS = {"daily": 1, "weekly": 7, "monthly": 28, "yearly": 365}
_LENGTHS = ("DTEND", "DURATION")
"""Only starts are asked for: an end centuries away would put centuries between the two days."""
_DAMAGED = (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError)
"""What the two libraries say of a series that makes no sense."""
_REMEDY = "La répétition de cette réunion ne se comprend pas : enregistrez-la de nouveau."


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`planned` is when the series puts it, `start` when it stands now, both in UTC."""

    key: str
    planned: datetime
    start: datetime
    is_cancelled: bool

    @property
    def is_moved(self) -> bool:
        return self.start != self.planned


def by_uid(meetings: Iterable[Meeting]) -> list[list[Meeting]]:
    found: dict[str, list[Meeting]] = defaultdict(list)
    for one in meetings:
        found[one.uid].append(one)
    return list(found.values())


def require_bounded(meetings: Iterable[Meeting], *, last: datetime) -> None:
    """Raises CalendarRefused: ICS-01 when unrolling the series would never end."""
    steps = 0
    for one in meetings:
        if one.rule is not None:
            days = max(0, (last - one.start).days)
            steps += days // (_DAYS[one.rule.frequency] * one.rule.interval)
            if steps > _MOST_STEPS:
                raise faults.explodes(one.line, one.rule.written[:100])


def of_series(meetings: Sequence[Meeting], *, first: datetime, last: datetime) -> list[Occurrence]:
    """Those of one series between two instants: its rule, what was changed, what was taken out.

    Raises:
        EventUnreadable: the rule cannot be run.
    """
    master = next(one for one in meetings if one.rule is not None)
    changed = {one.planned.astimezone(UTC): one for one in meetings if one.planned is not None}
    found = {
        planned: Occurrence(
            master.key(planned), planned, start, is_cancelled or master.is_cancelled
        )
        for planned, start, is_cancelled in _run(master, changed, first, last)
    }
    for one in master.left_out:
        planned = one.astimezone(UTC)
        if first <= planned <= last and planned not in found:
            found[planned] = Occurrence(master.key(planned), planned, planned, True)
    return sorted(found.values(), key=lambda one: one.planned)


def alone(meeting: Meeting) -> Occurrence:
    """A meeting of its own, or one of a series that its calendar does not hold."""
    start = meeting.start.astimezone(UTC)
    planned = meeting.planned.astimezone(UTC) if meeting.planned else start
    return Occurrence(meeting.key(meeting.planned), planned, start, meeting.is_cancelled)


def _run(
    master: Meeting, changed: dict[datetime, Meeting], first: datetime, last: datetime
) -> Iterable[tuple[datetime, datetime, bool]]:
    """(planned, start, whether it is cancelled)."""
    try:
        calendar = icalendar.Calendar.from_ical(_text(master, changed.values(), last))
        events = recurring_ical_events.of(calendar).between(first, last)
    except _DAMAGED as error:
        raise EventUnreadable(
            "RRULE", master.rule.written if master.rule else "", _REMEDY
        ) from error
    for event in events:
        start = event["DTSTART"].dt.astimezone(UTC)
        named: Any = event.get("RECURRENCE-ID")
        planned = named.dt.astimezone(UTC) if named is not None else start
        yield planned, start, str(event.get("STATUS", "")).upper() == "CANCELLED"


def _text(master: Meeting, changed: Iterable[Meeting], last: datetime) -> str:
    assert master.rule is not None
    rule = f"RRULE:{master.rule.until_at_most(last)}"
    lines = [rule if one.startswith("RRULE:") else one for one in master.lines]
    events = [lines, *(one.lines for one in changed)]
    written = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for each in events:
        starts = [one for one in each if not one.startswith(_LENGTHS)]
        written += ["BEGIN:VEVENT", f"UID:{master.uid}", *starts, "END:VEVENT"]
    return "\r\n".join([*written, "END:VCALENDAR", ""])
