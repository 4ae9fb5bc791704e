"""Which periods a level holds in, and on which of their days: none is lost, none counts twice."""

from datetime import date, timedelta

from timonerie.engine import periods

Days = tuple[date, date]
"""First and last day, both included."""


def in_force(
    *,
    level: tuple[date | None, date | None],
    contract: tuple[date | None, date | None],
    known: Days,
) -> Days | None:
    """The days when a level holds, among those that are known: from its own start, or from that of
    its contract, to the first end said. None where there is no such day."""
    starts = [day for day in (level[0], contract[0], known[0]) if day is not None]
    ends = [day for day in (level[1], contract[1], known[1]) if day is not None]
    first, last = max(starts), min(ends)
    return (first, last) if first <= last else None


def by_period(kind: str, days: Days, *, fiscal_month: int) -> dict[date, Days]:
    """The days in force of each period that holds some, by its first day; the last one may still
    run, and is then told up to its own last day."""
    first, last = days
    found = {}
    for start in periods.starts_between(kind, first, last, fiscal_month):
        end = periods.end_of(kind, start) - timedelta(days=1)
        found[start] = (max(first, start), min(last, end))
    return found


def is_over(kind: str, start: date, *, on: date) -> bool:
    """Whether a period has ended before a day."""
    return periods.end_of(kind, start) <= on
