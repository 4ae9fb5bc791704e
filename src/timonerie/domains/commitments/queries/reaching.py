"""How far a reader sees among the commitments, and which are their own.

A promise of a provider binds the whole company: who is narrowed to sites reads those of their
sites, who is narrowed to functions none. A promise of a post is read as the post is. Whoever holds
a post reads what it promised and what it awaits, wherever."""

from datetime import date

from django.db.models import Q

from timonerie.domains.organisation.models import SeatHolding
from timonerie.domains.organisation.queries.reach import Ids, Reach, reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once


@once
def own_seats(actor: Actor, *, on: date) -> Ids:
    """The posts that the reader holds on a day, by row id; one query. None of the system's."""
    if actor.user_id is None:
        return frozenset()
    rows = SeatHolding.objects.in_force(on=on).filter(person__user_id=actor.user_id)
    return frozenset(rows.values_list("seat_id", flat=True))


def seen(actor: Actor, *, on: date) -> Q:
    """What a reader sees, as a condition on commitments; at most three queries beside."""
    found, own = reach(actor, on=on), own_seats(actor, on=on)
    condition = _of_providers(found) | _of_posts(found)
    return condition | Q(seat__in=own) | Q(to_seat__in=own) if own else condition


def _of_providers(found: Reach) -> Q:
    condition = Q(provider__isnull=False)
    if found.provider_ids is not None:
        condition &= Q(provider__in=found.provider_ids)
    if found.unit_ids is not None:
        condition &= Q(unit__in=found.unit_ids)
    if found.function_ids is not None:
        condition &= Q(pk__in=())
    return condition


def _of_posts(found: Reach) -> Q:
    condition = Q(seat__isnull=False)
    if found.unit_ids is not None:
        condition &= Q(seat__unit__in=found.unit_ids)
    if found.function_ids is not None:
        condition &= Q(seat__function__in=found.function_ids)
    if found.provider_ids is not None:
        condition &= Q(to_provider__in=found.provider_ids)
    return condition
