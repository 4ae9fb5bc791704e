"""Calendars that the tests of working time share, as the keys of `calendar.toml`."""

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timonerie.engine.calendars import Calendar

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
ALL_DAYS = [*WEEKDAYS, "sat", "sun"]


def hours(opens: str, closes: str, days: list[str] = WEEKDAYS) -> dict[str, Any]:
    return {"days": days, "open": opens, "close": closes}


OFFICE = [hours("09:00", "12:30"), hours("14:00", "18:00")]
PARIS: dict[str, Any] = {"zone": "Europe/Paris", "country": "FR", "week": OFFICE}
ALWAYS: dict[str, Any] = {
    "zone": "Europe/Paris",
    "holidays": False,
    "week": [hours("00:00", "24:00", ALL_DAYS)],
}
NIGHTS: dict[str, Any] = {
    "zone": "Europe/Paris",
    "holidays": False,
    "week": [hours("22:00", "06:00", ALL_DAYS)],
}
SITES: dict[str, dict[str, Any]] = {
    "paris": PARIS,
    "metz": {**PARIS, "subdivision": "57"},
    "saint-denis": {
        "zone": "Indian/Reunion",
        "country": "FR",
        "subdivision": "974",
        "week": [
            hours("07:30", "12:05"),
            hours("13:10", "16:20"),
            hours("08:00", "11:00", ["sat"]),
        ],
    },
    "fort-de-france": {
        "zone": "America/Martinique",
        "country": "FR",
        "subdivision": "972",
        "week": [hours("07:00", "13:00")],
        "opened": [{"day": "2026-05-22", "open": "08:00", "close": "10:30"}],
    },
    "nights": {
        "zone": "Europe/Paris",
        "country": "FR",
        "week": [hours("22:00", "06:00"), hours("05:30", "07:15", ["sat"])],
        "closed": ["2026-03-28", {"day": "2026-10-24", "from": "23:00", "to": "04:00"}],
        "opened": [{"day": "2026-07-14", "open": "20:00", "close": "02:00"}],
    },
    "always": ALWAYS,
}


def calendar(data: dict[str, Any]) -> Calendar:
    return Calendar.from_dict(data)


def utc(text: str) -> int:
    """Epoch seconds of an ISO instant with its offset."""
    return int(datetime.fromisoformat(text).timestamp())


def array(*values: int) -> NDArray[np.int64]:
    return np.array(values, np.int64)
