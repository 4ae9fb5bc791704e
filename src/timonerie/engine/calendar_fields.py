"""Reads one field of a calendar and, when it is wrong, says which key and what to write instead."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60

_CLOCK_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class CalendarError(ValueError):
    """A calendar that cannot be used. The message is French, for the person who wrote it.

    `key` names the faulty key ("week[2].open"; counted from 1), `line` the line of the file when
    the file itself cannot be read.
    """

    def __init__(self, message: str, key: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.key = key
        self.line = line


def refuse_unknown(table: Mapping[str, Any], known: Iterable[str], where: str = "") -> None:
    """A misspelt key left unread would give wrong figures in silence.

    Raises CalendarError for the first key that is not in `known`.
    """
    allowed = tuple(known)
    for key in table:
        if key not in allowed:
            raise CalendarError(
                f"Clé inconnue : « {where}{key} ». Clés possibles : {', '.join(allowed)}.",
                f"{where}{key}",
            )


def tables(value: Any, key: str) -> list[Mapping[str, Any]]:
    """The `[[key]]` tables of a file. Raises CalendarError when `value` is anything else."""
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise CalendarError(f"« {key} » doit être une suite de tables [[{key}]].", key)
    return value


def flag(value: Any, key: str) -> bool:
    """Raises CalendarError unless `value` is true or false."""
    if not isinstance(value, bool):
        raise CalendarError(f"« {key} » vaut true ou false, sans guillemets.", key)
    return value


def weekdays(value: Any, key: str) -> tuple[int, ...]:
    """Days of the week as sorted numbers, Monday 0. Raises CalendarError."""
    if not isinstance(value, list) or not value:
        raise CalendarError(
            f'« {key} » doit être une liste de jours, par exemple ["mon", "tue"].', key
        )
    for day in value:
        if day not in WEEKDAYS:
            raise CalendarError(
                f"« {key} » : jour inconnu « {day} ». Jours possibles : {', '.join(WEEKDAYS)}.", key
            )
    return tuple(sorted({WEEKDAYS.index(day) for day in value}))


def day(value: Any, key: str) -> date:
    """A date written as TOML or ISO text. Raises CalendarError."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise CalendarError(
            f"« {key} » : « {value} » n’est pas une date. Écrivez-la 2026-05-15.", key
        ) from None


def minute(value: Any, key: str, *, end: bool = False) -> int:
    """Minutes since midnight of "09:00" (or a TOML time). "24:00" only where `end` is true.

    Raises CalendarError.
    """
    if isinstance(value, time) and value.tzinfo is None and not (value.second or value.microsecond):
        return value.hour * 60 + value.minute
    if end and value == "24:00":
        return DAY_MINUTES
    found = _CLOCK_TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise CalendarError(
            f"« {key} » : « {value} » n’est pas une heure. Écrivez-la entre guillemets, à la"
            ' minute, par exemple "09:00".',
            key,
        )
    return int(found[1]) * 60 + int(found[2])


def hours(opens: Any, closes: Any, keys: tuple[str, str]) -> tuple[int, int]:
    """Minutes of an opening; a close at or before the open is on the next day (past 1440)."""
    start = minute(opens, keys[0])
    end = minute(closes, keys[1], end=True)
    return start, end if end > start else end + DAY_MINUTES


def clock_text(minutes: int) -> str:
    """The way back: 540 gives "09:00", 1440 "24:00", 1800 "06:00" (of the next day)."""
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
