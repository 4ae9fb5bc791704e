"""Whom the company depends on, as far as a reader sees: who does what where, and who holds it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import Person, Seat, SeatHolding
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities, reaching
from timonerie.domains.sourcing.queries.activities import Served
from timonerie.domains.sourcing.rules import dependence
from timonerie.domains.sourcing.rules.dependence import Finding, Held, Risk
from timonerie.domains.sourcing.rules.dependence_maps import Grid, grid_of
from timonerie.domains.sourcing.rules.plain_words import plain
from timonerie.foundations.accounts.actors import Actor

#: Titles of who owns and manages, beside the head of the tree of posts.
_OWNERS = re.compile(r"^(co)?(gerante?s?|presidente?s?|dirigeante?s?|pdg|p d g)\b(?! de)")


@dataclass(frozen=True)
class Dependence:
    """The map and what it tells. `people` by the keys of the findings; `is_whole` where the reader
    sees every activity and every site: what is said of a part is said so."""

    findings: tuple[Finding, ...]
    grid: Grid
    served: tuple[Served, ...]
    activities: Mapping[int, Activity]
    people: Mapping[int, Person]
    is_whole: bool


def of(actor: Actor, *, on: date) -> Dependence:
    """At most six queries and the reach."""
    served = activities.served(actor, on=on)
    holders = _holders(on=on)
    held = [one for each in served for one in _held(each, holders)]
    is_whole = reaching.sees_everything(actor, on=on)
    found = _together(dependence.findings(held, owners=_owners(holders)))
    return Dependence(
        # Of a part of the activities, nobody can be said to answer for all of them.
        findings=tuple(one for one in found if is_whole or one.risk != Risk.EVERYTHING),
        grid=grid_of(held),
        served=tuple(served),
        activities={one.activity.pk: one.activity for one in served},
        people={person.pk: person for person in holders.values()},
        is_whole=is_whole,
    )


def _together(found: Sequence[Finding]) -> list[Finding]:
    """What nobody answers for is told in one breath, at the weight of all of it."""
    alone = [one for one in found if one.risk == Risk.NOBODY]
    if not alone:
        return list(found)
    every = tuple(sorted(pk for one in alone for pk in one.activities))
    whole = Finding(Risk.NOBODY, every, None, sum(one.weight for one in alone))
    rest = [one for one in found if one.risk != Risk.NOBODY]
    return sorted([whole, *rest], key=lambda one: -one.weight)


def _held(one: Served, holders: Mapping[int, Person]) -> Iterator[Held]:
    """A line a place, or one without a place for an activity that is nowhere yet."""
    activity = one.activity

    def person(seat_id: int | None) -> int | None:
        holder = holders.get(seat_id or 0)
        return holder.pk if holder is not None else None

    keeper = person(activity.keeper_id)
    places: Sequence[tuple[int | None, int | None]] = [
        (row.unit_id, row.provider_id) for row in one.assignments
    ] or [(None, None)]
    for unit, provider in places:
        yield Held(
            activity=activity.pk,
            name=activity.name,
            criticality=activity.criticality,
            unit=unit,
            provider=provider,
            accountable=person(activity.accountable_id),
            deputy=person(activity.deputy_id),
            knowers=() if keeper is None else (keeper,),
        )


def _holders(*, on: date) -> dict[int, Person]:
    """Who of the company holds each post; a provider holds none of those that answer."""
    rows = SeatHolding.objects.in_force(on=on).exclude(kind=HolderKind.PROVIDER)
    return {row.seat_id: row.person for row in rows.select_related("person") if row.person}


def _owners(holders: Mapping[int, Person]) -> frozenset[int]:
    """The people at the head of the tree of posts, and those whose title says that they own."""
    posts: list[tuple[int, str, int | None]] = list(
        Seat.objects.active().values_list("pk", "name", "manager_id")
    )
    above = {manager for _pk, _name, manager in posts if manager is not None}
    heads = {
        pk
        for pk, name, manager in posts
        if (manager is None and pk in above) or _OWNERS.search(plain(name))
    }
    return frozenset(holders[pk].pk for pk in heads if pk in holders)
