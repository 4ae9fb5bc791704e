"""The sections of a meeting, as their modules register them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from timonerie.domains.reporting.queries import replies
from timonerie.domains.reporting.queries.replies import Beside, Key
from timonerie.foundations.registration import discover
from timonerie.web import voices
from timonerie.web.meetings.shapes import Asked, Line, Section

Source = Callable[[Asked], Section | None]
SOURCES = "timonerie.web.meetings.sources"

_known: dict[Source, int] = {}


def register(*, rank: int) -> Callable[[Source], Source]:
    """Mark a function as a section; on each side they stand in the order of their ranks. One that
    answers None is not shown."""

    def mark(source: Source) -> Source:
        _known[source] = rank
        return source

    return mark


def sections(asked: Asked) -> list[Section]:
    """In their order, each figure with what was replied to it."""
    discover(SOURCES)
    told = (source(asked) for source in sorted(_known, key=lambda one: _known[one]))
    return _answered([section for section in told if section is not None])


def _answered(found: Sequence[Section]) -> list[Section]:
    """One query for all of them."""
    said = replies.beside(line.key for one in found for line in one.lines if line.key is not None)
    return [replace(one, lines=tuple(_with_voices(one.lines, said))) for one in found]


def _with_voices(lines: Iterable[Line], said: Mapping[Key, Sequence[Beside]]) -> Iterable[Line]:
    for line in lines:
        beside = said.get(line.key, ()) if line.key is not None else ()
        yield replace(line, voices=tuple(voices.lines(beside)))
