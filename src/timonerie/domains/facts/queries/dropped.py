"""Tables that wait for a person."""

from datetime import date

from django.db.models import QuerySet

from timonerie.domains.facts.models import DroppedFile, DroppedState
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.actors import Actor


def waiting(actor: Actor, *, on: date) -> QuerySet[DroppedFile]:
    """The oldest first. They may speak of the whole company: a reader whom a mandate narrows has
    those that they dropped themselves."""
    rows = DroppedFile.objects.filter(state=DroppedState.WAITING).select_related("blob")
    if reach(actor, on=on) != Reach():
        rows = rows.filter(user_id=actor.user_id)
    return rows.order_by("created_at", "pk")
