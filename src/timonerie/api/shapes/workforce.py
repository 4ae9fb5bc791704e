"""The workforce as the API tells it: counts, never a person."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from ninja import Schema

from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.facts.queries.workforce import Board, Known
from timonerie.domains.facts.queries.workforce_places import Place
from timonerie.domains.facts.rules.workforce import telling


class PartOut(Schema):
    """A family of reasons; no count is "fewer than five", and `grouped` is those not told."""

    family: str
    count: int | None


class SiteMonthOut(Schema):
    """A place of work in a month. `known` is measured, partial, nobody or missing; where it is
    missing every figure is null. `absence_rate` is days of stops over days of contract; it and the
    reasons are left out where they would name somebody."""

    month: date
    siret: str
    site: UUID | None
    name: str
    known: str
    heads: int | None
    contracts: dict[str, int]
    arrivals: int | None
    leavers: int | None
    leaving: list[PartOut]
    absence_rate: float | None
    absent_days: list[PartOut]
    hours: dict[str, float]
    adjustments: int | None

    @classmethod
    def of(cls, board: Board, place: Place, month: date, *, in_full: bool) -> Self:
        cell = board.of(place, month)
        figures = dict(cell.figures)
        is_known = cell.known != Known.MISSING
        tells = telling.tells_absences(figures, in_full=in_full)
        again = figures.get("late.periods", 0) + figures.get("late.changes", 0)
        return cls(
            month=month,
            siret=place.siret,
            site=place.public_id,
            name=place.label,
            known=cell.known.value,
            heads=cell.heads,
            contracts=telling.family(figures, "contract"),
            arrivals=figures.get("arrivals", 0) if is_known else None,
            leavers=telling.total(figures, "leaver") if is_known else None,
            leaving=_parts(telling.parts(figures, "leaver", in_full=in_full)),
            absence_rate=telling.absence_rate(figures) if tells else None,
            absent_days=_parts(telling.parts(figures, "absent", in_full=in_full, by="people"))
            if tells
            else [],
            hours={kind: size / 100 for kind, size in telling.family(figures, "hours").items()},
            adjustments=again if is_known else None,
        )


def _parts(found: tuple[telling.Part, ...]) -> list[PartOut]:
    return [PartOut(family=one.family, count=one.count) for one in found]


class DeclarationOut(Schema):
    """A payroll declaration: what is kept of it, and how much was thrown away by rubrique."""

    id: UUID
    month: date | None
    siret: str
    nature: str
    kind: str
    order_number: int
    fraction: str
    state: str
    individuals: int
    rubriques: int
    thrown: dict[str, int]
    findings: list[dict[str, Any]]
    file_name: str
    sha256: str
    received_at: datetime

    @classmethod
    def of(cls, one: PayrollDeclaration) -> Self:
        return cls(
            id=one.public_id,
            **{name: getattr(one, name) for name in cls.model_fields if name != "id"},
        )


class ReceivedOut(Schema):
    """What a file gave: the declarations taken in, and those that were there already."""

    declarations: list[DeclarationOut]
    known: list[DeclarationOut]
