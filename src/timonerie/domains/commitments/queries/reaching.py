"""How far a reader sees among the commitments, and which are their own.

A promise of a provider binds the whole company: who is narrowed to sites reads those of their
sites, who is narrowed to functions none. A promise of a post is read as the post is. Whoever holds
a post reads what it promised and what it awaits, wherever."""

from datetime import date

from django.db.models import Q

from timonerie.domains.organisation.queries import own_posts
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.actors import Actor


def seen(actor: Actor, *, on: date) -> Q:
    """What a reader sees, as a condition on commitments; at most three queries beside."""
    found, own = reach(actor, on=on), own_posts.of(actor, on=on)
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
