"""Reads of the seats: who holds them, and which are vacant."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Person, Provider, Seat, SeatHolding
from timonerie.domains.organisation.models.people import SeatQuerySet
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Held:
    """A seat with the one who holds it on a day, or None when it is vacant."""

    seat: Seat
    holding: SeatHolding | None

    @property
    def holder(self) -> Person | Provider | None:
        return (self.holding.person or self.holding.provider) if self.holding else None


def visible_to(actor: Actor, *, on: date | None = None) -> SeatQuerySet:
    """Seats of the units and functions the reader reaches."""
    rows: SeatQuerySet = Seat.objects.all()
    found = reach(actor, on=on or timezone.localdate())
    if found.unit_ids is not None:
        rows = rows.filter(unit_id__in=found.unit_ids)
    if found.function_ids is not None:
        rows = rows.filter(function_id__in=found.function_ids)
    return rows


def held(actor: Actor, *, on: date) -> list[Held]:
    """The active seats the reader reaches, vacant ones first; at most four queries."""
    now = SeatHolding.objects.in_force(on=on).select_related("person", "provider")
    by_seat = {holding.seat_id: holding for holding in now}
    seats = visible_to(actor, on=on).active().select_related("unit", "function")
    found = [Held(seat, by_seat.get(seat.pk)) for seat in seats.order_by("pk")]
    return sorted(
        found,
        key=lambda one: (
            one.holding is not None,
            rules.alphabetical(one.seat.unit.name),
            rules.alphabetical(one.seat.name),
        ),
    )


def vacant(actor: Actor, *, on: date) -> list[Seat]:
    return [one.seat for one in held(actor, on=on) if one.holding is None]


def history_of(seat: Seat) -> list[SeatHolding]:
    """Who held a seat, the latest first."""
    return list(seat.holdings.select_related("person", "provider").order_by("-start_date"))
