"""The sites that tell a flash: which ones a reader follows, and on which clock each one lives."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from timonerie.domains.contracts.queries.due_dates import Hours
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import NOTHING, Ids, reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def site_ids(actor: Actor, *, on: date) -> Ids | None:
    """The sites whose flashes a reader follows; None for all of them.

    A flash says nothing of a provider nor of a function: who is narrowed to one follows none. Who
    manages a team follows the site that it works in."""
    seen = reach(actor, on=on)
    if seen.provider_ids is not None or seen.function_ids is not None:
        return NOTHING
    if seen.unit_ids is None or actor.role != Role.TEAM_MANAGER:
        return seen.unit_ids
    places = directory.places()
    above = {pk for one in seen.unit_ids if one in places for pk in places[one].above}
    sites = {pk for pk in above if pk in places and places[pk].kind == UnitKind.SITE}
    return seen.unit_ids | sites


def visible_to(actor: Actor, *, on: date) -> "QuerySet[Unit]":
    """The sites in use, by name, whose flashes a reader follows."""
    rows: QuerySet[Unit] = Unit.objects.active().sites().order_by("name", "pk")
    ids = site_ids(actor, on=on)
    return rows if ids is None else rows.filter(pk__in=ids)


def listed(actor: Actor, *, on: date) -> list[Place]:
    """The same, in a few words each and without a query of their own."""
    ids = site_ids(actor, on=on)
    return [
        one
        for one in directory.places().values()
        if one.kind == UnitKind.SITE and one.archived_at is None and (ids is None or one.pk in ids)
    ]


def region_of(place: Place) -> Place | None:
    """The unit right above a site, unless that is the whole group."""
    known = directory.places()
    above = [known[pk] for pk in place.above if pk in known]
    found = above[-1] if above else None
    return None if found is None or found.kind == UnitKind.GROUP else found


@dataclass
class Clocks:
    """Which days each site works and on which clock, read once."""

    hours: Hours

    @classmethod
    def known(cls, *, at: datetime) -> "Clocks":
        """Three queries, and one more where a site follows no calendar."""
        return cls(Hours.known(at=at))

    @cached_property
    def usual(self) -> str:
        """The clock of the company."""
        return Company.objects.get(pk=current.current_id()).zone

    def zone_of(self, unit_id: int, *, on: date) -> str:
        begun = [one for one in self.hours.timelines.get(unit_id) or () if one.start_date <= on]
        return begun[-1].calendar.zone if begun else self.usual
