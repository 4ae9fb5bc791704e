"""Reads of the providers."""

from datetime import date

from django.utils import timezone

from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.models.providers import ProviderQuerySet
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.accounts.actors import Actor


def visible_to(actor: Actor, *, on: date | None = None) -> ProviderQuerySet:
    """Providers the reader reaches on a day; left out, the day of the reading."""
    rows: ProviderQuerySet = Provider.objects.all()
    provider_ids = reach(actor, on=on or timezone.localdate()).provider_ids
    return rows if provider_ids is None else rows.filter(pk__in=provider_ids)


def names() -> dict[int, str]:
    return dict(Provider.objects.values_list("pk", "name"))


def contacts_of(provider: Provider) -> list[Contact]:
    """Those still there first, then by name."""
    rows = list(provider.contacts.order_by("name", "pk"))
    return sorted(rows, key=lambda contact: contact.left_date is not None)
