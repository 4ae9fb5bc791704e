"""When something may leave to somebody: on the clock of their company, never in a burst.

What is due is asked again at each hour and told from the ledger: an hour that comes twice, one that
does not come (clock changes) and a machine that was down change nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timonerie.domains.publications.enums import DigestKind

FIRST_HOUR, LAST_HOUR = 8, 20
"""Nothing leaves before eight in the morning, nor from eight in the evening on."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a reader at an instant of their company's clock, `local`. `had_week` says
    whether the mail of the week was written, `looked_today` whether the day was looked at;
    `since` is the first day of their access."""

    local: datetime
    is_quiet: bool
    looked_today: bool
    had_week: bool
    since: date
    weekly: bool = True
    daily: bool = True


def monday(day: date) -> date:
    """The first day of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def is_waking(local: datetime) -> bool:
    """Whether an hour is one at which something may leave."""
    return FIRST_HOUR <= local.hour < LAST_HOUR


def is_quiet(day: date, *, quiet_days: Collection[int], closed: Collection[date]) -> bool:
    """Whether nothing leaves on a day: one of the week that the reader keeps quiet (Monday 0), or
    one on which the company is closed."""
    return day.weekday() in quiet_days or day in closed


def due(one: Standing) -> DigestKind | None:
    """What to write now, if anything. The mail of a week leaves on its first day that is not
    quiet, later in the week where the machine was down, never the next week; whoever came in the
    middle of a week waits for the next."""
    if one.looked_today or one.is_quiet or not is_waking(one.local):
        return None
    today = one.local.date()
    if one.weekly and not one.had_week and one.since <= monday(today):
        return DigestKind.WEEKLY
    return DigestKind.DAILY if one.daily else None
