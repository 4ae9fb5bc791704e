"""The kinds of thing that can be found, as their modules register them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from timonerie.foundations.registration import discover
from timonerie.web.search.question import Found, Hit, Question

Source = Callable[[Question], Found]
SOURCES = "timonerie.web.search.sources"
#: Shown of each kind: more words find better than a longer list.
MOST = 12


@dataclass(frozen=True)
class Kind:
    source: Source
    label: Promise
    icon: str
    permission: str
    rank: int


@dataclass(frozen=True)
class Group:
    """The hits of a kind, `more` of which are not shown."""

    label: Promise
    icon: str
    hits: Sequence[Hit]
    more: int


_kinds: list[Kind] = []


def register(
    *, label: Promise, icon: str, permission: str, rank: int
) -> Callable[[Source], Source]:
    """Mark a function as a kind of thing, found by the roles that hold `permission`."""

    def mark(source: Source) -> Source:
        _kinds.append(Kind(source, label, icon, permission, rank))
        return source

    return mark


def groups(question: Question, *, most: int = MOST) -> list[Group]:
    """What answers, by kind; nothing for a question without a word."""
    if not question.words:
        return []
    discover(SOURCES)
    found = []
    for kind in sorted(_kinds, key=lambda one: one.rank):
        hits = kind.source(question) if question.actor.may(kind.permission) else ()
        ordered = question.closest(hits)
        if ordered:
            more = max(0, len(ordered) - most)
            found.append(Group(kind.label, kind.icon, ordered[:most], more))
    return found
