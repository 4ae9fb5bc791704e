"""Reads of the flashes: what each site owes and told of a week, and what it told before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.reporting.flash_enums import FlashState
from timonerie.domains.reporting.models import Flash, FlashDraft, FlashRule
from timonerie.domains.reporting.queries import flash_places
from timonerie.domains.reporting.queries.flash_places import Clocks
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.domains.reporting.rules.flash_weeks import Due
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

LABELS = 3
"""Figures that a site says each week."""
BACK = timedelta(weeks=52)


@dataclass(frozen=True)
class Week:
    """A site over a week: what it told, where it stands, when it was due; None where it is closed
    all week or where nothing was asked of anybody yet."""

    place: Place
    week: date
    flash: Flash | None
    state: FlashState
    due_at: datetime | None


@dataclass(frozen=True)
class Told:
    """A week of every site that a reader follows, by name; of none before any was asked for."""

    week: date
    sites: Sequence[Week]

    @property
    def silent(self) -> list[Week]:
        return [one for one in self.sites if one.state == FlashState.SILENT]

    @property
    def awaited(self) -> list[Week]:
        return [one for one in self.sites if one.state == FlashState.AWAITED]

    @property
    def closed(self) -> list[Week]:
        return [one for one in self.sites if one.state == FlashState.CLOSED]

    @property
    def filed(self) -> list[Week]:
        return [one for one in self.sites if one.flash is not None]

    @property
    def asked(self) -> int:
        """Sites that owe a flash, or told one: what coverage is counted on."""
        return len(self.sites) - len(self.closed)


def visible_to(actor: Actor, *, on: date) -> "QuerySet[Flash]":
    """Every version, of the sites that a reader follows."""
    rows: QuerySet[Flash] = Flash.objects.select_related("unit", "link")
    ids = flash_places.site_ids(actor, on=on)
    return rows if ids is None else rows.filter(unit__in=ids)


@once
def rules() -> list[FlashRule]:
    """Every rule of the company, in the order it was recorded."""
    return list(FlashRule.objects.order_by("created_at", "pk"))


def dues() -> tuple[Due, ...]:
    return tuple(Due(one.weekday, one.hour, one.start_date) for one in rules())


@once
def asked_from() -> date | None:
    """The Monday from which flashes are asked for: that of the first rule, or of the first flash;
    None while the company does not use them."""
    told = Flash.objects.aggregate(first=Min("week"))["first"]
    starts = [one.start_date for one in rules()]
    known = [flash_weeks.week_of(one) for one in (*starts, told) if one is not None]
    return min(known) if known else None


@once
def clocks(at: datetime) -> Clocks:
    return Clocks.known(at=at)


@dataclass(frozen=True)
class Deadlines:
    """When each site owes its flash, read once: four queries whatever the sites and the weeks."""

    clocks: Clocks
    dues: Sequence[Due]

    def of(self, place_id: int, week: date) -> datetime | None:
        """None for a week that the site does not work."""
        return flash_weeks.due_at(
            week,
            flash_weeks.in_force(self.dues, week),
            worked=self.clocks.hours.of(place_id),
            zone=self.clocks.zone_of(place_id, on=week),
        )


def due_at(place_id: int, week: date, *, at: datetime) -> datetime | None:
    """When the flash of a site is due; None for a week that it does not work."""
    return Deadlines(clocks(at), dues()).of(place_id, week)


def of_week(actor: Actor, *, week: date, at: datetime) -> Told:
    """Whatever the sites, seven queries at most."""
    places = flash_places.listed(actor, on=timezone.localdate(at))
    return Told(week, _weeks(places, [week], at=at))


def over(actor: Actor, *, first: date, last: date, at: datetime) -> list[Told]:
    """Several weeks, the latest first; as many queries as for one."""
    places = flash_places.listed(actor, on=timezone.localdate(at))
    weeks = [first + step * flash_weeks.WEEK for step in range((last - first).days // 7 + 1)]
    found = _weeks(places, weeks, at=at)
    return [Told(week, [one for one in found if one.week == week]) for week in reversed(weeks)]


def of_site(place: Place, *, week: date, at: datetime) -> Week | None:
    """None before any flash was asked for."""
    return next(iter(_weeks([place], [week], at=at)), None)


def _weeks(places: Sequence[Place], weeks: Sequence[date], *, at: datetime) -> list[Week]:
    rows = Flash.objects.standing().filter(unit__in=[one.pk for one in places])
    rows = rows.between(weeks[0], weeks[-1]).select_related("unit")
    told = {(one.unit_id, one.week): one for one in rows}
    begun, deadlines = asked_from(), Deadlines(clocks(at), dues())
    return [
        _week(
            place,
            week,
            told.get((place.pk, week)),
            due=deadlines.of(place.pk, week),
            is_begun=begun is not None,
            at=at,
        )
        for week in weeks
        for place in places
        if begun is None or week >= begun
    ]


def _week(
    place: Place,
    week: date,
    flash: Flash | None,
    *,
    due: datetime | None,
    is_begun: bool,
    at: datetime,
) -> Week:
    if flash is not None:
        state = FlashState.LATE if flash.is_late else FlashState.FILED
    elif due is None:
        state = FlashState.CLOSED
    else:
        state = FlashState.SILENT if is_begun and at > due else FlashState.AWAITED
    return Week(place, week, flash, state, due)


def versions(flash: Flash) -> list[Flash]:
    """Every version of the week of a flash, the first one first."""
    rows = Flash.objects.filter(unit=flash.unit_id, week=flash.week)
    return list(rows.select_related("unit", "link").order_by("number"))


def standing(place_id: int, week: date) -> Flash | None:
    found: Flash | None = Flash.objects.filter(unit=place_id, week=week).order_by("-number").first()
    return found


def labels(place_id: int) -> list[tuple[str, str]]:
    """The figures a site said last, as (label, unit): their names are kept, never their values."""
    last = Flash.objects.filter(unit=place_id).order_by("-week", "-number").first()
    return [] if last is None else [(one["label"], one["unit"]) for one in last.figures][:LABELS]


def history(place_id: int, *, most: int = 12) -> list[Flash]:
    """What a site told last, the latest week first."""
    rows = Flash.objects.standing().filter(unit=place_id).select_related("unit")
    return list(rows.order_by("-week")[:most])


def draft(
    place_id: int, week: date, *, user_id: int | None, link_id: int | None
) -> Mapping[str, str]:
    """What one writer has begun; nothing where they have not."""
    rows = FlashDraft.objects.filter(unit=place_id, week=week, user_id=user_id, link=link_id)
    found = rows.first()
    return {} if found is None else found.document


def last_weeks(place_ids: Iterable[int]) -> dict[int, date]:
    """The last week that each of some sites told."""
    rows = Flash.objects.filter(unit__in=place_ids).values_list("unit")
    return dict(rows.annotate(last=Max("week")).values_list("unit", "last"))


def filed_days(place_ids: Iterable[int]) -> dict[int, list[date]]:
    """The days on which each of some sites first told a week, in order."""
    found: dict[int, list[date]] = {pk: [] for pk in place_ids}
    rows = Flash.objects.filter(unit__in=found, number=1).order_by("filed_at")
    for unit, filed in rows.values_list("unit", "filed_at"):
        found[unit].append(timezone.localdate(filed))
    return found
