"""Local time of a zone to UTC and back, on arrays.

A local time that does not exist (spring) is read as the instant of the change and flagged
`skipped`; one that exists twice (autumn) is read as the first and flagged `repeated`. The reading
never goes backwards, so a stretch cut in local time stays whole in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Instants = NDArray[np.int64]
Flags = NDArray[np.bool_]

MISSING: Final = int(np.iinfo(np.int64).min)  # an instant that is not known, in and out
DAY: Final = 86_400

_LATEST: Final = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, eq=False)
class LocalReading:
    """`utc`: epoch seconds, one per local time; the two flags say which readings were a choice."""

    utc: Instants
    skipped: Flags
    repeated: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """`changes`: n UTC instants where the offset changes; `offsets`: n + 1 seconds east of UTC."""

    name: str
    changes: Instants
    offsets: Instants

    def to_local(self, utc: Instants) -> Instants:
        """Local wall-clock seconds since 1970-01-01T00:00 local, any shape. MISSING stays."""
        known = utc != MISSING
        shift = self.offsets[np.searchsorted(self.changes, utc, side="right")]
        return np.where(known, np.where(known, utc, 0) + shift, MISSING)

    def to_utc(self, local: Instants) -> LocalReading:
        """Wall-clock seconds since 1970-01-01T00:00 local, any shape. MISSING stays, unflagged."""
        known = local != MISSING
        wall = np.where(known, local, 0)
        part = np.searchsorted(self.changes + self.offsets[:-1], wall, side="right")
        begins = np.concatenate(([MISSING], self.changes))[part]
        next_begins = np.concatenate((self.changes + self.offsets[1:], [_LATEST]))[part]
        utc = wall - self.offsets[part]
        return LocalReading(
            utc=np.where(known, np.maximum(utc, begins), MISSING),
            skipped=known & (utc < begins),
            repeated=known & (wall >= next_begins),
        )


@lru_cache(maxsize=512)
def spanning(name: str, first_year: int, last_year: int) -> Zone:
    """The zone over whole years, a week more on both sides. `name`: an IANA name that exists."""
    rules = ZoneInfo(name)
    first = _epoch(first_year) - 7 * DAY
    last = _epoch(last_year + 1) + 7 * DAY
    changes: list[int] = []
    offsets = [_offset(rules, first)]
    for midnight in range(first + DAY, last + DAY, DAY):
        offset = _offset(rules, midnight)
        if offset != offsets[-1]:
            changes.append(_change(rules, midnight - DAY, midnight))
            offsets.append(offset)
    return Zone(name, np.array(changes, np.int64), np.array(offsets, np.int64))


def _change(rules: ZoneInfo, before: int, after: int) -> int:
    """First second of the new offset; the two bounds stand on its two sides."""
    old = _offset(rules, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(rules, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(rules: ZoneInfo, instant: int) -> int:
    shift = datetime.fromtimestamp(instant, rules).utcoffset()
    assert shift is not None
    return round(shift.total_seconds())


def _epoch(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
