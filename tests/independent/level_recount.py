"""Attainment and credits of a contract, counted again from the raw rows in plain Python.

It shares no code with the product: it reads Parquet rows as dictionaries, cuts months itself,
compares whole numbers and rounds amounts by hand. What it says is held against the product's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = Mapping[str, Any]
Months = dict[date, tuple[int, int, int]]
"""(met, counted, without a measure) by first day of the period."""


def rows_of(paths: Iterable[Path]) -> Iterator[Row]:
    for path in paths:
        yield from pq.read_table(path).to_pylist()


def in_time(row: Row) -> bool | None:
    """What the file says of the case; else whether it ended by its due instant."""
    if row["on_time"] is not None:
        return bool(row["on_time"])
    ended = row["resolved_at"] or row["delivered_at"]
    if row["due_at"] is None or ended is None:
        return None
    return bool(ended <= row["due_at"])


def within(hours: int) -> Any:
    """Whether a case was resolved at most so many hours of the clock after it was received."""

    def judged(row: Row) -> bool | None:
        if row["resolved_at"] is None or row["received_at"] is None:
            return None
        return bool(row["resolved_at"] - row["received_at"] <= timedelta(hours=hours))

    return judged


def period_of(day: date, months: int) -> date:
    month = (day.month - 1) // months * months + 1
    return date(day.year, month, 1)


def counted(
    rows: Iterable[Row], *, provider: int, judged: Any, anchor: str, months: int, first: date
) -> Months:
    """Cases of a provider by period of so many months, from a day on."""
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        day = row[anchor]
        if row["provider"] != provider or day is None or day < first:
            continue
        said, cell = judged(row), found[period_of(day, months)]
        if said is None:
            cell[2] += 1
        else:
            cell[0] += said
            cell[1] += 1
    return {start: (met, n, without) for start, (met, n, without) in found.items()}


def credits(
    found: Months,
    *,
    yearly_cents: int,
    months: int,
    bands: Iterable[tuple[str, str]],
    target: str,
    cap_percent: int,
    yearly_cap: int | None,
    contract_start: date,
    last: date,
) -> dict[date, int]:
    """Cents by missed period that is over on `last`, the yearly cap taken in the order of time."""
    spent: dict[int, int] = defaultdict(int)
    made: dict[date, int] = {}
    # From the lowest bound: the first one that the figure is under is the worst.
    ladder = sorted((Fraction(bound), Fraction(rate)) for bound, rate in bands)
    for start in sorted(found):
        met, n, _without = found[start]
        if not n or _after(start, months) > last:
            continue
        share = Fraction(met * 100, n)
        rates = [rate for bound, rate in ladder if share < bound]
        if share >= Fraction(target) or not rates:
            continue
        fee = Fraction(yearly_cents * months, 12) * _in_force(start, months, contract_start)
        amount = min(_cents(fee * rates[0] / 100), _cents(fee * cap_percent / 100))
        year = _contract_year(max(start, contract_start), contract_start)
        if yearly_cap is not None:
            amount = min(amount, yearly_cap - spent[year])
        spent[year] += amount
        if amount:
            made[start] = amount
    return made


def _cents(amount: Fraction) -> int:
    whole, rest = divmod(amount.numerator, amount.denominator)
    return whole + (2 * rest >= amount.denominator)


def _after(start: date, months: int) -> date:
    month = start.month + months
    return date(start.year + (month > 12), month - 12 if month > 12 else month, 1)


def _in_force(start: date, months: int, contract_start: date) -> Fraction:
    end = _after(start, months)
    days = (end - start).days
    return Fraction((end - max(start, contract_start)).days, days)


def _contract_year(day: date, start: date) -> int:
    begun = (day.month, day.day) >= (start.month, start.day)
    return day.year if begun else day.year - 1
