"""The units and the providers of a company as short lines, read once a page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from timonerie.domains.organisation.models import BusinessFunction, Provider, Unit
from timonerie.foundations.scope.memory import once


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in a few words."""

    pk: int
    public_id: UUID
    name: str
    kind: str
    path: str
    calendar_id: int | None
    archived_at: datetime | None

    @property
    def above(self) -> list[int]:
        """Ids from the group down to the unit, which is left out."""
        return [int(step) for step in self.path.split("/") if step][:-1]

    def is_under(self, unit_id: int) -> bool:
        """Whether it is the unit or stands below it."""
        return f"/{unit_id}/" in self.path


@once
def places() -> dict[int, Place]:
    """Every unit by row id, archived ones too, by name."""
    columns = ("pk", "public_id", "name", "kind", "path", "calendar_id", "archived_at")
    rows = Unit.objects.order_by("name", "pk").values_list(*columns)
    return {row[0]: Place(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class Firm:
    """A provider in a few words."""

    pk: int
    public_id: UUID
    name: str
    archived_at: datetime | None


@once
def firms() -> dict[int, Firm]:
    """Every provider by row id, archived ones too, by name."""
    columns = ("pk", "public_id", "name", "archived_at")
    rows = Provider.objects.order_by("name", "pk").values_list(*columns)
    return {row[0]: Firm(*row) for row in rows}


@once
def functions(ids: frozenset[int]) -> list[str]:
    """The names of some functions, in the order of the company."""
    rows = BusinessFunction.objects.filter(pk__in=ids).order_by("rank", "name")
    return list(rows.values_list("name", flat=True))
