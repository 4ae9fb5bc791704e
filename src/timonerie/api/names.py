"""From the identifiers of the rows to those that the world sees, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Schema

from timonerie.domains.contracts.models import Contract
from timonerie.domains.facts.models import Source
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.organisation.queries import providers, units
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor


class Named(Schema):
    """A thing by its identifier and its name."""

    id: UUID
    name: str


Known = Mapping[int, Named]


def named(row: "Unit | Provider | Activity | Source | Contract | Seat") -> Named:
    return Named(id=row.public_id, name=row.name)


def named_or_none(
    row: "Unit | Provider | Activity | Source | Contract | Seat | None",
) -> Named | None:
    return None if row is None else named(row)


@dataclass(frozen=True)
class Names:
    """Names of the company's units, providers, activities and sources, by row id."""

    units: Known = field(default_factory=lambda: _all(Unit))
    providers: Known = field(default_factory=lambda: _all(Provider))
    activities: Known = field(default_factory=lambda: _all(Activity))
    sources: Known = field(default_factory=lambda: _all(Source))


def _all(model: "type[Unit] | type[Provider] | type[Activity] | type[Source]") -> Known:
    rows = model.objects.values_list("pk", "public_id", "name")
    return {pk: Named(id=public_id, name=name) for pk, public_id, name in rows}


def row_of(known: Known, public_id: UUID | None) -> int | None:
    """The row id behind an identifier, None for None.

    Raises:
        Http404: the company knows no such thing.
    """
    if public_id is None:
        return None
    for pk, one in known.items():
        if one.id == public_id:
            return pk
    raise Http404


def unit_of(actor: Actor, public_id: UUID | None) -> Unit | None:
    """A unit that the reader reaches. Raises Http404 for any other."""
    if public_id is None:
        return None
    on = timezone.localdate()
    found: Unit | None = units.visible_to(actor, on=on).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def provider_of(actor: Actor, public_id: UUID | None) -> Provider | None:
    """A provider that the reader reaches. Raises Http404 for any other."""
    if public_id is None:
        return None
    on = timezone.localdate()
    found: Provider | None = providers.visible_to(actor, on=on).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
