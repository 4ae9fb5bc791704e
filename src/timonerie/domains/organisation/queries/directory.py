"""The units and the providers of a company as short lines, read once a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast

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
    calendar_name: str | None = None

    @property
    def above(self) -> list[int]:
        """Ids from the group down to the unit, which is left out."""
        return [int(step) for step in self.path.split("/") if step][:-1]

    def is_under(self, unit_id: int) -> bool:
        """Whether it is the unit or stands below it."""
        return f"/{unit_id}/" in self.path


@dataclass(frozen=True, slots=True)
class Firm:
    """A provider in a few words."""

    pk: int
    public_id: UUID
    name: str
    archived_at: datetime | None


@once
def places() -> dict[int, Place]:
    """Every unit by row id, archived ones too, by name."""
    return {row[1]: Place(*row[1:]) for row in _named() if row[0] == _UNIT}


@once
def firms() -> dict[int, Firm]:
    """Every provider by row id, archived ones too, by name."""
    return {row[1]: Firm(row[1], row[2], row[3], row[7]) for row in _named() if row[0] == _PROVIDER}


def hours_of(unit_id: int) -> str:
    """The name of the calendar that a unit follows, its own or that of the nearest unit above;
    nothing without one."""
    known = places()
    line = [known[pk].calendar_name for pk in [*known[unit_id].above, unit_id]]
    return next((name for name in reversed(line) if name), "")


_UNIT, _PROVIDER = "unit", "provider"


@once
def _named() -> list[tuple[Any, ...]]:
    """Both in one query: most pages name both."""
    nowhere = Cast(Value(None), BigIntegerField())
    units = Unit.objects.annotate(told=_text(_UNIT)).values_list(
        *("told", "id", "public_id", "name", "kind", "path", "calendar_id", "archived_at"),
        "calendar__name",
    )
    providers = Provider.objects.annotate(
        told=_text(_PROVIDER),
        told_kind=_text(""),
        told_path=_text(""),
        told_calendar=nowhere,
        told_hours=_text(""),
    ).values_list(
        *("told", "id", "public_id", "name", "told_kind", "told_path", "told_calendar"),
        *("archived_at", "told_hours"),
    )
    return list(units.order_by().union(providers.order_by(), all=True).order_by("name", "id"))


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


@once
def functions(ids: frozenset[int]) -> list[str]:
    """The names of some functions, in the order of the company."""
    rows = BusinessFunction.objects.filter(pk__in=ids).order_by("rank", "name")
    return list(rows.values_list("name", flat=True))
