"""Steps that wait, for who looks: theirs to do, and those of the other side that are late. Only the
step that holds the hand counts: the ones after it wait for it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting.cycle_enums import RunState, StepState
from timonerie.domains.reporting.models import RunStep
from timonerie.domains.reporting.queries import cycles
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role


def held(actor: Actor, *, on: date) -> "QuerySet[RunStep]":
    """The steps that hold the hand in the passages that a reader sees."""
    before = RunStep.objects.filter(
        run=OuterRef("run"), position__lt=OuterRef("position"), state=StepState.DUE
    )
    runs = cycles.runs_visible_to(actor, on=on).filter(
        state=RunState.OPEN, cycle__archived_at__isnull=True
    )
    return RunStep.objects.filter(~Exists(before), run__in=runs, state=StepState.DUE)


def mine(actor: Actor, *, on: date) -> "QuerySet[RunStep]":
    """Due today or before, of the reader's own side: a provider's, a site's, or any of ours for who
    leads."""
    rows = held(actor, on=on).filter(due_on__lte=on)
    if actor.role == Role.PROVIDER:
        ids = reach(actor, on=on).provider_ids or frozenset()
        own = Q(provider__isnull=True, run__cycle__provider__in=ids) | Q(provider__in=ids)
        return rows.filter(own, side=Side.THEIRS)
    rows = rows.filter(side=Side.OURS)
    seen = reach(actor, on=on)
    if seen.unit_ids is None:
        return rows
    return rows.filter(Q(seat__isnull=True) | Q(seat__unit__in=seen.unit_ids))


def other_side_late(actor: Actor, *, on: date) -> "QuerySet[RunStep]":
    """Past their day, of the other side."""
    other = Side.OURS if actor.role == Role.PROVIDER else Side.THEIRS
    return held(actor, on=on).filter(due_on__lt=on, side=other)


def upcoming(actor: Actor, *, on: date) -> "QuerySet[RunStep]":
    """Every step not done of the passages under way, the late ones among them, by day."""
    runs = cycles.runs_visible_to(actor, on=on).filter(
        state=RunState.OPEN, cycle__archived_at__isnull=True
    )
    rows = RunStep.objects.filter(run__in=runs, state=StepState.DUE)
    near = rows.select_related("run__cycle__provider", "run__site", "seat", "provider")
    return near.order_by("due_on", "pk")
