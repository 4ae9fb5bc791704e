"""The importers by kind; domains above register theirs in `AppConfig.ready()`."""

from timonerie.domains.organisation.operations.imports.calendars import Calendars
from timonerie.domains.organisation.operations.imports.legal import Legal
from timonerie.domains.organisation.operations.imports.members import Members
from timonerie.domains.organisation.operations.imports.people import People
from timonerie.domains.organisation.operations.imports.providers import Providers
from timonerie.domains.organisation.operations.imports.seats import Seats
from timonerie.domains.organisation.operations.imports.shapes import Importer
from timonerie.domains.organisation.operations.imports.units import Units

_importers: dict[str, type[Importer]] = {
    importer.kind: importer
    for importer in (Legal, Calendars, Units, Providers, People, Seats, Members)
}


class UnknownKind(KeyError):
    """No importer reads that kind of list."""


def add(importer: type[Importer]) -> None:
    _importers[importer.kind] = importer


def of(kind: str) -> type[Importer]:
    """Raises UnknownKind."""
    try:
        return _importers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def kinds() -> list[str]:
    """In the order in which a company is filled: each list may name what stands before it."""
    return list(_importers)
