"""Periods of reporting: day, ISO week, month, and the quarter and year of the fiscal calendar.

A period is known by its kind and its first day; its end is excluded. The fiscal year starts on the
first of `fiscal_month` (1 January by default) and its quarters every three months from there.
"""

from datetime import date, timedelta
from typing import Final, Literal, get_args

PeriodKind = Literal["day", "week", "month", "quarter", "year"]
KINDS: Final[tuple[PeriodKind, ...]] = get_args(PeriodKind)

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def start_of(kind: str, day: date, fiscal_month: int = 1) -> date:
    """First day of the period that holds `day`.

    Weeks start on Monday (ISO 8601). Raises ValueError for another kind or a month out of 1 to 12.
    """
    if not 1 <= fiscal_month <= 12:
        raise ValueError(f"fiscal month {fiscal_month} is out of 1 to 12")
    if kind == "day":
        return day
    if kind == "week":
        return day - timedelta(days=day.weekday())
    length = _months(kind)
    into_year = (day.month - fiscal_month) % 12
    return _month_after(day.replace(day=1), -(into_year % length))


def end_of(kind: str, start: date) -> date:
    """First day after the period that starts on `start`. Raises ValueError for another kind."""
    if kind == "day":
        return start + timedelta(days=1)
    if kind == "week":
        return start + timedelta(days=7)
    return _month_after(start, _months(kind))


def starts_between(kind: str, first: date, last: date, fiscal_month: int = 1) -> list[date]:
    """First days of the periods that hold a day from `first` to `last`, both included, in order.

    Empty when `last` is before `first`. Raises ValueError as `start_of`.
    """
    starts: list[date] = []
    start = start_of(kind, first, fiscal_month)
    while start <= last and first <= last:
        starts.append(start)
        start = end_of(kind, start)
    return starts


def _months(kind: str) -> int:
    if kind not in _MONTHS:
        raise ValueError(f"no period of kind {kind!r}: one of {', '.join(KINDS)}")
    return _MONTHS[kind]


def _month_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)
