"""What late hand-overs between two sides go with: counts over passages, in exact fractions.

A passage is steps in order, each done by one side. The upstream step of a step is the nearest one
before it that the other side does. Nothing here says that one thing causes another: items done
again *follow* an upstream step that was late, or they do not.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST = 10
"""Items, or late steps, under which no share is told."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """`is_late` is None where nobody knows; `redone` where the step returns no work or nobody said.
    `name` is any code of what the step hands over."""

    side: str
    is_late: bool | None
    redone: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Passage:
    place: Hashable
    steps: Sequence[Step]


@dataclass(frozen=True)
class Place:
    """What a place has of the whole: of its own `denominator`, what follows a late step."""

    place: Hashable
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Explanation:
    """`numerator` of `denominator` follow an upstream step that was late. `usual` of `passages` had
    such a step late, whatever came of it: what there would be if nothing went together. `name` and
    `upstream` are what was done again, and after what, most often."""

    numerator: int
    denominator: int
    places: tuple[Place, ...]
    usual: int
    passages: int
    name: str = ""
    upstream: str = ""

    @property
    def is_enough(self) -> bool:
        return self.denominator >= LEAST

    @property
    def share(self) -> Fraction | None:
        """None under `LEAST`."""
        return Fraction(self.numerator, self.denominator) if self.is_enough else None

    @property
    def first(self) -> Place | None:
        """The place where most of what follows comes from, if it is most of it: more than half, and
        one place alone."""
        best = max(self.places, key=lambda one: one.numerator, default=None)
        is_most = best is not None and 2 * best.numerator > self.numerator
        return best if is_most and self.is_enough and len(self.places) > 1 else None


def redone(passages: Iterable[Passage], *, side: str) -> Explanation:
    """Of the items that a side did again, those whose upstream step was late."""
    return _counted(passages, side, lambda one: one.redone)


def late(passages: Iterable[Passage], *, side: str) -> Explanation:
    """Of the steps that a side did late, those whose upstream step was late."""
    return _counted(passages, side, lambda one: int(one.is_late or False))


@dataclass(frozen=True)
class _Pair:
    place: Hashable
    count: int
    follows: bool
    name: str
    upstream: str


def _counted(
    passages: Iterable[Passage], side: str, weigh: Callable[[Step], int | None]
) -> Explanation:
    pairs = [pair for one in passages for pair in _pairs(one, side, weigh)]
    whole: Counter[Hashable] = Counter()
    part: Counter[Hashable] = Counter()
    for pair in pairs:
        whole[pair.place] += pair.count
        part[pair.place] += pair.count * pair.follows
    places = [Place(place, part[place], count) for place, count in whole.items() if count]
    return Explanation(
        numerator=sum(part.values()),
        denominator=sum(whole.values()),
        places=tuple(sorted(places, key=lambda one: (-one.numerator, -one.denominator))),
        usual=sum(pair.follows for pair in pairs),
        passages=len(pairs),
        name=_most((pair.name, pair.count) for pair in pairs),
        upstream=_most((pair.upstream, pair.count * pair.follows) for pair in pairs),
    )


def _pairs(passage: Passage, side: str, weigh: Callable[[Step], int | None]) -> Iterator[_Pair]:
    """The steps of a side that weigh something known and whose upstream step is known too."""
    for rank, step in enumerate(passage.steps):
        count = weigh(step)
        before = _upstream(passage.steps, rank)
        if step.side != side or count is None or before is None or before.is_late is None:
            continue
        yield _Pair(passage.place, count, before.is_late, step.name, before.name)


def _upstream(steps: Sequence[Step], rank: int) -> Step | None:
    own = steps[rank].side
    return next((one for one in reversed(steps[:rank]) if one.side != own), None)


def _most(weighed: Iterable[tuple[str, int]]) -> str:
    """The heaviest name, the first in order of several; empty where nothing weighs."""
    counts: Counter[str] = Counter()
    for name, weight in weighed:
        counts[name] += weight
    known = [one for one in counts if counts[one]]
    return min(known, key=lambda one: (-counts[one], one), default="")
