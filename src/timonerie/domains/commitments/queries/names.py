"""Whose name is told beside a post: that person's own, and those of who answers to the reader's
post (Code du travail, L1222-3 and L2312-38; to be checked by counsel). Everybody else reads the
post."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from timonerie.domains.organisation.models import SeatHolding
from timonerie.domains.organisation.queries import own_posts
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once


@once
def told(actor: Actor, *, on: date) -> Mapping[int, str]:
    """Names of people by the row id of the post they hold, those that the reader may be told; one
    query beside their own posts."""
    own = own_posts.of(actor, on=on)
    if not own:
        return {}
    rows = SeatHolding.objects.in_force(on=on).filter(
        Q(seat__in=own) | Q(seat__manager__in=own), person__isnull=False
    )
    return dict(rows.values_list("seat_id", "person__name"))
