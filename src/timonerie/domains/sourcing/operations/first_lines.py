"""The first lines of a statement of work: a ready model, filled with what is known and measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.models import Activity, StatementLine, StatementOfWork
from timonerie.domains.sourcing.queries import known_activities
from timonerie.domains.sourcing.rules.statements import banding, building, unknown
from timonerie.domains.sourcing.rules.statements.known import Chosen, Fact
from timonerie.domains.sourcing.rules.statements.shapes import Line


@dataclass(frozen=True)
class Year:
    """A measured volume of twelve months, in a unit, with the weight of each calendar month."""

    total: float
    unit: str
    seasonality: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the facts say, read by who may read both: service levels, and a year's volume with its
    seasonality by code of activity."""

    levels: Sequence[Fact] = ()
    volumes: Mapping[str, Year] = field(default_factory=dict)


NOTHING = Measured()


def of(
    work: str,
    activities: Sequence[Activity],
    sites: Sequence[Unit],
    measured: Measured,
    *,
    at: datetime,
) -> list[Line]:
    """A model alone keeps all its lines; with activities, those of the ones that were chosen."""
    on, model = timezone.localdate(at), works.model(work)
    places = sites or known_activities.places(activities, on=on)
    known = known_activities.sites(places, at=at)
    if not activities:
        alone = [
            *building.plain(model, new_key=_new_key),
            *unknown.sites(known, new_key=_new_key),
        ]
        return building.ranked([*alone, *unknown.sections(alone, new_key=_new_key)])
    chosen = known_activities.chosen(activities, sites=sites, on=on)
    # Facts are counted over every site: they do not say what some of them weigh.
    whole = known_activities.everywhere(activities, sites=sites, on=on)
    years = {one.code: measured.volumes.get(one.code) for one in whole}
    lines = building.draft(
        model=model,
        activities=[_with_volume(one, years.get(one.code)) for one in chosen],
        sites=known,
        facts=measured.levels,
        on=on,
        new_key=_new_key,
    )
    return banding.banded(lines)


def rows(
    statement: StatementOfWork, lines: Sequence[Line], activities: Sequence[Activity]
) -> list[StatementLine]:
    by_code = {one.code: one for one in activities}
    return [
        StatementLine(
            public_id=UUID(one.key),
            statement=statement,
            section=one.section,
            kind=one.kind,
            rank=one.rank,
            title=one.title[:200],
            text=one.text,
            values=dict(one.values),
            activity=by_code.get(one.activity),
            origin=one.origin,
        )
        for one in lines
    ]


def _with_volume(chosen: Chosen, year: Year | None) -> Chosen:
    """What people said stands; the facts fill what nobody said, in the same unit only."""
    if year is None or chosen.volume_unit.casefold() not in ("", year.unit.casefold()):
        return chosen
    if chosen.volume is not None:
        return replace(chosen, seasonality=chosen.seasonality or year.seasonality)
    return replace(chosen, volume=year.total, volume_unit=year.unit, seasonality=year.seasonality)


def _new_key() -> str:
    return str(uuid4())
