"""Reading a calendar: its meetings that come back become proposals; those of an earlier export that
are gone become questions. The file is read where it stands, and never kept."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from timonerie.domains.organisation.queries import directory
from timonerie.domains.rituals.confined import reading
from timonerie.domains.rituals.models import CalendarExport
from timonerie.domains.rituals.operations import folding
from timonerie.engine.meetings.reading import LIMIT
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import clean_name
from timonerie.foundations.scope.models import Company

FAULTY = "ICS-08"
"""Code of an event that is left out."""
_WORK = f"{reading.__name__}.{reading.read.__name__}"
_SHOWN = 50
_OLDEST = timedelta(days=400)


def receive(
    *, by: Actor, at: datetime, path: Path, file_name: str, agenda: str = ""
) -> CalendarExport:
    """Read a calendar. `agenda` says whose it is, in a word; the name of who gives it when left
    out. The same file again changes nothing, and answers what it was the first time.

    Raises:
        FileRefused: ICS-01 to ICS-07, FIC-02, FIC-04, FIC-06 to FIC-10; nothing is written.
    """
    by.require("ritual.write")
    size = path.stat().st_size
    documents.require_acceptable(by=by, at=at, name=file_name, size=size)
    name, _notices = clean_name(file_name)
    agenda = (" ".join(agenda.split()) or by.name)[:100]
    sha256 = _sha256(path) if size <= LIMIT else ""
    known: CalendarExport | None = CalendarExport.objects.filter(
        agenda=agenda, sha256=sha256
    ).first()
    if known is not None:
        return known
    told = _read(path, by=by, at=at)
    with transaction.atomic():
        export = _kept(told, by=by, at=at, name=name, agenda=agenda, sha256=sha256)
        export.created, export.vanished = folding.fold(export, told)
        export.save(update_fields=["created", "vanished"])
        counts = {name: getattr(export, name) for name in ("events", "series", "created")}
        audit.record(
            by=by,
            at=at,
            act="calendar_export.read",
            kind="calendar_export",
            public_id=export.public_id,
            detail={**counts, "vanished": export.vanished},
        )
    return export


def _kept(
    told: Mapping[str, Any], *, by: Actor, at: datetime, name: str, agenda: str, sha256: str
) -> CalendarExport:
    made: CalendarExport = CalendarExport.objects.create(
        agenda=agenda,
        file_name=name,
        sha256=sha256,
        user_id=by.user_id,
        received_by=by.name,
        received_at=at,
        written_at=_written_at(told["written_at"], at),
        first_day=told["first"] and date.fromisoformat(told["first"]),
        last_day=told["last"] and date.fromisoformat(told["last"]),
        events=told["events"],
        series=len(told["series"]),
        created=0,
        thrown=told["thrown"],
        faulty=[one | {"code": FAULTY} for one in told["faulty"][:_SHOWN]],
    )
    return made


def _read(path: Path, *, by: Actor, at: datetime) -> Mapping[str, Any]:
    """Raises FileRefused."""
    places = {
        place.name: place.pk
        for place in directory.places().values()
        if place.archived_at is None and place.kind != "group"
    }
    zone = Company.objects.get(pk=by.company_id).zone
    asked = {"path": str(path), "day": at.date().isoformat(), "zone": zone, "places": places}
    with confinement.opened(_WORK, asked) as (told, _folder):
        answer: Mapping[str, Any] = told
    return answer


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written_at(text: str | None, at: datetime) -> datetime:
    """When the calendar says it was exported; when it was received where it does not, or says a
    day to come or one too old."""
    told = datetime.fromisoformat(text) if text else at
    return told if at - _OLDEST <= told <= at else at
