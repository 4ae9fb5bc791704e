"""Reads of the management tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import BusinessFunction, Unit
from timonerie.domains.organisation.models.units import UnitQuerySet
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Node:
    """A unit in the order of the tree; `depth` is 0 for the highest the reader may see."""

    unit: Unit
    depth: int


def visible_to(actor: Actor, *, on: date | None = None) -> UnitQuerySet:
    """Units the reader reaches on a day; left out, the day of the reading."""
    rows: UnitQuerySet = Unit.objects.all()
    unit_ids = reach(actor, on=on or timezone.localdate()).unit_ids
    return rows if unit_ids is None else rows.filter(pk__in=unit_ids)


def tree(actor: Actor, *, on: date | None = None, include_archived: bool = False) -> list[Node]:
    """The visible units, each after the one above it, siblings by name; at most three queries."""
    rows = visible_to(actor, on=on).select_related("calendar", "establishment")
    if not include_archived:
        rows = rows.active()
    units = sorted(rows, key=lambda unit: (rules.alphabetical(unit.name), unit.pk))
    by_parent: dict[int | None, list[Unit]] = {}
    seen = {unit.pk for unit in units}
    for unit in units:
        above = unit.parent_id if unit.parent_id in seen else None
        by_parent.setdefault(above, []).append(unit)
    return list(_walk(by_parent, None, 0))


def _walk(by_parent: dict[int | None, list[Unit]], above: int | None, depth: int) -> Iterator[Node]:
    for unit in by_parent.get(above, ()):
        yield Node(unit, depth)
        yield from _walk(by_parent, unit.pk, depth + 1)


def ancestors_by_unit() -> dict[int, list[int]]:
    """Ids above each unit of the company, from the group down; the unit itself is left out."""
    return {place.pk: place.above for place in directory.places().values()}


def names() -> dict[int, str]:
    return {place.pk: place.name for place in directory.places().values()}


def functions_visible_to(actor: Actor) -> "QuerySet[BusinessFunction]":
    """Those that the reader reaches, in the order of the company's screens."""
    rows: QuerySet[BusinessFunction] = BusinessFunction.objects.order_by("rank", "name")
    ids = reach(actor, on=timezone.localdate()).function_ids
    return rows if ids is None else rows.filter(pk__in=ids)


def functions() -> list[BusinessFunction]:
    """The company's support functions, in the order of its screens."""
    return list(BusinessFunction.objects.order_by("rank", "name"))
