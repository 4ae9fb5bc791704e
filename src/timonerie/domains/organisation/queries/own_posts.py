"""The posts that a reader holds themselves."""

from datetime import date

from django.db.models import F, Q
from django.db.models.functions import Lower

from timonerie.domains.organisation.models import SeatHolding
from timonerie.domains.organisation.queries.reach import Ids
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.memory import once


@once
def of(actor: Actor, *, on: date) -> Ids:
    """By row id, those held on a day by the person whose account it is, or who has its e-mail
    address; one query. None of the system's."""
    if actor.user_id is None:
        return frozenset()
    email = User.objects.filter(pk=actor.user_id).values(lowered=Lower("email"))[:1]
    rows = SeatHolding.objects.in_force(on=on).annotate(address=Lower(F("person__email")))
    own = rows.filter(Q(person__user_id=actor.user_id) | Q(address=email) & ~Q(address=""))
    return frozenset(own.values_list("seat_id", flat=True))
