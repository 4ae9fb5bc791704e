"""Reads of the statements of work: the list, the lines of one, its versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import (
    Activity,
    StatementLine,
    StatementOfWork,
    StatementVersion,
)
from timonerie.domains.sourcing.models.statements import StatementQuerySet
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Listed:
    """A statement with the activities it entrusts and its last approved version."""

    statement: StatementOfWork
    activities: tuple[str, ...]
    number: int | None
    approved_at: datetime | None


def listed(actor: Actor, *, on: date, archived: bool = False) -> list[Listed]:
    """Those that a reader reads, the last begun first; at most three queries."""
    rows = reaching.statements(actor, on=on).filter(archived_at__isnull=not archived)
    return _listed(rows)


def _listed(rows: StatementQuerySet) -> list[Listed]:
    last = StatementVersion.objects.filter(statement=OuterRef("pk")).order_by("-number")
    found = rows.select_related("provider").prefetch_related("chosen_activities__activity")
    told: Iterable[Any] = found.annotate(
        last_number=Subquery(last.values("number")[:1]),
        last_at=Subquery(last.values("approved_at")[:1]),
    ).order_by("-created_at", "-pk")
    return [Listed(one, _names(one), one.last_number, one.last_at) for one in told]


def _names(statement: StatementOfWork) -> tuple[str, ...]:
    return tuple(sorted(one.activity.name for one in statement.chosen_activities.all()))


def rows_of(statement: StatementOfWork) -> list[StatementLine]:
    """The lines being written, as they are read; one query."""
    rows = StatementLine.objects.filter(statement=statement).select_related("activity")
    return list(rows.order_by("section", "rank", "pk"))


def lines(rows: Iterable[StatementLine]) -> list[Line]:
    """Rows as the rules read them: ranked by their place, so that equal ranks keep their order."""
    return [as_line(row, rank=rank) for rank, row in enumerate(rows, start=1)]


def as_line(row: StatementLine, *, rank: int) -> Line:
    return Line(
        key=str(row.public_id),
        section=row.section,
        kind=LineKind(row.kind),
        rank=rank,
        title=row.title,
        text=row.text,
        values=row.values,
        activity=row.activity.code if row.activity else "",
        origin=row.origin,
    )


def lines_in(version: StatementVersion) -> list[Line]:
    """The lines of an approved version, in their order."""
    told: Sequence[dict[str, Any]] = version.document["lines"]
    return [
        Line(**{**one, "kind": LineKind(one["kind"])}, rank=rank)
        for rank, one in enumerate(told, start=1)
    ]


def versions_of(statement: StatementOfWork) -> list[StatementVersion]:
    """The last approved first."""
    return list(StatementVersion.objects.filter(statement=statement).order_by("-number"))


def last_version(statement: StatementOfWork) -> StatementVersion | None:
    found: StatementVersion | None = (
        StatementVersion.objects.filter(statement=statement).order_by("-number").first()
    )
    return found


def activities_of(statement: StatementOfWork) -> list[Activity]:
    """The activities that it entrusts, by name."""
    rows = Activity.objects.filter(statements__statement=statement).select_related("function")
    return list(rows.order_by("name", "pk"))


def speaking_of(
    actor: Actor,
    *,
    on: date,
    activity: Activity | None = None,
    provider: Provider | None = None,
) -> list[StatementOfWork]:
    """The active statements that entrust an activity, or that concern a provider."""
    told = Q()
    if activity is not None:
        told |= Q(chosen_activities__activity=activity)
    if provider is not None:
        told |= Q(provider=provider) | Q(offers__provider=provider)
    rows = reaching.statements(actor, on=on).active().filter(told).distinct()
    return list(rows.order_by("-created_at", "-pk"))


def is_mission(statement: StatementOfWork) -> bool:
    """Whether it is the mission letter of a fractional executive."""
    return statement.work in works.CODES and works.model(statement.work).is_mission
