"""Hidden costs as usage has them, and taking an activity back as a list of lines to adjust.

The shares are proposals of this project, drawn from no survey: a place to start from, shown with
`SOURCE` and always editable.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from timonerie.domains.sourcing.enums import CostKind, CostSide, Recurrence
from timonerie.domains.sourcing.rules.costs import MONTHS, NOTHING, Line, Range

SOURCE: Final = "usage, à ajuster"


@dataclass(frozen=True)
class Share:
    """A cost in percent of what is paid in a year."""

    kind: CostKind
    low: int
    high: int
    recurrence: Recurrence


#: Of the price of the provider.
OF_THE_PRICE: Final = (
    Share(CostKind.STEERING, 5, 12, Recurrence.YEARLY),
    Share(CostKind.DOUBLE_CHECK, 2, 5, Recurrence.YEARLY),
    Share(CostKind.TRANSITION, 5, 15, Recurrence.ONCE),
    Share(CostKind.EXIT, 5, 15, Recurrence.ONCE),
)
#: Of what our own team costs in a year.
OF_THE_PAY: Final = (Share(CostKind.RECRUITMENT, 15, 25, Recurrence.ONCE),)
#: Months in which the provider is still paid while our team begins.
OVERLAP: Final = Range(1, 3)


def usual(price: Range, *, except_kinds: Iterable[CostKind] = ()) -> list[Line]:
    """The hidden costs of entrusting at a `price` a year; the kinds that are known already are left
    out, so that none is counted twice."""
    known = frozenset(except_kinds)
    return [_line(CostSide.BUY, one, price) for one in OF_THE_PRICE if one.kind not in known]


def taking_back(lines: Iterable[Line]) -> list[Line]:
    """What taking back costs, from the lines of doing (each year, as if it were done again) and of
    entrusting (its exit, and its price while both run): recruitment, overlap and exit once, then
    each year what doing costs. Empty where doing is not costed."""
    known = list(lines)
    yearly = [one for one in known if _is(one, CostSide.MAKE, Recurrence.YEARLY)]
    if not yearly:
        return []
    exits = [one for one in known if one.side == CostSide.BUY and one.kind == CostKind.EXIT]
    pay = _sum(one for one in yearly if one.kind == CostKind.PAY)
    price = _sum(
        one
        for one in known
        if _is(one, CostSide.BUY, Recurrence.YEARLY) and one.kind == CostKind.PRICE
    )
    once = [_line(CostSide.TAKE_BACK, one, pay) for one in OF_THE_PAY] + [_overlap(price)]
    moved = [replace(one, side=CostSide.TAKE_BACK) for one in (*exits, *yearly)]
    return [one for one in (*once, *moved) if one.high > 0]


def _overlap(price: Range) -> Line:
    low, high = price.low * OVERLAP.low // MONTHS, -(-price.high * OVERLAP.high // MONTHS)
    return Line(CostSide.TAKE_BACK, CostKind.OVERLAP, low, high, Recurrence.ONCE)


def _line(side: CostSide, share: Share, of: Range) -> Line:
    """Rounded outwards, to the cent: the range is never narrower than the shares say."""
    low, high = of.low * share.low // 100, -(-of.high * share.high // 100)
    return Line(side, share.kind, low, high, share.recurrence)


def _is(one: Line, side: CostSide, recurrence: Recurrence) -> bool:
    return (one.side, one.recurrence) == (side, recurrence)


def _sum(lines: Iterable[Line]) -> Range:
    return sum((one.range for one in lines), NOTHING)
