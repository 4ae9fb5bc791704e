"""The desk of a request: what a page of figures starts from, and whose figures are the reader's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils import timezone

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Board
from timonerie.domains.performance.rules import Group
from timonerie.web import months
from timonerie.web.access import CompanyRequest
from timonerie.web.boards import Desk


def desk_of(request: CompanyRequest, *, seen: Reach | None = None) -> Desk | None:
    """None while the company has no figure at all; `seen` spares reading the reach again."""
    today = timezone.localdate()
    month = months.chosen(request, today=today)
    if month is None:
        return None
    found = seen if seen is not None else reach(request.actor, on=today)
    return Desk(board=Board(found), slug=request.company.slug, month=month)


@dataclass(frozen=True)
class Own:
    """The widest group that a reader sees whole: the company, else their first region, site, team
    or provider. `label` says it in words, the functions they are narrowed to included; it is empty
    for the whole company."""

    label: str = field(default="", compare=False)
    unit: int | None = None
    provider: int | None = None
    team: int | None = None

    @property
    def group(self) -> Group:
        return Group(unit=self.unit, provider=self.provider, team=self.team)

    def series(self, *, any_of: Collection[str] = ()) -> "QuerySet[Series]":
        return board.shaped(
            units=_listed(self.unit, "unit", any_of),
            providers=_listed(self.provider, "provider", any_of),
            teams=_listed(self.team, "team", any_of),
            any_of=any_of,
        )


def own_of(seen: Reach) -> Own:
    own = _part_of(seen)
    functions = directory.functions(seen.function_ids) if seen.function_ids else []
    return replace(own, label=" · ".join(filter(None, [own.label, *functions])))


def _part_of(seen: Reach) -> Own:
    if seen.unit_ids is not None:
        units = [one for one in directory.places().values() if one.pk in seen.unit_ids]
        place = _first(units, UnitKind.REGION) or _first(units, UnitKind.SITE)
        if place is not None:
            return Own(place.name, unit=place.pk)
        team = _first(units, UnitKind.TEAM)
        return Own(team.name, team=team.pk) if team is not None else Own()
    if seen.provider_ids is not None:
        firms = directory.firms().values()
        provider = next((one for one in firms if one.pk in seen.provider_ids), None)
        return Own(provider.name, provider=provider.pk) if provider is not None else Own()
    return Own()


def _first(units: Iterable[Place], kind: str) -> Place | None:
    return next((one for one in units if one.kind == kind and one.archived_at is None), None)


def _listed(row_id: int | None, name: str, any_of: Collection[str]) -> list[int] | None:
    return None if row_id is None or name in any_of else [row_id]
