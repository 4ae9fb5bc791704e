"""How a need of a site ages."""

from datetime import date
from typing import Final

OLD_DAYS: Final = 7
"""From how many days a need without an answer is told as old: its next flash is there."""


def age_days(asked_on: date, *, on: date) -> int:
    return max((on - asked_on).days, 0)


def is_old(asked_on: date, *, on: date) -> bool:
    return age_days(asked_on, on=on) >= OLD_DAYS
