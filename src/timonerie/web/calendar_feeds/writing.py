"""Dates as a calendar reads them (RFC 5545): whole days, the same identifier when a day moves."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from timonerie.web.calendar_feeds.registry import Event

PRODUCT = "-//Timonerie//Echeances//FR"
DOMAIN = "timonerie"
EVERY = timedelta(hours=6)
"""How often a calendar is asked to read again."""
MORNING = timedelta(hours=9)
"""An alarm of a whole day rings at nine, not at midnight."""


def written(
    events: Iterable[Event], *, name: str, stamp: datetime, base: str, alarms: Collection[int] = ()
) -> bytes:
    """The same bytes for the same events: `stamp` is an instant that does not move. `base` stands
    before the addresses of the pages; `alarms` are days before each date."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    for one in events:
        calendar.add_component(_entry(one, stamp, base, alarms))
    return bytes(calendar.to_ical())


def _entry(one: Event, stamp: datetime, base: str, alarms: Collection[int]) -> Entry:
    entry = Entry()
    entry.add("uid", f"{one.key}@{DOMAIN}")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", one.day)
    entry.add("dtend", one.day + timedelta(days=1))
    entry.add("summary", one.title)
    entry.add("transp", "TRANSPARENT")
    if one.text:
        entry.add("description", one.text)
    if one.path:
        entry.add("url", base + one.path)
    for days in alarms if one.rings else ():
        entry.add_component(_alarm(one, days))
    return entry


def _alarm(one: Event, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", MORNING - timedelta(days=days))
    return alarm
