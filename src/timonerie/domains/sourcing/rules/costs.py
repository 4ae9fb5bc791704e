"""Doing, entrusting or taking back: costs as ranges, hidden ones included. Amounts in cents."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from timonerie.domains.sourcing.enums import CostKind, CostSide, Recurrence

#: What was paid to come in, or will be to leave: no cost of going on as today.
_PASSING = frozenset({CostKind.TRANSITION, CostKind.EXIT})
MONTHS = 12


@dataclass(frozen=True)
class Range:
    """From `low` to `high` included; raises ValueError the other way round."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("a range goes up")

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        """Interval arithmetic: every amount of one less every amount of the other."""
        return Range(self.low - other.high, self.high - other.low)

    def times(self, n: int) -> "Range":
        """`n` times, from nought up."""
        return Range(self.low * n, self.high * n)


NOTHING = Range(0, 0)


@dataclass(frozen=True)
class Line:
    """A cost, in a year or once. Raises ValueError for a negative one, or one that goes down."""

    side: CostSide
    kind: CostKind
    low: int
    high: int
    recurrence: Recurrence

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError("a cost goes up from nought")

    @property
    def range(self) -> Range:
        return Range(self.low, self.high)


@dataclass(frozen=True)
class Difference:
    """What one way costs more than the other, negative where it costs less. `is_certain` only where
    the two ranges do not meet."""

    range: Range
    is_certain: bool


@dataclass(frozen=True)
class BreakEven:
    """Months until what was paid once is earned back: at the soonest, and at the latest; None where
    it may never be."""

    soonest: int
    latest: int | None


def totals(lines: Iterable[Line], *, years: int) -> dict[CostSide, Range]:
    """What each side costs over so many years: yearly lines each year, the others once. A side
    without a line is absent: unknown is not nought. Raises ValueError below one year."""
    if years < 1:
        raise ValueError("a term lasts a year at least")
    found: dict[CostSide, Range] = defaultdict(lambda: NOTHING)
    for one in lines:
        found[one.side] += one.range.times(years if one.recurrence == Recurrence.YEARLY else 1)
    return dict(found)


def difference(make: Range, buy: Range) -> Difference:
    """What `make` costs more than `buy`: what entrusting saves, where it is above nought."""
    gap = make - buy
    return Difference(gap, gap.low > 0 or gap.high < 0)


def break_even(
    lines: Iterable[Line], *, leave: CostSide = CostSide.MAKE, enter: CostSide = CostSide.BUY
) -> BreakEven | None:
    """When the one-off costs of `enter`, its exit included, are covered by what it saves each year
    on `leave`; None where it saves nothing whatever the figures, or where a side, or what it costs
    once, is unknown. What
    the side that is left costs once is not taken for a saving."""
    known = list(lines)
    if {leave, enter} - {one.side for one in known}:
        return None
    gain = _sum(known, leave, Recurrence.YEARLY) - _sum(known, enter, Recurrence.YEARLY)
    once = [one for one in known if (one.side, one.recurrence) == (enter, Recurrence.ONCE)]
    if not once:
        return None
    spent = sum((one.range for one in once), NOTHING)
    if gain.high <= 0:
        return None
    latest = _months(spent.high, gain.low) if gain.low > 0 else None
    return BreakEven(_months(spent.low, gain.high), latest)


def going_on(lines: Iterable[Line], side: CostSide) -> list[Line]:
    """What a side costs if nothing changes: what was paid to come in is paid already, and what
    leaving costs is not due. It is what taking back is to be compared with."""
    return [one for one in lines if one.side == side and one.kind not in _PASSING]


def _sum(lines: Iterable[Line], side: CostSide, recurrence: Recurrence) -> Range:
    ranges = (one.range for one in lines if (one.side, one.recurrence) == (side, recurrence))
    return sum(ranges, NOTHING)


def _months(spent: int, yearly_gain: int) -> int:
    """Whole months, the one that ends it counted."""
    return -(-spent * MONTHS // yearly_gain)
