"""The sections of a meeting, as their modules register them."""

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module

from timonerie.web.meetings.shapes import Asked, Section

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


@cache
def discover() -> None:
    """Let every module of `sources` register its own, once, when somebody looks."""
    package = import_module(SOURCES)
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{SOURCES}.{module.name}")


def sections(asked: Asked) -> list[Section]:
    discover()
    told = (source(asked) for source in sorted(_known, key=lambda one: _known[one]))
    return [section for section in told if section is not None]
