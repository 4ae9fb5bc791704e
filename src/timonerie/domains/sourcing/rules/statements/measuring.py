"""What twelve months of stored figures say of a metric, for a statement of work.

Counts and shares add up exactly. A median or a ninth decile of twelve months cannot be had from
those of each month: the middle month is told, each month weighing as many cases as it has, and the
text says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = 12


@dataclass(frozen=True)
class Month:
    """A stored figure of a month: `value` in the unit of its metric, `n` cases behind it;
    `is_whole` where every site that should tell it does."""

    start: date
    n: int
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    is_whole: bool = True


def share(months: Iterable[Month]) -> float | None:
    """The share over all the months, from 0 to 1; None where a month does not give both parts."""
    told = [one for one in months if one.value is not None]
    if not told or any(one.numerator is None or not one.denominator for one in told):
        return None
    return sum(one.numerator or 0 for one in told) / sum(one.denominator or 0 for one in told)


def middle(months: Iterable[Month]) -> float | None:
    """The weighted lower median of the months' values, each weighing its cases."""
    told = sorted((one.value, one.n) for one in months if one.value is not None and one.n > 0)
    half, reached = sum(n for _, n in told) / 2, 0
    for value, n in told:
        reached += n
        if reached >= half:
            return value
    return None


def cases(months: Iterable[Month]) -> int:
    return sum(one.n for one in months if one.value is not None)


def year(months: Sequence[Month]) -> tuple[float, tuple[float, ...]] | None:
    """The total of twelve months in a row, and the weight of each calendar month, January first;
    None when a month is missing, or a site in a month: a year is never guessed from a part."""
    told = {one.start: one.value for one in months if one.value is not None and one.is_whole}
    if len(told) != MONTHS or len({start.month for start in told}) != MONTHS:
        return None
    by_month = {start.month: value for start, value in told.items()}
    total = sum(by_month.values())
    if total <= 0:
        return None
    weights = tuple(round(by_month[month] / total * MONTHS, 2) for month in range(1, MONTHS + 1))
    return total, weights
