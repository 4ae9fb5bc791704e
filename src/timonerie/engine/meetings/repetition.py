"""How a series repeats, as its RRULE says (RFC 5545, 3.3.10), within what a meeting may be."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from timonerie.engine.meetings.faults import EventUnreadable

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
_PACES = frozenset({"daily", "weekly", "monthly", "yearly"})
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})Z?)?")
_REMEDY = "Simplifiez la répétition de cette réunion dans l’agenda, puis exportez de nouveau."


@dataclass(frozen=True)
class Rule:
    """`days` are (rank in the month or 0, weekday from 0 = Monday); `until` is in UTC, a day alone
    meaning its end. `written` is the rule as received."""

    written: str
    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    def until_at_most(self, last: datetime) -> str:
        """The rule as text, ended at `last` where nothing else ends it: what never comes again
        is not looked for until the year 9999."""
        if self.count is not None:
            return self.written
        end = min(self.until, last) if self.until else last
        kept = [one for one in self.written.split(";") if not one.upper().startswith("UNTIL=")]
        return ";".join([*kept, f"UNTIL={end.astimezone(UTC):%Y%m%dT%H%M%SZ}"])


def parse(text: str) -> Rule:
    """Raises EventUnreadable for what is no rule, or one that no meeting has."""
    parts: dict[str, str] = {}
    for piece in text.strip().strip(";").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value:
            raise EventUnreadable("RRULE", text[:100], _REMEDY)
        parts[name.strip().upper()] = value.strip()
    try:
        return _rule(text, parts)
    except (ValueError, KeyError) as error:
        raise EventUnreadable("RRULE", text[:100], _REMEDY) from error


def _rule(text: str, parts: dict[str, str]) -> Rule:
    unusual = set(parts) - _PARTS - {name for name in parts if name.startswith("X-")}
    frequency = parts["FREQ"].lower()
    narrow = frequency in ("daily", "weekly") and {"BYMONTHDAY", "BYSETPOS"} & set(parts)
    interval = int(parts.get("INTERVAL", "1"))
    if frequency not in _PACES or unusual or narrow or not 1 <= interval <= 1_000:
        raise EventUnreadable("RRULE", text[:100], _REMEDY)
    return Rule(
        written=text.strip().strip(";"),
        frequency=frequency,
        interval=interval,
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        days=tuple(_day(one) for one in parts.get("BYDAY", "").upper().split(",") if one),
        month_days=_numbers(parts.get("BYMONTHDAY", ""), most=31),
        months=_numbers(parts.get("BYMONTH", ""), most=12),
        positions=_numbers(parts.get("BYSETPOS", ""), most=366),
    )


def _day(text: str) -> tuple[int, int]:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def _numbers(text: str, *, most: int) -> tuple[int, ...]:
    found = tuple(int(one) for one in text.split(",") if one)
    if any(not 1 <= abs(one) <= most for one in found):
        raise ValueError(text)
    return found


def _until(text: str) -> datetime:
    found = _UNTIL.fullmatch(text)
    if found is None:
        raise ValueError(text)
    written = f"{found[1]}T{found[2] or '235959'}"
    return datetime.strptime(written, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
