"""Which opening hours a unit follows, from which day, as known at an instant."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Prefetch

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import (
    Calendar,
    CalendarFollowing,
    CalendarVersion,
    Unit,
)
from timonerie.domains.organisation.queries import directory
from timonerie.engine.calendars import Calendar as Hours

#: Path of each unit, and the calendars it followed: first days and calendars, in order.
Units = dict[int, tuple[str, list[tuple[date, int | None]]]]


@dataclass(frozen=True)
class InForce:
    """Hours from a day on, until the next one of the list."""

    version_id: int
    start_date: date
    calendar: Hours


def timelines(*, known_at: datetime) -> dict[int | None, list[InForce]]:
    """The hours of every unit, sorted by first day: its own calendar's, else those of the nearest
    unit above that has one. None is the group's. Three queries.

    Only what was recorded by `known_at` counts; of two versions with one start, the last recorded.
    """
    versions = _versions(known_at)
    followed = _followed(known_at)
    units: Units = {
        pk: (path, followed.get(pk) or [(date.min, calendar_id)])
        for pk, path, calendar_id in Unit.objects.values_list("pk", "path", "calendar_id")
    }
    found: dict[int | None, list[InForce]] = {
        pk: _nearest(path, units, versions) for pk, (path, _calendar) in units.items()
    }
    roots = [pk for pk, (path, _calendar) in units.items() if path == f"/{pk}/"]
    found[None] = found[roots[0]] if roots else []
    return found


def version_on(calendar: Calendar, *, on: date) -> CalendarVersion | None:
    """What a calendar says on a day, as known now."""
    version: CalendarVersion | None = calendar.versions.in_force(on=on).first()
    return version


def listed(*, on: date) -> list[tuple[Calendar, CalendarVersion | None]]:
    """The calendars in use with what they say on a day; three queries."""
    latest: dict[int, CalendarVersion] = {}
    for version in CalendarVersion.objects.in_force(on=on):
        latest.setdefault(version.calendar_id, version)
    rows = Calendar.objects.filter(archived_at=None).prefetch_related(
        Prefetch("units", queryset=Unit.objects.active().order_by("name"))
    )
    return [(calendar, latest.get(calendar.pk)) for calendar in rows.order_by("name")]


def sites_without_hours() -> list[str]:
    """Names of the active sites that no calendar reaches, neither theirs nor one from above."""
    places = directory.places().values()
    bearers = {place.pk for place in places if place.calendar_id is not None}
    return [
        place.name
        for place in places
        if place.kind == UnitKind.SITE
        and place.archived_at is None
        and not bearers.intersection((*place.above, place.pk))
    ]


def calendar_of(unit: Unit) -> tuple[Calendar | None, Unit | None]:
    """The calendar a unit follows and the unit it takes it from."""
    ids = [int(step) for step in unit.path.split("/") if step]
    rows = {row.pk: row for row in Unit.objects.filter(pk__in=ids).select_related("calendar")}
    for unit_id in reversed(ids):
        if rows[unit_id].calendar is not None:
            return rows[unit_id].calendar, rows[unit_id]
    return None, None


def _versions(known_at: datetime) -> dict[int, list[InForce]]:
    by_start: dict[int, dict[date, InForce]] = defaultdict(dict)
    read: dict[str, Hours] = {}
    for version in CalendarVersion.objects.known(at=known_at).order_by("created_at", "pk"):
        hours = read.get(version.fingerprint)
        if hours is None:
            hours = read[version.fingerprint] = Hours.from_dict(version.document)
        by_start[version.calendar_id][version.start_date] = InForce(
            version.pk, version.start_date, hours
        )
    return {
        calendar_id: [starts[day] for day in sorted(starts)]
        for calendar_id, starts in by_start.items()
    }


def _followed(known_at: datetime) -> dict[int, list[tuple[date, int | None]]]:
    """The calendars of the units that changed them, the first one from ever."""
    by_start: dict[int, dict[date, int | None]] = defaultdict(dict)
    rows = CalendarFollowing.objects.filter(created_at__lte=known_at).order_by("created_at", "pk")
    for unit_id, start, calendar_id in rows.values_list("unit_id", "start_date", "calendar_id"):
        by_start[unit_id][start] = calendar_id
    found = {unit_id: sorted(starts.items()) for unit_id, starts in by_start.items()}
    return {unit_id: [(date.min, line[0][1]), *line[1:]] for unit_id, line in found.items()}


def _nearest(path: str, units: Units, versions: dict[int, list[InForce]]) -> list[InForce]:
    """The hours along a path: between two days when some unit of it changed its calendar, those of
    the lowest unit that had one."""
    above = [units[int(step)][1] for step in reversed(path.split("/")) if step]
    days = sorted({start for line in above for start, _calendar in line})
    hours: list[InForce] = []
    for first, after in pairwise([*days, date.max]):
        ids = (_on(line, first) for line in above)
        calendar_id = next((one for one in ids if one in versions), None)
        if calendar_id is not None:
            hours += _between(versions[calendar_id], first, after)
    return hours


def _on(line: list[tuple[date, int | None]], day: date) -> int | None:
    return next((calendar_id for start, calendar_id in reversed(line) if start <= day), None)


def _between(versions: list[InForce], first: date, after: date) -> list[InForce]:
    """The versions that hold between two days, the first of them from the first day on."""
    kept = [one for one in versions if first < one.start_date < after]
    held = [one for one in versions if one.start_date <= first]
    return [*(replace(one, start_date=first) for one in held[-1:]), *kept]
