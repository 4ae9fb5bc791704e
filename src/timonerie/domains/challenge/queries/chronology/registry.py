"""The sources of a chronology, as their modules register them."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import translation

from timonerie.domains.challenge.queries.chronology.shapes import Asked, Entry
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.registration import discover

SOURCES = "timonerie.domains.challenge.queries.chronology.sources"
LANGUAGE = "fr"
Source = Callable[[Asked], Iterable[Entry]]
_known: dict[Source, int] = {}


def register(*, rank: int) -> Callable[[Source], Source]:
    """Mark a function as a source; on one day, lines stand in the order of the ranks."""

    def mark(source: Source) -> Source:
        _known[source] = rank
        return source

    return mark


def entries(actor: Actor, provider: Provider, *, on: date) -> list[Entry]:
    """Everything that the reader may read, the first day first."""
    discover(SOURCES)
    asked = Asked(actor, provider, on)
    with translation.override(LANGUAGE):
        found = [
            (entry.day, rank, place, entry)
            for source, rank in sorted(_known.items(), key=lambda one: one[1])
            for place, entry in enumerate(source(asked))
        ]
    return [one[-1] for one in sorted(found, key=lambda one: one[:3])]
