"""Amounts that come back (rents, subscriptions, fees), their rises, the invoice that is missing."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec.entries import Line
from timonerie.engine.fec.parties import is_accrual


class Period(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
GAPS = {Period.MONTH: (20, 45, 4), Period.QUARTER: (75, 107, 3), Period.YEAR: (335, 395, 2)}
"""Days between two invoices, from and to, and the invoices needed to see the period."""
PATIENCE = {Period.MONTH: 15, Period.QUARTER: 30, Period.YEAR: 45}
"""Days after which an expected invoice is missing."""
ENDED_AFTER = 3
"""Invoices missing in a row beyond which the series is ended."""
EXACT, LOOSE = 0.005, 0.10
"""Two invoices that follow one another are the same amount, or about."""
MOST_GAPS, MOST_STEPS = 0.7, 0.6
SHOWN = 6
"""Last invoices whose median is the usual amount, where amounts vary."""


@dataclass(frozen=True)
class Change:
    """The usual amount went from `before` to `after` (cents) with the invoice of `on`; `share` is
    the change, 0.05 for 5 % more."""

    on: date
    before: int
    after: int
    share: float


@dataclass(frozen=True)
class Recurring:
    """One provider on one account. Amounts in cents, tax excluded."""

    provider: str
    account: str
    period: Period
    usual: int
    """The amount of the last level."""
    yearly: int
    """What it costs a year at that level."""
    occurrences: int
    first: date
    last: date
    changes: tuple[Change, ...]
    missing: tuple[date, ...]
    """Around when an invoice was expected and none came, the last one included when it is late."""
    ended: bool
    """Nothing came for more than three periods: over, rather than missing."""
    lines: tuple[Line, ...]


def find(attributions: pa.Table, *, on: date | None = None) -> tuple[Recurring, ...]:
    """Largest yearly cost first. `on` is the day up to which an invoice may be missing: the last
    date of the table when it is not given."""
    if not attributions.num_rows:
        return ()
    until = on or pc.max(attributions.column("entry_date")).as_py()
    found = (_recurring(one, until) for one in _series(attributions))
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (-one.yearly, one.provider, one.account)))


@dataclass(frozen=True)
class _Series:
    """What a provider invoiced on one account, day by day; `lines` of each day."""

    provider: str
    account: str
    days: list[date]
    amounts: list[int]
    lines: tuple[Line, ...]


def _series(attributions: pa.Table) -> Iterator[_Series]:
    named = attributions.filter(pc.not_equal(attributions.column("provider"), ""))
    order = [(name, "ascending") for name in ("provider", "account", "entry_date", "line")]
    columns = ("provider", "account", "entry_date", "amount", "file", "line")
    sorted_parts = named.select(columns).sort_by(order)
    rows = zip(*(sorted_parts.column(name).to_pylist() for name in columns), strict=True)
    for (provider, account), part in groupby(rows, key=itemgetter(0, 1)):
        if is_accrual(provider):
            continue
        of_series = list(part)
        by_day = [
            (day, sum(row[3] for row in rows_of_day))
            for day, rows_of_day in groupby(of_series, key=itemgetter(2))
        ]
        kept = [(day, amount) for day, amount in by_day if amount > 0]
        lines = tuple((row[4], row[5]) for row in of_series)
        yield _Series(provider, account, [one[0] for one in kept], [one[1] for one in kept], lines)


def _recurring(series: _Series, until: date) -> Recurring | None:
    period = _period(series.days)
    if period is None:
        return None
    exact = _steady(series.amounts, within=EXACT)
    if not exact and not _steady(series.amounts, within=LOOSE):
        return None
    usual = series.amounts[-1] if exact else round(median(series.amounts[-SHOWN:]))
    missing, ended = _missing(series.days, period, until)
    return Recurring(
        provider=series.provider,
        account=series.account,
        period=period,
        usual=usual,
        yearly=usual * 12 // MONTHS[period],
        occurrences=len(series.days),
        first=series.days[0],
        last=series.days[-1],
        changes=_changes(series) if exact else (),
        missing=missing,
        ended=ended,
        lines=series.lines,
    )


def _period(days: list[date]) -> Period | None:
    """The one that most gaps between invoices agree with."""
    gaps = [(after - before).days for before, after in pairwise(days)]
    for period, (least, most, enough) in GAPS.items():
        close = sum(least <= gap <= most for gap in gaps)
        if len(days) >= enough and close >= MOST_GAPS * len(gaps):
            return period
    return None


def _steady(amounts: list[int], *, within: float) -> bool:
    steps = [abs(after - before) <= within * before for before, after in pairwise(amounts)]
    return sum(steps) >= MOST_STEPS * len(steps)


def _changes(series: _Series) -> tuple[Change, ...]:
    """Steps to an amount that stays, or that is the last; an amount of one time is not a level."""
    found, level = [], series.amounts[0]
    for rank, amount in enumerate(series.amounts[1:], start=1):
        following = series.amounts[rank + 1 : rank + 2]
        stays = all(abs(one - amount) <= EXACT * amount for one in following)
        if stays and abs(amount - level) > EXACT * level:
            found.append(Change(series.days[rank], level, amount, amount / level - 1))
            level = amount
    return tuple(found)


def _missing(days: list[date], period: Period, until: date) -> tuple[tuple[date, ...], bool]:
    """Days around which nothing came, and whether the series looks ended."""
    patience = timedelta(days=PATIENCE[period])
    found = []
    for before, after in pairwise(days):
        expected = _later(before, period)
        while expected + patience < after:
            found.append(expected)
            expected = _later(expected, period)
    tail: list[date] = []
    expected = _later(days[-1], period)
    while expected + patience < until and len(tail) <= ENDED_AFTER:
        tail.append(expected)
        expected = _later(expected, period)
    ended = len(tail) > ENDED_AFTER
    return (*found, *(() if ended else tail)), ended


def _later(day: date, period: Period) -> date:
    """The same day, one period later; the last of its month where that day does not exist."""
    month = day.month - 1 + MONTHS[period]
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
