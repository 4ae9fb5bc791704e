"""What a reader asks, and what answers it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from timonerie.foundations.accounts.actors import Actor
from timonerie.web.arrangements import folded


@dataclass(frozen=True)
class Hit:
    """A page that answers; `detail` tells it from one of the same name."""

    title: str
    url: str
    detail: str | Promise = ""


@dataclass(frozen=True)
class Question:
    """Words typed by a reader, without capitals or accents; each must be found."""

    text: str
    actor: Actor
    slug: str
    on: date

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(folded(self.text).split())

    def finds(self, *texts: str | None) -> bool:
        """Whether every word stands somewhere in the texts."""
        said = folded(" ".join(text for text in texts if text))
        return all(word in said for word in self.words)

    def closest(self, hits: Iterable[Hit]) -> list[Hit]:
        """Names that begin like the question first, then by name."""
        asked = " ".join(self.words)

        def rank(hit: Hit) -> tuple[bool, str]:
            name = folded(hit.title)
            return not name.startswith(asked), name

        return sorted(hits, key=rank)

    def url(self, route: str, *args: object) -> str:
        return reverse(route, args=[self.slug, *args])


Found = Iterator[Hit]
