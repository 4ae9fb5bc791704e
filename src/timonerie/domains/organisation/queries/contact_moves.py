"""Who came and went at a provider's, as facts that signals may stand on."""

from collections.abc import Iterable
from datetime import date

from timonerie.domains.organisation.models import Contact, ContactRoll, Provider
from timonerie.domains.organisation.team_rules import Moves, Stay, month_of, moves


def contact_moves(provider: Provider, *, on: date) -> Moves:
    """Departures over twelve months, and their rate where at least three people are named on the
    average; never about one of them."""
    return moves([_stay(one) for one in provider.contacts.all()], on=on)


def stays(provider_ids: Iterable[int]) -> dict[int, list[Stay]]:
    """The stays of each provider's people, for who reads many of them; one query."""
    found: dict[int, list[Stay]] = {}
    for one in Contact.objects.filter(provider__in=list(provider_ids)):
        found.setdefault(one.provider_id, []).append(_stay(one))
    return found


def roll_of(provider: Provider, *, on: date) -> ContactRoll | None:
    """What was answered for the month of a day."""
    rows = ContactRoll.objects.filter(provider=provider, month=month_of(on))
    found: ContactRoll | None = rows.first()
    return found


def rolls_of(provider: Provider) -> list[ContactRoll]:
    """The last month first, two years at most."""
    return list(ContactRoll.objects.filter(provider=provider).order_by("-month")[:24])


def _stay(one: Contact) -> Stay:
    return Stay(one.arrived_date, one.left_date, one.was_announced, one.is_key)
