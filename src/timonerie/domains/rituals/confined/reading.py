"""A calendar as plain data: titles, hours and counts; what must not be kept never leaves here."""

from datetime import date
from pathlib import Path
from typing import Any

from timonerie.engine.meetings import reading
from timonerie.engine.meetings.faults import CalendarRefused
from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors.base import FileRefused


def read(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """`asked`: path, day (ISO), zone, places (number by name); the answer is that of
    `reading.Reading.to_dict`.

    Raises:
        FileRefused: ICS-01 to ICS-07.
    """
    try:
        found = reading.read_file(
            Path(asked["path"]),
            on=date.fromisoformat(asked["day"]),
            zone=asked["zone"],
            places=asked["places"],
        )
    except CalendarRefused as refusal:
        raise FileRefused(
            refusal.code, refusal.remedy, line=refusal.line, value=refusal.value
        ) from refusal
    return found.to_dict()
