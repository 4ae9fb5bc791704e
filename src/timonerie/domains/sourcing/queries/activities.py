"""Reads of the activities."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.sourcing.models import (
    Activity,
    ActivityQuerySet,
    Assignment,
    AssignmentQuerySet,
)
from timonerie.domains.sourcing.rules.dependence import VITAL
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

NO_FUNCTION = 1_000_000
#: What is told of an activity beside itself.
NEAR = ("function", "accountable__unit", "deputy__unit", "keeper__unit")


@dataclass(frozen=True)
class Served:
    """An activity with who serves it where on a day."""

    activity: Activity
    assignments: tuple[Assignment, ...]


def visible_to(actor: Actor, *, on: date | None = None) -> ActivityQuerySet:
    """Activities of the functions the reader reaches, served where they reach, or nowhere yet."""
    on = on or timezone.localdate()
    rows: ActivityQuerySet = Activity.objects.all()
    found = reach(actor, on=on)
    if found.function_ids is not None:
        rows = rows.filter(function_id__in=found.function_ids)
    seen = Q()
    if found.unit_ids is not None:
        seen &= Q(unit_id__in=found.unit_ids)
    if found.provider_ids is not None:
        seen &= Q(provider_id__in=found.provider_ids)
    if not seen:
        return rows
    reached = Assignment.objects.in_force(on=on).filter(seen).values("activity_id")
    return rows.filter(pk__in=reached)


def served(actor: Actor, *, on: date) -> list[Served]:
    """The active activities the reader reaches, by function then name; at most four queries.

    Assignments out of the reader's reach are left out.
    """
    found = reach(actor, on=on)
    assignments = _within(found, Assignment.objects.in_force(on=on))
    assignments = assignments.select_related("unit", "provider")
    by_activity: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in assignments.order_by("unit__name", "pk"):
        by_activity[assignment.activity_id].append(assignment)
    rows = visible_to(actor, on=on).active()
    rows = rows.select_related(*NEAR)
    told = [Served(activity, tuple(by_activity[activity.pk])) for activity in rows]
    return sorted(told, key=lambda one: in_place(one.activity))


def in_place(activity: Activity) -> tuple[int, str, int]:
    """By function in the company's order, those of none at the end, then by name."""
    function = activity.function
    rank = function.rank if function else NO_FUNCTION
    return rank, rules.alphabetical(activity.name), activity.pk


def vital_without_accountable(actor: Actor, *, on: date) -> ActivityQuerySet:
    """What would stop the company, and that nobody answers for."""
    rows = visible_to(actor, on=on).active()
    return rows.filter(criticality__gte=VITAL, accountable=None)


@once
def activities_of(function_ids: frozenset[int]) -> frozenset[int]:
    """Row ids of the activities of some functions, archived ones included."""
    rows = Activity.objects.filter(function_id__in=function_ids)
    return frozenset(rows.values_list("pk", flat=True))


def names() -> dict[int, str]:
    return dict(Activity.objects.values_list("pk", "name"))


def assignments_of(actor: Actor, *, activity: Activity, on: date) -> list[Assignment]:
    """Who serves and served an activity where the reader reaches, the latest first."""
    found = reach(actor, on=on)
    rows = _within(found, activity.assignments.select_related("unit", "provider"))
    return list(rows.order_by("-start_date", "unit__name"))


def served_by(actor: Actor, *, provider: Provider, on: date) -> list[Assignment]:
    """What a provider serves on a day, where the reader reaches; at most three queries."""
    found = reach(actor, on=on)
    rows = _within(found, Assignment.objects.in_force(on=on).filter(provider=provider))
    return list(rows.select_related("activity", "unit").order_by("activity__name", "unit__name"))


def served_at(actor: Actor, *, unit: Unit, on: date) -> list[Assignment]:
    """What is served at a unit on a day, and by whom, where the reader reaches."""
    found = reach(actor, on=on)
    rows = _within(found, Assignment.objects.in_force(on=on).filter(unit=unit))
    return list(rows.select_related("activity", "provider").order_by("activity__name"))


def _within(seen: Reach, rows: AssignmentQuerySet) -> AssignmentQuerySet:
    """The assignments of the units, providers and functions that a reader reaches."""
    if seen.unit_ids is not None:
        rows = rows.filter(unit_id__in=seen.unit_ids)
    if seen.provider_ids is not None:
        rows = rows.filter(provider_id__in=seen.provider_ids)
    if seen.function_ids is not None:
        rows = rows.filter(activity__function_id__in=seen.function_ids)
    return rows
