"""Places of work of the payroll declarations, and the sites that stand for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from timonerie.domains.facts.models import WorkplaceMonth
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import BusinessFunction, Unit
from timonerie.foundations.scope.memory import once

PAYROLL = ("payroll", "hr")
"""Codes of the functions whose mandate opens the workforce."""


@dataclass(frozen=True)
class Place:
    """A place of work: the site that stands for it, or none yet."""

    siret: str
    town: str
    postcode: str
    unit_id: int | None = None
    public_id: UUID | None = None
    name: str = ""

    @property
    def label(self) -> str:
        """The name of the site, else the town, else the SIRET."""
        return self.name or self.town.title() or self.siret

    @property
    def spaced(self) -> str:
        """The SIRET as people read it."""
        one = self.siret
        return f"{one[:3]} {one[3:6]} {one[6:9]} {one[9:]}"


@once
def of_payroll() -> frozenset[int]:
    rows = BusinessFunction.objects.filter(code__in=PAYROLL)
    return frozenset(rows.values_list("pk", flat=True))


def of_rows(rows: Iterable[WorkplaceMonth], unit_ids: Collection[int] | None) -> list[Place]:
    """The places of some rows, by name; the last row says the town. Those of `unit_ids` only,
    where it is given. One query."""
    last = {row.siret: row for row in rows}
    sites = _sites(last)
    found = [_place(row, sites.get(siret)) for siret, row in last.items()]
    kept = [one for one in found if unit_ids is None or one.unit_id in unit_ids]
    return sorted(kept, key=lambda one: (rules.alphabetical(one.label), one.siret))


def _sites(sirets: Collection[str]) -> dict[str, Unit]:
    """The site of each SIRET; of several in one establishment, the first."""
    rows = Unit.objects.active().sites().filter(establishment__siret__in=sirets)
    found: dict[str, Unit] = {}
    for unit in rows.select_related("establishment").order_by("pk"):
        assert unit.establishment is not None
        found.setdefault(unit.establishment.siret, unit)
    return found


def _place(row: WorkplaceMonth, site: Unit | None) -> Place:
    if site is None:
        return Place(row.siret, row.town, row.postcode)
    return Place(row.siret, row.town, row.postcode, site.pk, site.public_id, site.name)
