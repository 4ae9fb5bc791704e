"""The importers by kind; domains above register theirs in `AppConfig.ready()`."""

from django.utils.module_loading import import_string

from timonerie.domains.organisation.operations.imports.calendars import Calendars
from timonerie.domains.organisation.operations.imports.legal import Legal
from timonerie.domains.organisation.operations.imports.members import Members
from timonerie.domains.organisation.operations.imports.org_chart.importer import OrgChart
from timonerie.domains.organisation.operations.imports.people import People
from timonerie.domains.organisation.operations.imports.providers import Providers
from timonerie.domains.organisation.operations.imports.seats import Seats
from timonerie.domains.organisation.operations.imports.shapes import Importer
from timonerie.domains.organisation.operations.imports.units import Units

_importers: dict[str, type[Importer] | str] = {
    importer.kind: importer
    for importer in (Legal, Calendars, Units, Providers, OrgChart, People, Seats, Members)
}


class UnknownKind(KeyError):
    """No importer reads that kind of list."""


def add(kind: str, importer: str) -> None:
    """`importer` is a dotted path, imported at its first list."""
    _importers[kind] = importer


def of(kind: str) -> type[Importer]:
    """Raises UnknownKind."""
    try:
        importer = _importers[kind]
    except KeyError:
        raise UnknownKind(kind) from None
    return import_string(importer) if isinstance(importer, str) else importer


def kinds() -> list[str]:
    """In the order in which a company is filled: each list may name what stands before it."""
    return list(_importers)
