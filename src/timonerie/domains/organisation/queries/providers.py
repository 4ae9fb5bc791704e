"""Reads of the providers."""

from datetime import date

from django.utils import timezone

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.models.providers import ProviderQuerySet
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.accounts.actors import Actor


def visible_to(actor: Actor, *, on: date | None = None) -> ProviderQuerySet:
    """Providers the reader reaches on a day; left out, the day of the reading."""
    rows: ProviderQuerySet = Provider.objects.all()
    provider_ids = reach(actor, on=on or timezone.localdate()).provider_ids
    return rows if provider_ids is None else rows.filter(pk__in=provider_ids)


def listed(actor: Actor, *, on: date, include_archived: bool = False) -> list[Provider]:
    """The providers the reader reaches with their contacts, by name; at most three queries."""
    rows = visible_to(actor, on=on).prefetch_related("contacts")
    if not include_archived:
        rows = rows.active()
    return sorted(rows, key=lambda provider: (rules.alphabetical(provider.name), provider.pk))


def names() -> dict[int, str]:
    return {firm.pk: firm.name for firm in directory.firms().values()}


def contacts_of(provider: Provider) -> list[Contact]:
    """Those still there first, then by name."""
    return sorted(
        provider.contacts.all(),
        key=lambda one: (one.left_date is not None, rules.alphabetical(one.name), one.pk),
    )
