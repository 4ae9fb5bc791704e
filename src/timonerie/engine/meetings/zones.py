"""Names of time zones as calendars write them, to those of the IANA database.

Outlook writes Windows' names (« Romance Standard Time »), others add a path before the name; what
is in no list is read from its description in the file, where the rules of Europe are recognised.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_UTC = ("utc", "gmt", "z", "etc/utc", "tzone://microsoft/utc")
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
# Offsets in winter and summer of those that change on the last Sundays of March and October.
_EUROPE = {(0, 60): "Europe/London", (60, 120): "Europe/Paris", (120, 180): "Europe/Athens"}
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")


@dataclass
class Described:
    """What a VTIMEZONE says: offsets east of UTC, in minutes, and whether Europe's Sundays."""

    standard: int | None = None
    daylight: int | None = None
    sundays: set[str] = field(default_factory=set)

    @property
    def name(self) -> str | None:
        """The zone that behaves so; None where it cannot be told without guessing."""
        if self.standard is None:
            return None
        if self.daylight is None or self.daylight == self.standard:
            return fixed(self.standard)
        is_european = {"3", "10"} <= self.sundays
        return _EUROPE.get((self.standard, self.daylight)) if is_european else None


def fixed(minutes: int) -> str | None:
    """A zone that never changes; the signs of Etc/GMT are those of the navigators."""
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(minutes, 60)
    return None if rest or not -12 <= hours <= 14 else f"Etc/GMT{-hours:+d}"


def offset(text: str) -> int | None:
    """Minutes east of UTC of "+0100"."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def resolve(name: str, described: Mapping[str, Described]) -> str | None:
    """The IANA name of a zone as a file calls it; None when nobody knows it."""
    plain = name.strip().strip('"')
    found = _known(plain)
    if found is not None:
        return found
    said = described.get(plain)
    return said.name if said else None


@lru_cache(maxsize=512)
def _known(name: str) -> str | None:
    key = name.casefold()
    if key in _UTC:
        return "UTC"
    if key in _WINDOWS:
        return _WINDOWS[key]
    for candidate in _candidates(name):
        if _exists(candidate):
            return candidate
    return None


def _candidates(name: str) -> Iterable[str]:
    """The name, then its last parts: « /freeassociation.sourceforge.net/Europe/Paris »."""
    yield name
    parts = [part for part in name.split("/") if part]
    for length in (3, 2):
        if len(parts) > length:
            yield "/".join(parts[-length:])


def _exists(name: str) -> bool:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}", name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
