"""The kinds of line, as their modules register them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from timonerie.foundations.registration import discover
from timonerie.web.attention.scene import Line, Scene

Source = Callable[[Scene], Iterator[Line]]
SOURCES = "timonerie.web.attention.sources"


@dataclass(frozen=True)
class Kind:
    """A source of lines, and for whom: the permission it needs, and whether a mandate that narrows
    the reader takes it away."""

    source: Source
    permission: str
    needs_all: bool


_kinds: list[Kind] = []


def register(*, permission: str, needs_all: bool = False) -> Callable[[Source], Source]:
    """Mark a function as a kind of line."""

    def mark(source: Source) -> Source:
        _kinds.append(Kind(source, permission, needs_all))
        return source

    return mark


def lines(scene: Scene) -> list[Line]:
    """The lines of this reader, the heaviest first."""
    discover(SOURCES)
    found = [line for kind in _kinds if _concerns(kind, scene) for line in kind.source(scene)]
    return sorted(found, key=lambda line: -line.weight)


def _concerns(kind: Kind, scene: Scene) -> bool:
    return scene.actor.may(kind.permission) and (scene.sees_all or not kind.needs_all)
