"""The parts of a decision file, as their modules register them."""

from collections.abc import Callable

from timonerie.foundations.registration import discover
from timonerie.web.renewal_files.shapes import Asked, Part

Source = Callable[[Asked], Part | None]
SOURCES = "timonerie.web.renewal_files.sources"

_known: dict[Source, int] = {}


def register(*, rank: int) -> Callable[[Source], Source]:
    """Mark a function as a part; parts stand in the order of their ranks. A part that answers None
    is not shown."""

    def mark(source: Source) -> Source:
        _known[source] = rank
        return source

    return mark


def parts(asked: Asked) -> list[Part]:
    discover(SOURCES)
    told = (source(asked) for source in sorted(_known, key=lambda one: _known[one]))
    return [part for part in told if part is not None]
