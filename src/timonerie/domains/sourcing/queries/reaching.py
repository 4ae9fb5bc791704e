"""How far a reader sees among what is decided of the activities.

A verdict, a cost, a statement of work speak of an activity wherever it is done, and of who could do
it: who is narrowed to sites or to providers reads none of it, who is narrowed to functions reads
those of their functions."""

from datetime import date

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.models import Activity, ActivityQuerySet, StatementOfWork
from timonerie.domains.sourcing.models.statements import StatementQuerySet
from timonerie.foundations.accounts.actors import Actor


def sees_whole(actor: Actor, *, on: date) -> bool:
    """Whether a reader may read what is said of an activity as a whole."""
    seen = reach(actor, on=on)
    return seen.unit_ids is None and seen.provider_ids is None


def sees_everything(actor: Actor, *, on: date) -> bool:
    """Whether no mandate narrows the reader."""
    return sees_whole(actor, on=on) and reach(actor, on=on).function_ids is None


def activities(actor: Actor, *, on: date) -> ActivityQuerySet:
    """The activities whose decisions a reader reads, archived ones too."""
    rows: ActivityQuerySet = Activity.objects.all()
    if not sees_whole(actor, on=on):
        return rows.none()
    functions = reach(actor, on=on).function_ids
    return rows if functions is None else rows.filter(function_id__in=functions)


def statements(actor: Actor, *, on: date) -> StatementQuerySet:
    """The statements of work that a reader reads: those whose every activity they reach. One
    without any is read by who sees everything."""
    rows: StatementQuerySet = StatementOfWork.objects.all()
    if not sees_whole(actor, on=on):
        return rows.none()
    functions = reach(actor, on=on).function_ids
    if functions is None:
        return rows
    outside = Activity.objects.exclude(function_id__in=functions)
    beyond = rows.filter(chosen_activities__activity__in=outside)
    inside = rows.filter(chosen_activities__isnull=False).exclude(pk__in=beyond.values("pk"))
    return inside.distinct()
