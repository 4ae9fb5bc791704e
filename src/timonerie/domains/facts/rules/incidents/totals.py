"""The few figures above a list of incidents."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

MONTHS = 6
"""How far back an incident of the same cause and of the same provider makes one recur."""


@dataclass(frozen=True)
class Counted:
    """What is counted of one incident: no provider, cause or cost is None or empty; the cost is in
    the smallest unit of its currency."""

    known_at: datetime
    told_at: datetime | None
    provider: int | None
    cause: str
    cost: int | None
    currency: str


@dataclass(frozen=True)
class Totals:
    """`alert` is the median alert delay in seconds, None where nobody said when we were told;
    `recurring` of the `judged`, those whose cause and provider are known; costs by currency."""

    count: int
    alert: float | None
    alerted: int
    recurring: int
    judged: int
    costs: Mapping[str, int]

    @property
    def recurrence(self) -> float | None:
        """The share that recurs, from 0 to 1; None where nothing can be judged."""
        return self.recurring / self.judged if self.judged else None


def of(found: Iterable[Counted]) -> Totals:
    rows = list(found)
    delays = [seconds for one in rows if (seconds := alert(one.known_at, one.told_at)) is not None]
    judged = [one for one in rows if one.provider is not None and one.cause]
    costs: dict[str, int] = defaultdict(int)
    for one in rows:
        if one.cost is not None:
            costs[one.currency] += one.cost
    return Totals(
        count=len(rows),
        alert=median(delays) if delays else None,
        alerted=len(delays),
        recurring=_recurring(judged),
        judged=len(judged),
        costs=dict(sorted(costs.items())),
    )


def alert(known_at: datetime, told_at: datetime | None) -> float | None:
    """The alert delay in seconds: from the instant they knew to the one we were told."""
    return None if told_at is None else (told_at - known_at).total_seconds()


def before(day: date, months: int) -> date:
    """The same day some months earlier, or the last one of a shorter month."""
    rank = day.year * 12 + day.month - 1 - months
    year, month = rank // 12, rank % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _recurring(judged: Sequence[Counted]) -> int:
    """Those that another one of the same cause, at the same provider, came before within the
    months looked at."""
    last: dict[tuple[int | None, str], date] = {}
    found = 0
    for one in sorted(judged, key=lambda one: one.known_at):
        day, key = one.known_at.date(), (one.provider, one.cause)
        if key in last and last[key] >= before(day, MONTHS):
            found += 1
        last[key] = day
    return found
