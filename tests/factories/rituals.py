"""Rituals as if a calendar had shown them, with a few meetings; no file is read."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.factories.calendars_ics import EXPORTED
from timonerie.domains.rituals.models import CalendarExport, Ritual, RitualOccurrence
from timonerie.foundations.accounts.actors import Actor

WEEK = timedelta(days=7)
PAST = 6


def calendar(by: Actor, *, name: str = "agenda.ics") -> CalendarExport:
    made: CalendarExport = CalendarExport.objects.create(
        agenda=by.name,
        file_name=name,
        sha256=_hash(name),
        user_id=by.user_id,
        received_by=by.name,
        received_at=EXPORTED,
        written_at=EXPORTED,
        first_day=(EXPORTED - PAST * WEEK).date(),
        last_day=(EXPORTED + 2 * WEEK).date(),
        events=9,
        series=1,
        created=1,
        thrown={"guests": 40, "bodies": 8},
        faulty=[],
    )
    return made


def shown(
    by: Actor, name: str = "Codir", *, export: CalendarExport | None = None, **parts: Any
) -> Ritual:
    """A meeting every Monday: six behind, the last of which vanished, two to come."""
    export = export or calendar(by, name=f"{name}.ics")
    ritual: Ritual = Ritual.objects.create(
        **{
            "name": name,
            "title_key": name.casefold(),
            "frequency": "weekly",
            "weekdays": [0],
            "hour": "09:00",
            "zone": "Europe/Paris",
            "rule": "FREQ=WEEKLY;BYDAY=MO",
            "minutes": 60,
            "guests": 5,
            "keys": [_hash(name)[:32]],
            "state": "kept",
            "export": export,
            **parts,
        }
    )
    RitualOccurrence.objects.bulk_create(
        RitualOccurrence(
            ritual=ritual,
            key=_hash(f"{name} {rank}")[:32],
            planned=EXPORTED + (rank - PAST) * WEEK,
            start=EXPORTED + (rank - PAST) * WEEK,
            state="vanished" if rank == PAST - 1 else "seen",
            first_seen=export,
            last_seen=export,
        )
        for rank in range(PAST + 3)
    )
    return ritual


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
