"""Working time the slow and plain way: is the site open at this minute? Shares no code with ours.

It reads the raw dictionary of a calendar, converts every UTC minute with the standard library and
knows the French public holidays by itself.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FIXED = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
LOCAL = {"974": [(12, 20)], "972": [(5, 22), (7, 21)], "57": [(12, 26)], "6AE": [(12, 26)]}


def easter(year: int) -> date:
    """Anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    m = (a + 11 * h) // 319
    r = (2 * (b % 4) + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


@lru_cache
def holidays(subdivision: str | None, year: int) -> frozenset[date]:
    moving = [1, 39, 50] + ([-2] if subdivision in ("57", "6AE") else [])
    return frozenset(
        {date(year, *day) for day in FIXED + LOCAL.get(subdivision or "", [])}
        | {easter(year) + timedelta(days=shift) for shift in moving}
    )


def open_minutes(data: Mapping[str, Any], today: date) -> NDArray[np.bool_]:
    """Is the site open during each of the 1,440 local minutes of a day?"""
    minutes = np.zeros(1440, np.bool_)
    days = [(today, 0), (today - timedelta(days=1), 1440)]
    for day, late in days:
        for row in data["week"]:
            if NAMES[day.weekday()] in row["days"]:
                _paint(minutes, row["open"], row["close"], late, True)
    if data.get("holidays", True) and today in holidays(data.get("subdivision"), today.year):
        minutes[:] = False
    for day, late in days:
        for item in data.get("closed", []):
            row = item if isinstance(item, dict) else {"day": item, "from": "00:00", "to": "24:00"}
            if row["day"] == str(day):
                _paint(minutes, row["from"], row["to"], late, False)
    for day, late in days:
        for row in data.get("opened", []):
            if row["day"] == str(day):
                _paint(minutes, row["open"], row["close"], late, True)
    return minutes


def _paint(minutes: NDArray[np.bool_], first: str, last: str, late: int, value: bool) -> None:
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in (first, last))
    if end <= start:
        end += 1440
    minutes[max(0, start - late) : max(0, end - late)] = value


class MinuteByMinute:
    """Open or not, for every UTC minute from `first`, looked up one by one with the zone."""

    def __init__(self, data: Mapping[str, Any], first: int, minutes: int) -> None:
        zone = ZoneInfo(data["zone"])
        days: dict[date, list[bool]] = {}
        flags = []
        for number in range(minutes):
            local = datetime.fromtimestamp(first + 60 * number, zone)
            day = local.date()
            if day not in days:
                days[day] = open_minutes(data, day).tolist()
            flags.append(days[day][local.hour * 60 + local.minute])
        self.first = first
        self.flags: NDArray[np.int64] = np.array(flags, np.int64)
        self.before = 60 * np.concatenate(([0], np.cumsum(self.flags)))

    def between(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._until(ends) - self._until(starts)

    def _until(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Whole minutes before the instant, then the seconds of its own minute."""
        minute, second = np.divmod(instants - self.first, 60)
        reached: NDArray[np.int64] = self.before[minute] + second * self.flags[minute]
        return reached
