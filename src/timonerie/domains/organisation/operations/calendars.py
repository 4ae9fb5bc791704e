"""Calendars: opening hours that change from a day on, and never in the past as it was known."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import (
    Calendar,
    CalendarFollowing,
    CalendarVersion,
    Unit,
)
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.engine.calendars import Calendar as Hours
from timonerie.engine.calendars import CalendarError
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

#: Start of the first version of a calendar, so that facts older than the company have hours too.
ORIGIN = date(1970, 1, 1)


class UnusableHours(Refused):
    """The document of a calendar cannot be read; `key` names the faulty part."""

    def __init__(self, error: CalendarError) -> None:
        super().__init__(error.message, field="document")
        self.key = error.key


class CalendarNameTaken(Refused):
    pass


class CalendarInUse(Refused):
    pass


def create(
    *,
    by: Actor,
    at: datetime,
    name: str,
    document: Mapping[str, Any],
    start_date: date = ORIGIN,
) -> Calendar:
    """`document` has the keys of `calendar.toml` (`engine.calendars.Calendar.from_dict`).

    Raises:
        UnusableHours: the document is not a calendar.
        CalendarNameTaken: another calendar has that name.
    """
    by.require("organisation.write")
    hours = read(document)
    refuse_taken_name(name)
    with transaction.atomic():
        calendar = Calendar.objects.create(name=name.strip())
        _add_version(calendar=calendar, hours=hours, start_date=start_date, at=at)
        audit.record(
            by=by,
            at=at,
            act="calendar.created",
            kind="calendar",
            public_id=calendar.public_id,
            detail={"name": calendar.name, "from": start_date.isoformat()},
        )
    return calendar


def revise(
    *,
    by: Actor,
    at: datetime,
    calendar: Calendar,
    document: Mapping[str, Any],
    start_date: date,
    name: str | None = None,
    version: int | None = None,
) -> CalendarVersion:
    """Other hours from a day on, and another name where one is given. What was known before stays
    readable; the same hours again, from a day when they are already in force, write nothing.

    Raises:
        UnusableHours: the document is not a calendar.
        CalendarNameTaken: another calendar has that name.
        Conflict: the calendar changed since `version`, or since it was read.
    """
    by.require("organisation.write")
    hours = read(document)
    with transaction.atomic():
        in_force = calendar.versions.in_force(on=start_date).first()
        is_same = in_force is not None and in_force.fingerprint == hours.fingerprint
        if version is not None or not is_same:
            changes.touch(
                calendar,
                version=version,
                mine={"document": hours.to_dict()},
                stands=lambda: calendar.versions.order_by("-pk").first(),
            )
        if name is not None:
            rename(by=by, at=at, calendar=calendar, name=name)
        if in_force is not None and is_same:
            return in_force
        added = _add_version(calendar=calendar, hours=hours, start_date=start_date, at=at)
        audit.record(
            by=by,
            at=at,
            act="calendar.revised",
            kind="calendar",
            public_id=calendar.public_id,
            detail={
                "from": start_date.isoformat(),
                "before": in_force.fingerprint if in_force else "",
                "after": hours.fingerprint,
            },
        )
    return added


def rename(
    *, by: Actor, at: datetime, calendar: Calendar, name: str, version: int | None = None
) -> None:
    """Raises CalendarNameTaken; Conflict."""
    by.require("organisation.write")
    if name.strip() == calendar.name:
        return
    refuse_taken_name(name, but=calendar)
    with transaction.atomic():
        made = changes.replace(calendar, version=version, values={"name": name.strip()})
        audit.record(
            by=by,
            at=at,
            act="calendar.renamed",
            kind="calendar",
            public_id=calendar.public_id,
            detail=made,
        )


def assign(
    *,
    by: Actor,
    at: datetime,
    calendar: Calendar | None,
    unit: Unit,
    version: int,
    start_date: date = ORIGIN,
) -> None:
    """Give a unit its own calendar from a day on, or with None the one of the unit above.

    Raises:
        Conflict: the unit changed since `version`.
    """
    by.require("organisation.write")
    followed = unit.calendar_id
    with transaction.atomic():
        made = changes.replace(unit, version=version, values={"calendar": calendar})
        if made:
            follow(unit=unit, followed=followed, start_date=start_date, at=at)
            audit.record(
                by=by,
                at=at,
                act="unit.calendar_assigned",
                kind="unit",
                public_id=unit.public_id,
                detail=made,
            )


def follow(*, unit: Unit, followed: int | None, start_date: date, at: datetime) -> None:
    """Remember that a unit follows its calendar from a day on, and `followed` before. Called inside
    the transaction that gave the unit its calendar, which is also what audits it."""
    if not unit.followings.exists():
        CalendarFollowing.objects.create(
            unit=unit,
            calendar_id=followed,
            start_date=ORIGIN,
            created_at=datetime(ORIGIN.year, 1, 1, tzinfo=UTC),
        )
    CalendarFollowing.objects.create(
        unit=unit, calendar_id=unit.calendar_id, start_date=start_date, created_at=at
    )


def archive(*, by: Actor, at: datetime, calendar: Calendar, version: int | None = None) -> None:
    """Raises CalendarInUse while a unit follows it; Conflict."""
    by.require("organisation.write")
    followers = list(calendar.units.filter(archived_at=None).values_list("name", flat=True)[:3])
    if followers:
        raise CalendarInUse(
            _("Ce calendrier sert à %(units)s. Donnez d’abord un autre calendrier à ces unités.")
            % {"units": ", ".join(followers)}
        )
    with transaction.atomic():
        changes.replace(calendar, version=version, values={"archived_at": at})
        audit.record(
            by=by, at=at, act="calendar.archived", kind="calendar", public_id=calendar.public_id
        )


def read(document: Mapping[str, Any]) -> Hours:
    """Raises UnusableHours."""
    try:
        return Hours.from_dict(document)
    except CalendarError as error:
        raise UnusableHours(error) from error


def refuse_taken_name(name: str, *, but: Calendar | None = None) -> None:
    """Raises CalendarNameTaken."""
    others = Calendar.objects.filter(name__iexact=name.strip())
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise CalendarNameTaken(
            _("Un calendrier s’appelle déjà « %(name)s ». Choisissez un autre nom.")
            % {"name": name.strip()},
            field="name",
        )


def _add_version(
    *, calendar: Calendar, hours: Hours, start_date: date, at: datetime
) -> CalendarVersion:
    version: CalendarVersion = CalendarVersion.objects.create(
        calendar=calendar,
        start_date=start_date,
        document=hours.to_dict(),
        fingerprint=hours.fingerprint,
        created_at=at,
    )
    return version
