"""The sections of the mail of Monday, as their modules register them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from timonerie.foundations.registration import discover
from timonerie.web.digests.reader import Item, Reader, Section
from timonerie.web.tables import Text

Source = Callable[[Reader], Iterator[Item]]
SOURCES = "timonerie.web.digests.sources"
MOST = 8
"""Items of a section; the others are counted."""


@dataclass(frozen=True)
class Kind:
    """A source of items under a title, and for whom: the permission it needs, and whether a
    mandate that narrows the reader takes it away."""

    source: Source
    title: Text
    order: int
    permission: str
    needs_all: bool


_kinds: list[Kind] = []


def register(
    *, title: Text, order: int, permission: str, needs_all: bool = False
) -> Callable[[Source], Source]:
    """Mark a function as a section of the mail of Monday: 10 deadlines, 20 silences, 30 needs of
    the flashes, 35 challenges, 40 promises due, 50 cash and closing.
    Several sources of one title share it."""

    def mark(source: Source) -> Source:
        _kinds.append(Kind(source, title, order, permission, needs_all))
        return source

    return mark


def sections(reader: Reader, *, said: Collection[str] = ()) -> list[Section]:
    """Those that have something to say to this reader, in their order; nothing that was `said`
    already, word for word."""
    discover(SOURCES)
    found: dict[str, list[Item]] = {}
    for kind in sorted(_kinds, key=lambda one: one.order):
        if reader.actor.may(kind.permission) and (reader.scene.sees_all or not kind.needs_all):
            items = (one for one in kind.source(reader) if one.text not in said)
            found.setdefault(str(kind.title), []).extend(items)
    return [
        Section(title, tuple(items[:MOST]), more=max(0, len(items) - MOST))
        for title, items in found.items()
        if items
    ]
