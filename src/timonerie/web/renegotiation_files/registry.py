"""The parts of a renegotiation file, as their modules register them."""

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module

from timonerie.web.renegotiation_files.shapes import Asked, Part

Source = Callable[[Asked], Part | None]
SOURCES = "timonerie.web.renegotiation_files.sources"

_known: dict[Source, int] = {}


def register(*, rank: int) -> Callable[[Source], Source]:
    """Mark a function as a part; parts stand in the order of their ranks. A part that answers None
    is not shown."""

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


def parts(asked: Asked) -> list[Part]:
    discover()
    told = (source(asked) for source in sorted(_known, key=lambda one: _known[one]))
    return [part for part in told if part is not None]
