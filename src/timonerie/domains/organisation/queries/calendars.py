"""Which opening hours a unit follows, from which day, as known at an instant."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Calendar, CalendarVersion, Unit
from timonerie.domains.organisation.queries import directory
from timonerie.engine.calendars import Calendar as Hours

#: Path and calendar of each unit.
Units = dict[int, tuple[str, int | None]]


@dataclass(frozen=True)
class InForce:
    """Hours from a day on, until the next one of the list."""

    version_id: int
    start_date: date
    calendar: Hours


def timelines(*, known_at: datetime) -> dict[int | None, list[InForce]]:
    """The hours of every unit, sorted by first day: its own calendar's, else those of the nearest
    unit above that has one. None is the group's. Two queries.

    Only what was recorded by `known_at` counts; of two versions with one start, the last recorded.
    """
    versions = _versions(known_at)
    units: Units = {
        pk: (path, calendar_id)
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
    with_hours = Unit.objects.filter(calendar__isnull=False).values_list("pk", flat=True)
    bearers = set(with_hours)
    return [
        place.name
        for place in directory.places().values()
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


def _nearest(
    path: str,
    units: Units,
    versions: dict[int, list[InForce]],
) -> list[InForce]:
    for step in reversed([int(step) for step in path.split("/") if step]):
        calendar_id = units[step][1]
        if calendar_id is not None and calendar_id in versions:
            return versions[calendar_id]
    return []
