"""The calendar of the invented group's director, as Outlook exports it."""

from collections.abc import Iterator
from datetime import date, timedelta

from timonerie.cli.demo.horizon import Horizon

FILE_NAME = "agenda de la direction.ics"
_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Paris", "BEGIN:STANDARD", "DTSTART:19701025T030000",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "END:VTIMEZONE",
)  # fmt: skip
#: Title, rule, first weekday (0 is Monday), hour, minutes.
SERIES = (
    ("Comité de direction", "FREQ=WEEKLY;BYDAY=MO", 0, 9, 90),
    ("Point paie avec Solde & Clarté", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", 3, 11, 45),
    ("Comité de site Lyon", "FREQ=WEEKLY;BYDAY=TU", 1, 14, 60),
    ("Revue de performance Kerlune", "FREQ=MONTHLY;BYDAY=1WE", 2, 10, 90),
    ("Réunion des directeurs de site", "FREQ=MONTHLY;BYDAY=-1FR", 4, 15, 120),
    ("Sport", "FREQ=WEEKLY;BYDAY=FR", 4, 12, 60),
)
KEPT = frozenset(title for title, *_rest in SERIES[:5])


def content(horizon: Horizon) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Timonerie//demo//FR", *_ZONE]
    for rank, one in enumerate(SERIES):
        lines += _series(rank, *one, first=horizon.back(6))
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _series(
    rank: int, title: str, rule: str, weekday: int, hour: int, minutes: int, *, first: date
) -> Iterator[str]:
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    end_hour, end_minute = divmod(hour * 60 + minutes, 60)
    yield from (
        "BEGIN:VEVENT",
        f"UID:serie-{rank}@brevent.example",
        f"DTSTAMP:{first:%Y%m%d}T080000Z",
        f"DTSTART;TZID=Europe/Paris:{start:%Y%m%d}T{hour:02}0000",
        f"DTEND;TZID=Europe/Paris:{start:%Y%m%d}T{end_hour:02}{end_minute:02}00",
        f"RRULE:{rule}",
        f"SUMMARY:{title}",
        "END:VEVENT",
    )
