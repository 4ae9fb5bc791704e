"""How the named people of a provider come and go: pure, and never about what one of them does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEWEST_NAMES = 3
MONTHS = 12


class MovesState(StrEnum):
    UNKNOWN = "unknown"
    """Nobody is named."""
    TOO_FEW = "too_few"
    """Too few names for a rate: one departure would be a third of them."""
    MEASURED = "measured"


@dataclass(frozen=True)
class Stay:
    """Two days included; open where nobody knows the first, or where they are still there."""

    arrived: date | None
    left: date | None
    was_announced: bool | None = None
    is_key: bool = False

    def covers(self, day: date) -> bool:
        return (self.arrived is None or self.arrived <= day) and (
            self.left is None or self.left >= day
        )


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Over the twelve months that end on a day. `average` is of the persons named at the ends of
    the thirteen months; `rate` is departures over it, where there are names enough."""

    state: MovesState
    departures: int
    unannounced: int
    key_departures: int
    average: float
    rate: float | None


def month_of(day: date) -> date:
    return day.replace(day=1)


def moves(stays: Sequence[Stay], *, on: date) -> Moves:
    """Departures counted after the same day a year before, up to `on`, both sides as days."""
    days = [_months_before(on, months) for months in range(MONTHS + 1)]
    average = sum(one.covers(day) for one in stays for day in days) / len(days)
    gone = [one for one in stays if one.left is not None and days[-1] < one.left <= on]
    state = MovesState.MEASURED if average >= FEWEST_NAMES else MovesState.TOO_FEW
    if not stays or (not gone and not average):
        state = MovesState.UNKNOWN
    return Moves(
        state=state,
        departures=len(gone),
        unannounced=sum(one.was_announced is False for one in gone),
        key_departures=sum(one.is_key for one in gone),
        average=average,
        rate=len(gone) / average if state == MovesState.MEASURED else None,
    )


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month; the 28th for those that some months do not have."""
    rank = day.year * 12 + day.month - 1 - months
    return date(rank // 12, rank % 12 + 1, min(day.day, 28) if months else day.day)
