"""The tree of posts: who reports to whom, how wide, how deep, and what hangs on one head."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Person,
    Provider,
    Seat,
    SeatHolding,
)
from timonerie.domains.organisation.queries.seats import visible_to
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once


@dataclass
class Post:
    """A post in the tree; `holder` is None when it is vacant, `below` counts all under it."""

    seat: Seat
    holder: Person | Provider | None
    depth: int = 0
    reports: list["Post"] = field(default_factory=list)
    below: int = 0

    @property
    def span(self) -> int:
        """Posts that answer to it directly."""
        return len(self.reports)


@dataclass(frozen=True)
class Chart:
    """`heads` are the posts that answer to none that the reader sees; a tree has one."""

    heads: list[Post]

    def walk(self) -> Iterator[Post]:
        """Each post after the one above it."""
        for head in self.heads:
            yield from _walk(head)

    @property
    def posts(self) -> int:
        return sum(1 + head.below for head in self.heads)

    @property
    def vacant(self) -> int:
        return sum(post.holder is None for post in self.walk())

    @property
    def depth(self) -> int:
        """Levels from the head to the lowest post; 0 without a post."""
        return max((post.depth + 1 for post in self.walk()), default=0)

    @property
    def widest(self) -> Post | None:
        """The post that most answer to directly."""
        return max(self.walk(), key=lambda post: post.span, default=None)

    @property
    def mean_span(self) -> float | None:
        """Posts that answer to one, on average, of those that some answer to."""
        spans = [post.span for post in self.walk() if post.span]
        return sum(spans) / len(spans) if spans else None


@once
def chart(actor: Actor, *, on: date) -> Chart:
    """The active posts that the reader reaches on a day, in three queries. Should the links ever go
    round, the loop is opened at one of its posts."""
    seats = visible_to(actor, on=on).active().select_related("unit", "function")
    holders = _holders(on=on)
    posts = {seat.pk: Post(seat, holders.get(seat.pk)) for seat in seats}
    heads = [post for post in posts.values() if post.seat.manager_id not in posts]
    for post in posts.values():
        above = posts.get(post.seat.manager_id or 0)
        if above is not None:
            above.reports.append(post)
    reached = set()
    for head in heads:
        reached |= _settle(head)
    for pk in posts.keys() - reached:
        if pk not in reached:
            head = posts[pk]
            posts[head.seat.manager_id or 0].reports.remove(head)
            heads.append(head)
            reached |= _settle(head)
    return Chart(sorted(heads, key=lambda post: (-post.below, _name(post))))


def _settle(head: Post) -> set[int]:
    """Depth and sizes under a head; the numbers of its posts."""
    order = [head]
    for post in order:
        post.reports.sort(key=_name)
        for each in post.reports:
            each.depth = post.depth + 1
        order += post.reports
    for post in reversed(order):
        post.below = sum(1 + each.below for each in post.reports)
    return {post.seat.pk for post in order}


def _walk(post: Post) -> Iterator[Post]:
    waiting = [post]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.reports)


def _name(post: Post) -> list[tuple[bool, int, str]]:
    """Alphabetical, numbers by their value: « n° 2 » comes before « n° 10 »."""
    pieces = re.split(r"(\d{1,9})", rules.alphabetical(post.seat.name))
    return [(one.isdigit(), int(one) if one.isdigit() else 0, one) for one in pieces]


@once
def _holders(*, on: date) -> Mapping[int, Person | Provider | None]:
    rows = SeatHolding.objects.in_force(on=on).select_related("person", "provider")
    return {row.seat_id: row.person or row.provider for row in rows}


@dataclass(frozen=True)
class OneHeaded:
    """A function whose filled posts are all held by one person or firm; `posts` are those it
    holds, `vacant` how many stand empty beside."""

    function: BusinessFunction
    holder: Person | Provider
    posts: tuple[Seat, ...]
    vacant: int


def one_headed_functions(*, on: date) -> list[OneHeaded]:
    """Functions of the company that hang on one head, in the order of its screens. A function
    without a filled post is not one: nothing is known of it. Two queries; company-wide, so not for
    a narrowed reader."""
    holders = _holders(on=on)
    by_function: dict[BusinessFunction, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.active().filter(function__isnull=False).select_related("function"):
        assert seat.function is not None
        by_function[seat.function].append(seat)
    found = []
    for function, seats in by_function.items():
        held = [(seat, holder) for seat in seats if (holder := holders.get(seat.pk)) is not None]
        heads = {(type(holder), holder.pk): holder for _seat, holder in held}
        if len(heads) == 1:
            posts = tuple(seat for seat, _holder in held)
            (holder,) = heads.values()
            found.append(OneHeaded(function, holder, posts, len(seats) - len(held)))
    return sorted(found, key=lambda one: (one.function.rank, one.function.name))
