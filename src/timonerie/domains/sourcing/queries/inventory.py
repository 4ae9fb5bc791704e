"""The inventory: each activity with what is known of it, added up or told apart by site."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.enums import Certainty, ValueField
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.queries import activities, known_values
from timonerie.domains.sourcing.queries.activities import Served
from timonerie.domains.sourcing.rules import values as rules
from timonerie.domains.sourcing.rules.values import Difference, Total, Value
from timonerie.foundations.accounts.actors import Actor

_RANKS = list(Certainty)


@dataclass(frozen=True)
class Sum:
    """What adds up over the sites of an activity; a cost is in the smallest unit of `currency`.
    Costs in several currencies do not add up: `is_mixed`, and no amount."""

    total: Total
    currency: str = ""
    is_mixed: bool = False


@dataclass(frozen=True)
class Field:
    """A field as known: what stands for the company (or, for a field that every site tells alike,
    what they say), what stands beside it, what adds up, and what stands for each site."""

    field: ValueField
    standing: Value | None
    others: tuple[Value, ...]
    by_site: Mapping[int, Value]
    sum: Sum | None = None
    differs: bool = False

    @property
    def is_known(self) -> bool:
        return self.standing is not None or bool(self.by_site)


@dataclass(frozen=True)
class Known:
    """An activity as known. `places` are the sites it is said of, by their row ids: those where it
    is served, or every site of the reader's while it is served nowhere."""

    fields: tuple[Field, ...]
    differences: tuple[Difference, ...]
    places: Mapping[int, Place]

    def __getitem__(self, field: ValueField) -> Field:
        return next(one for one in self.fields if one.field == field)


@dataclass(frozen=True)
class Line:
    """A line of the list: who serves the activity where, its volume and its cost a year."""

    served: Served
    volume: Sum
    cost: Sum

    @property
    def activity(self) -> Activity:
        return self.served.activity


def known(
    actor: Actor, *, activity: Activity, assignments: Iterable[Assignment], on: date
) -> Known:
    """`assignments` are those in force that the reader reaches. Two queries and the reach."""
    reached = _reached(actor, on=on)
    told = _of(reached, known_values.of(actor, activity=activity, on=on))
    named = {one.unit_id for one in assignments} | {one.unit_id for one in told}
    served = {pk: one for pk, one in reached.items() if pk in named}
    places = served or {pk: one for pk, one in reached.items() if one.kind == UnitKind.SITE}
    by_site: dict[int, list[Value]] = {}
    for one in told:
        if one.unit_id is not None:
            by_site.setdefault(one.unit_id, []).append(one)
    differences = tuple(rules.differences(by_site))
    differing = {one.field for one in differences}
    fields = tuple(_field(name, told, places, differs=name in differing) for name in ValueField)
    return Known(fields, differences, places)


def listed(actor: Actor, *, on: date) -> list[Line]:
    """Every active activity that the reader sees, by function then name; at most six queries."""
    told = known_values.by_activity(actor, on=on)
    reached = _reached(actor, on=on)
    everywhere = frozenset(pk for pk, one in reached.items() if one.kind == UnitKind.SITE)
    return [
        _line(one, _of(reached, told.get(one.activity.pk, ())), everywhere)
        for one in activities.served(actor, on=on)
    ]


def added(told: Iterable[Value], field: ValueField, *, sites: Collection[int]) -> Sum:
    """A field that adds up, over some sites."""
    said = [one for one in told if one.field == field]
    if field != ValueField.YEARLY_COST:
        return Sum(rules.total(said, sites=sites))
    # What stands beside in another currency is told, and adds nothing.
    said = _standing(said)
    currencies = {str(_part(one, "currency")) for one in said}
    if len(currencies) > 1:
        return Sum(Total(None, 0, len(set(sites)), False, None), is_mixed=True)
    amounts = [replace(one, value=_part(one, "cents")) for one in said]
    return Sum(rules.total(amounts, sites=sites), next(iter(currencies), "EUR"))


def _line(served: Served, told: Sequence[Value], everywhere: Collection[int]) -> Line:
    named = {one.unit_id for one in served.assignments} | {
        one.unit_id for one in told if one.unit_id is not None
    }
    sites = named or everywhere
    return Line(
        served=served,
        volume=added(told, ValueField.YEARLY_VOLUME, sites=sites),
        cost=added(told, ValueField.YEARLY_COST, sites=sites),
    )


def _reached(actor: Actor, *, on: date) -> dict[int, Place]:
    """The active units that a reader reaches, by name."""
    seen = reach(actor, on=on)
    places = directory.places().values()
    return {one.pk: one for one in places if one.archived_at is None and seen.holds(unit=one.pk)}


def _of(reached: Collection[int], told: Iterable[Value]) -> list[Value]:
    """Those of the company and of units that are still there."""
    return [one for one in told if one.unit_id is None or one.unit_id in reached]


def _field(
    name: ValueField, told: Sequence[Value], places: Collection[int], *, differs: bool
) -> Field:
    said = [one for one in told if one.field == name]
    whole = [one for one in said if one.unit_id is None]
    sites = {one.unit_id for one in said if one.unit_id is not None}
    by_site = {
        site: value
        for site in sites
        if (value := rules.standing(one for one in said if one.unit_id == site)) is not None
    }
    standing, others = rules.standing(whole), tuple(rules.others(whole))
    if name in rules.ADDED:
        return Field(name, standing, others, by_site, added(said, name, sites=places))
    if standing is None and by_site and not differs:
        # Every site that says something says the same: the surest of them speaks for all.
        standing = min(by_site.values(), key=lambda one: _RANKS.index(one.certainty))
    return Field(name, standing, others, by_site, differs=differs)


def _standing(said: Sequence[Value]) -> list[Value]:
    """What stands of one field at each place."""
    places = {one.unit_id for one in said}
    found = (rules.standing(one for one in said if one.unit_id == place) for place in places)
    return [one for one in found if one is not None]


def _part(one: Value, name: str) -> object:
    assert isinstance(one.value, Mapping)
    return one.value[name]
