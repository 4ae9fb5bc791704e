"""Reads of what was decided: the history of an activity, what was promised, what comes due."""

from datetime import date, timedelta

from django.db.models import QuerySet

from timonerie.domains.sourcing.models import Activity, PromisedBenefit, SourcingDecision
from timonerie.domains.sourcing.models.decisions import SourcingDecisionQuerySet
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor

SOON = 30
"""Days before a review or a promise from which it asks for attention."""


def history(activity: Activity) -> list[SourcingDecision]:
    """Every decision of an activity with its promises, the last first; two queries."""
    rows = activity.decisions.select_related("grid").prefetch_related("benefits")
    return list(rows.order_by("-created_at", "-pk"))


def promises(actor: Actor, *, on: date) -> list[PromisedBenefit]:
    """Every promise that a reader reads: those of decisions in force first, the nearest due first;
    one query and the reach."""
    rows = PromisedBenefit.objects.filter(
        decision__activity__in=reaching.activities(actor, on=on).active()
    ).select_related("decision__activity", "owner")
    return sorted(rows, key=_by_due)


def to_review(actor: Actor, *, on: date) -> SourcingDecisionQuerySet:
    """Decisions in force whose review is past or comes within `SOON` days."""
    rows: SourcingDecisionQuerySet = SourcingDecision.objects.to_review(on=_soon(on))
    return rows.filter(activity__in=reaching.activities(actor, on=on).active())


def promises_due(actor: Actor, *, on: date) -> QuerySet[PromisedBenefit]:
    """Promises of decisions in force, not measured yet, due or about to be."""
    rows: QuerySet[PromisedBenefit] = PromisedBenefit.objects.filter(
        decision__superseded_at__isnull=True, measured__isnull=True, due_date__lte=_soon(on)
    )
    return rows.filter(decision__activity__in=reaching.activities(actor, on=on).active())


def _soon(on: date) -> date:
    return on + timedelta(days=SOON)


def _by_due(one: PromisedBenefit) -> tuple[bool, date, int]:
    return one.decision.superseded_at is not None, one.due_date, one.pk
