"""The months that an accounting file covers: real ones hold a few entries of other years."""

from collections.abc import Mapping
from datetime import date, timedelta

LEAST_SHARE = 0.1
"""A month counts from a tenth of the lines of a usual one."""


def covered(lines_by_month: Mapping[date, int]) -> tuple[date, date]:
    """The first day of the first month and the last day of the last one that a file covers.

    `lines_by_month` goes by the first day of each month, and holds one at least.
    """
    kept = sorted(month for month, count in lines_by_month.items() if count > 0)
    usual = _median([lines_by_month[month] for month in kept])
    full = [month for month in kept if lines_by_month[month] >= usual * LEAST_SHARE]
    return full[0], next_month(full[-1]) - timedelta(days=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_before(month: date, count: int) -> date:
    """The first day of the month so many months before."""
    rank = month.year * 12 + month.month - 1 - count
    return date(rank // 12, rank % 12 + 1, 1)


def between(first: date, last: date) -> list[date]:
    """The first days of the months from one day to another."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def _median(counts: list[int]) -> float:
    ordered = sorted(counts)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2
