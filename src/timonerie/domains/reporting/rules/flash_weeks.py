"""When the flash of a site is due, and where a week stands.

A week is known by its Monday. The flash is due on a weekday at an hour of the site's own clock;
where the site is closed that day, on the last day it works before, within the week. A site that
works no day of the week until then owes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from timonerie.engine import periods
from timonerie.engine.working_days import Worked

WEEK: Final = timedelta(days=7)
SILENT_DAYS: Final = 14
"""From how many days without a flash the silence of a site is told as a signal."""


@dataclass(frozen=True)
class Due:
    """`weekday` from 0, Monday, to 6; `hour` from 0 to 23 on the clock of the site."""

    weekday: int = 4
    hour: int = 15
    start: date = date.min


USUAL: Final = Due()
"""Friday, 15 h, where the company says nothing else."""


def in_force(rules: Iterable[Due], week: date) -> Due:
    """Of rules in the order they were recorded, the one that holds on the Monday of a week."""
    found = USUAL
    for one in sorted(rules, key=lambda rule: rule.start):
        if one.start <= week:
            found = one
    return found


def week_of(day: date) -> date:
    return periods.start_of("week", day)


def due_day(week: date, rule: Due, *, worked: Worked) -> date | None:
    """The day it is due; None for a week that the site does not work."""
    for back in range(rule.weekday, -1, -1):
        day = week + timedelta(days=back)
        if worked(day):
            return day
    return None


def due_at(week: date, rule: Due, *, worked: Worked, zone: str) -> datetime | None:
    """The instant, in UTC. An hour that the clock skips is the instant of the change; one that it
    shows twice is the first."""
    day = due_day(week, rule, worked=worked)
    if day is None:
        return None
    return datetime.combine(day, time(rule.hour), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def correctable_until(filed_on: date) -> date:
    """The last day a filed flash may be corrected: the Sunday of the week it was filed in."""
    return week_of(filed_on) + WEEK - timedelta(days=1)


def may_be_told(week: date, *, today: date) -> bool:
    """Whether a flash may still be filed for a week: this one, or the one before."""
    return week in (week_of(today), week_of(today) - WEEK)


def silent_days(filed: Sequence[date], *, asked_from: date, on: date) -> int:
    """Days without a flash on a day: since the last one filed, else since it is asked for."""
    before = [day for day in filed if day <= on]
    return max((on - max([*before, asked_from])).days, 0)
