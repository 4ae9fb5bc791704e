"""The kinds of dates, as their modules register them, read with the rights of who subscribed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.registration import discover
from timonerie.foundations.scope.models import Company

SOURCES = "timonerie.web.calendar_feeds.sources"


@dataclass(frozen=True)
class Reader:
    """Whose calendar it is, with the rights of the day on which it is read."""

    actor: Actor
    company: Company
    on: date


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What several places are asked on one day: a mail tells it once, with their names. `path` is
    the page of all of them."""

    key: str
    what: str
    place: str
    text: str = ""
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A whole day. `key` stays the same when the day moves; `path` is the address of its page;
    `rings` lets the alarms of the calendar announce it."""

    key: str
    day: date
    title: str
    text: str = ""
    path: str = ""
    rings: bool = True
    shared: Shared | None = None


Source = Callable[[Reader], Iterator[Event]]
_known: list[tuple[Source, str]] = []


def register(*, permission: str) -> Callable[[Source], Source]:
    """Mark a function as a kind of dates, for who holds a permission; what a mandate narrows, the
    function itself narrows."""

    def mark(source: Source) -> Source:
        _known.append((source, permission))
        return source

    return mark


def events(reader: Reader) -> list[Event]:
    """Everything the reader may read, in the order of the days, then of the titles."""
    discover(SOURCES)
    found = [
        event
        for source, permission in _known
        if reader.actor.may(permission)
        for event in source(reader)
    ]
    return sorted(found, key=lambda one: (one.day, one.title, one.key))
