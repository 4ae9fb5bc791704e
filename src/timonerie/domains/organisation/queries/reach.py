"""How far a reader sees: the units, providers and functions of their mandates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.organisation.models import Mandate
from timonerie.domains.organisation.queries import directory
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role, Scope
from timonerie.foundations.scope.memory import once

Ids = frozenset[int]
NOTHING: Ids = frozenset()


@dataclass(frozen=True)
class Reach:
    """Three conditions that all hold together; None is everything, an empty set is nothing."""

    unit_ids: Ids | None = None
    provider_ids: Ids | None = None
    function_ids: Ids | None = None

    def holds(
        self, *, unit: int | None = None, provider: int | None = None, function: int | None = None
    ) -> bool:
        """Whether what is said of a unit, a provider and a function, where named, may be read."""
        named = (
            (unit, self.unit_ids),
            (provider, self.provider_ids),
            (function, self.function_ids),
        )
        return all(one is None or ids is None or one in ids for one, ids in named)


@once
def reach(actor: Actor, *, on: date) -> Reach:
    """What the mandates in force on a day open, subtrees expanded; two queries at most.

    The system, and a role that needs no mandate and has none, reach everything.
    """
    given = () if actor.membership_id is None else _given(actor.membership_id)
    return narrowed(actor.role, [one for one in given if one.is_in_force(on=on)])


def narrowed(role: Role, mandates: Sequence[Mandate]) -> Reach:
    """How far a role sees with the mandates in force of its membership."""
    if not mandates:
        needs_one = role in policies.needing_mandate()
        return Reach(NOTHING, NOTHING, NOTHING) if needs_one else Reach()
    units = _named(mandate.unit_id for mandate in mandates)
    providers = _named(mandate.provider_id for mandate in mandates)
    functions = _named(mandate.function_id for mandate in mandates)
    scope = policies.scope_of(role)
    if units is None and scope == Scope.UNIT:
        units = NOTHING
    if providers is None and scope == Scope.PROVIDER:
        providers = NOTHING
    return Reach(units and _subtrees(units), providers, functions)


def function_sets(*, since: date) -> set[Ids]:
    """The sets of functions that some membership is or will be narrowed to, from a day on."""
    by_membership: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.filter(function__isnull=False):
        by_membership[mandate.membership_id].append(mandate)
    found = set()
    for mandates in by_membership.values():
        days = {since, *(one.start_date for one in mandates)}
        days |= {one.end_date + timedelta(days=1) for one in mandates if one.end_date}
        for day in days:
            in_force = (one.function_id for one in mandates if one.is_in_force(on=day))
            if day >= since and (ids := _named(in_force)):
                found.add(ids)
    return found


@once
def _given(membership: int) -> tuple[Mandate, ...]:
    """Whatever the day: a page that looks at two days asks once."""
    return tuple(Mandate.objects.filter(membership_id=membership))


def _named(ids: Iterable[int | None]) -> Ids | None:
    found = frozenset(row_id for row_id in ids if row_id is not None)
    return found or None


def _subtrees(unit_ids: Ids) -> Ids:
    places = directory.places().values()
    return frozenset(one.pk for one in places if any(one.is_under(pk) for pk in unit_ids))
