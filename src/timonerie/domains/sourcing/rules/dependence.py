"""Whom a company depends on: providers that hold too much, heads that are alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

VITAL: Final = 4
#: Concentration is two vital activities with one provider, not a share of the spend.
CONCENTRATED: Final = 2
#: From so many activities on, one person who answers for all of them is told.
EVERYTHING_FROM: Final = 3


class Risk(StrEnum):
    """In the order in which they are told at the same weight."""

    SAME_PROVIDER = "same_provider"
    NO_TAKE_BACK = "no_take_back"
    NOBODY = "nobody"
    ONE_HEAD = "one_head"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Held:
    """An activity at a place: keys of who does it (None: ourselves), of the person who holds the
    seat that answers for it, of their deputy, and of those inside who know how to do it."""

    activity: int
    name: str
    criticality: int
    unit: int | None = None
    provider: int | None = None
    accountable: int | None = None
    deputy: int | None = None
    knowers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Finding:
    """`subject` is the key of a provider (SAME_PROVIDER, NO_TAKE_BACK) or of a person (ONE_HEAD,
    EVERYTHING), None for NOBODY. `weight` adds up the criticality of the activities, each once; an
    activity that somebody else knows how to do counts for half where only the deputy is missing."""

    risk: Risk
    activities: tuple[int, ...]
    subject: int | None
    weight: float
    is_owner_manager: bool = False


def findings(served: Sequence[Held], *, owners: Collection[int] = ()) -> list[Finding]:
    """What the company hangs on, the heaviest first. `owners` are the people who own and manage it:
    they count like anybody else, and are told as such."""
    found = [
        *_same_provider(served),
        *_no_take_back(served),
        *_nobody(served),
        *_one_head(served, owners),
        *_everything(served, owners),
    ]
    return sorted(found, key=lambda one: (-one.weight, list(Risk).index(one.risk), one.activities))


def _same_provider(served: Sequence[Held]) -> Iterable[Finding]:
    for provider, rows in _grouped(_vital(served), lambda one: one.provider).items():
        if len({one.activity for one in rows}) >= CONCENTRATED:
            yield _finding(Risk.SAME_PROVIDER, rows, provider)


def _no_take_back(served: Sequence[Held]) -> Iterable[Finding]:
    """Vital activities that one provider does everywhere, and that nobody inside can take back."""
    alone: dict[int, list[Held]] = defaultdict(list)
    for rows in _grouped(_vital(served), lambda one: one.activity).values():
        providers = {one.provider for one in rows}
        (provider, *rest) = providers
        if provider is not None and not rest and not any(one.knowers for one in rows):
            alone[provider] += rows
    for provider, rows in alone.items():
        yield _finding(Risk.NO_TAKE_BACK, rows, provider)


def _nobody(served: Sequence[Held]) -> Iterable[Finding]:
    for rows in _grouped(_vital(served), lambda one: one.activity).values():
        if all(one.accountable is None for one in rows):
            yield _finding(Risk.NOBODY, rows, None)


def _one_head(served: Sequence[Held], owners: Collection[int]) -> Iterable[Finding]:
    """Activities whose head has no deputy, or is their own deputy, by person."""
    hanging = [one for one in served if one.deputy in (None, one.accountable)]
    for person, rows in _grouped(hanging, lambda one: one.accountable).items():
        yield _finding(Risk.ONE_HEAD, rows, person, owners=owners, weigh=_known_by_others)


def _everything(served: Sequence[Held], owners: Collection[int]) -> Iterable[Finding]:
    """One person for everything there is: where some activity has nobody, that is told apart."""
    rows = list(served)
    people = {one.accountable for one in rows}
    if (
        None not in people
        and len(people) == 1
        and len({one.activity for one in rows}) >= EVERYTHING_FROM
    ):
        yield _finding(Risk.EVERYTHING, rows, rows[0].accountable, owners=owners)


def _finding(
    risk: Risk,
    rows: Sequence[Held],
    subject: int | None,
    *,
    owners: Collection[int] = (),
    weigh: Callable[[Held], float] = lambda one: one.criticality,
) -> Finding:
    """Each activity once, at the place where it weighs most."""
    weights: dict[int, float] = {}
    for one in rows:
        weights[one.activity] = max(weigh(one), weights.get(one.activity, 0))
    activities = tuple(sorted(weights))
    return Finding(risk, activities, subject, sum(weights.values()), subject in owners)


def _known_by_others(one: Held) -> float:
    others = set(one.knowers) - {one.accountable}
    return one.criticality / 2 if others else one.criticality


def _vital(served: Iterable[Held]) -> list[Held]:
    return [one for one in served if one.criticality >= VITAL]


def _grouped(rows: Iterable[Held], key: Callable[[Held], int | None]) -> dict[int, list[Held]]:
    """By key, in the order in which they come; those without one are left out."""
    groups: dict[int, list[Held]] = defaultdict(list)
    for one in rows:
        if (found := key(one)) is not None:
            groups[found].append(one)
    return groups
