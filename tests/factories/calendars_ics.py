"""Calendars as Outlook, Google and others export them: written here, word for word.

Whatever must be thrown away of them carries a canary: `CANARIES` are found nowhere afterwards.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

CANARIES = ("CANARI-CORPS", "CANARI-INVITE", "CANARI-LIEN", "CANARI-SALLE", "CANARI-PRIVE")


def local(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An hour on the clock of a calendar, whatever its zone."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


MONDAY = local(2025, 9, 1)
"""The first meeting of most series here, a Monday at nine."""
EXPORTED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PARIS = "Europe/Paris"
ROMANCE = "Romance Standard Time"
"""What Outlook calls the zone of Paris."""


def calendar(*events: str, stamp: datetime = EXPORTED, head: Sequence[str] = ()) -> bytes:
    """A whole file; each event gets the hour of the export."""
    told = f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    body = [event.replace("END:VEVENT", f"{told}\r\nEND:VEVENT") for event in events]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Essai//FR", *head, *body, "END:VCALENDAR"]
    return ("\r\n".join(lines) + "\r\n").encode()


def event(
    title: str,
    start: datetime = MONDAY,
    *,
    uid: str = "",
    minutes: int = 60,
    zone: str = PARIS,
    rule: str = "",
    more: Iterable[str] = (),
) -> str:
    """One VEVENT; `start` is on the clock of `zone`."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid or title}-{'serie' if rule or uid else start.isoformat()}@agenda.example",
        f"SUMMARY:{title}",
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={zone}:{start + timedelta(minutes=minutes):%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        *more,
        "END:VEVENT",
    ]
    return "\r\n".join(lines)


def series(
    title: str, start: datetime = MONDAY, *, rule: str = "FREQ=WEEKLY", **more: object
) -> str:
    return event(title, start, rule=rule, **more)  # type: ignore[arg-type]


def repeated(
    title: str, starts: Iterable[datetime], *, minutes: int = 60, more: Iterable[str] = ()
) -> list[str]:
    """The same title as so many meetings of their own, as some exports write a series."""
    return [event(title, start, minutes=minutes, more=more) for start in starts]


def every(days: int, *, start: datetime = MONDAY, times: int = 20) -> list[datetime]:
    return [start + timedelta(days=days * rank) for rank in range(times)]


def talkative(guests: int = 4) -> list[str]:
    """What Outlook writes of a meeting, and nothing may keep: body, guests, links, room."""
    return [
        "DESCRIPTION:CANARI-CORPS Ordre du jour :\\n- salaires de Paul",
        " et suite pliée CANARI-CORPS",
        "X-ALT-DESC;FMTTYPE=text/html:<p>CANARI-CORPS</p>",
        "LOCATION:CANARI-SALLE 3",
        "URL:https://visio.example/CANARI-LIEN",
        "ORGANIZER;CN=CANARI-INVITE:mailto:canari-invite@example.org",
        *(
            f'ATTENDEE;CN="CANARI-INVITE {rank}, DAF";ROLE=REQ-PARTICIPANT:'
            f"mailto:canari-invite{rank}@example.org"
            for rank in range(guests)
        ),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:CANARI-CORPS",
        "TRIGGER:-PT15M",
        "END:VALARM",
    ]


def private(title: str = "CANARI-PRIVE dentiste") -> str:
    return series(title, more=["CLASS:PRIVATE"])


def except_on(*days: date, hour: str = "090000", zone: str = PARIS) -> str:
    """The line that takes occurrences out of a series."""
    told = ",".join(f"{one:%Y%m%d}T{hour}" for one in days)
    return f"EXDATE;TZID={zone}:{told}"


def director(
    *, without: Iterable[date] = (), stamp: datetime = EXPORTED, later: timedelta = timedelta(0)
) -> bytes:
    """Six months of a director's calendar, `later` by whole weeks; `without` are meetings of
    « Comité de site Lyon », which it writes one by one, that are gone."""
    gone = set(without)
    weekly = every(7, start=local(2025, 9, 4, 14, 0) + later, times=36)
    return calendar(
        series("Codir", MONDAY + later, zone=ROMANCE, rule="FREQ=WEEKLY;BYDAY=MO",
               more=talkative(7)),
        series("Codir de gestion", local(2025, 9, 2, 14, 0) + later, minutes=150,
               rule="FREQ=MONTHLY;BYDAY=1TU", more=talkative()),
        series("Point paie", local(2025, 9, 4, 11, 0) + later, minutes=45,
               rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", more=talkative(2)),
        *repeated("Comité de site Lyon", [one for one in weekly if one.date() not in gone],
                  minutes=45, more=talkative(5)),
        series("Déjeuner", local(2025, 9, 5, 12, 30) + later, rule="FREQ=WEEKLY;BYDAY=FR"),
        event("Visite du notaire", local(2026, 2, 10, 10, 0) + later),
        private(),
        stamp=stamp,
    )  # fmt: skip
