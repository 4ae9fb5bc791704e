"""How each criterion is read, as their modules register them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.rules.scores import Note
from timonerie.domains.performance.queries.board import Board
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.registration import discover

SOURCES = "timonerie.web.provider_scores.sources"


@dataclass(frozen=True, eq=False)
class Given:
    """Whose notes are read: providers by row id, months by their first day, oldest first."""

    actor: Actor
    board: Board
    providers: Sequence[int]
    months: Sequence[date]


#: By provider, then month.
Read = Mapping[tuple[int, date], Note]
Source = Callable[[Given], Read]
_known: dict[str, tuple[Source, str]] = {}


def register(*, criterion: str, permission: str) -> Callable[[Source], Source]:
    """Mark a function as what reads a criterion, for who holds a permission."""

    def mark(source: Source) -> Source:
        _known[criterion] = (source, permission)
        return source

    return mark


def read(given: Given) -> dict[str, Read]:
    """The notes of each criterion that something reads and that the reader may read."""
    discover(SOURCES)
    return {
        criterion: source(given)
        for criterion, (source, permission) in _known.items()
        if given.actor.may(permission)
    }
