"""What there is to decide, in a digest: the same lines as « Aujourd’hui », told within the week's
number of alerts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from timonerie.domains.publications.enums import DigestKind
from timonerie.domains.publications.rules import telling
from timonerie.domains.publications.rules.telling import Told
from timonerie.web.attention import registry
from timonerie.web.attention.scene import Line
from timonerie.web.digests.reader import Item, Reader


@dataclass(frozen=True)
class Decisions:
    """The lines told and their keys, the heaviest first; `waiting` counts the others."""

    items: tuple[Item, ...] = ()
    keys: tuple[str, ...] = ()
    waiting: int = 0
    known: frozenset[str] = field(default_factory=frozenset)
    """Where every line of the reader leads, told or not."""


def of(reader: Reader, kind: DigestKind, *, room: int, known: Collection[str]) -> Decisions:
    """At most five, and at most `room`; on other days than Monday, those not `known` only."""
    lines = registry.lines(reader.scene)
    keys = [key_of(line) for line in lines]
    weekly = kind == DigestKind.WEEKLY
    told = (
        telling.weekly(keys, room=room) if weekly else telling.daily(keys, known=known, room=room)
    )
    return _decisions(lines, keys, told)


def instead(
    absent: Reader, *, mine: Decisions, room: int, known: Collection[str], weekly: bool
) -> Decisions:
    """The lines of somebody who is away, for who stands in: only those that lead where the lines
    of the deputy lead too, so that nobody learns more than their pages show."""
    lines = [
        line
        for line in registry.lines(absent.scene)
        if line.url in mine.known and key_of(line) not in mine.keys
    ]
    keys = [key_of(line) for line in lines]
    told = (
        telling.weekly(keys, room=room) if weekly else telling.daily(keys, known=known, room=room)
    )
    return _decisions(lines, keys, told)


def key_of(line: Line) -> str:
    return telling.key(url=line.url, title=str(line.title))


def item_of(line: Line) -> Item:
    detail = " · ".join(str(part) for part in (line.since, line.why) if part)
    return Item(str(line.title), detail, line.url)


def _decisions(lines: Sequence[Line], keys: Sequence[str], told: Told) -> Decisions:
    return Decisions(
        items=tuple(item_of(lines[rank]) for rank in told.ranks),
        keys=tuple(keys[rank] for rank in told.ranks),
        waiting=told.waiting,
        known=frozenset(line.url for line in lines),
    )
