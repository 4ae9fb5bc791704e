"""Where a score falls: the verdicts and the holds, between their thresholds."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Generic, TypeVar

from timonerie.domains.sourcing.enums import Hold, Reading, Verdict
from timonerie.domains.sourcing.rules.grids.shapes import Grid

Named = TypeVar("Named")


@dataclass(frozen=True)
class Bands(Generic[Named]):
    """`names` has one more than `thresholds`, which rise; a threshold belongs to what it opens."""

    thresholds: tuple[float, ...]
    names: tuple[Named, ...]

    def of(self, score: float) -> Named:
        return self.names[bisect_right(self.thresholds, score)]

    def next_below(self, score: float) -> tuple[float, Named] | None:
        """The threshold that a score stands on, and what is under it."""
        place = bisect_right(self.thresholds, score)
        return (self.thresholds[place - 1], self.names[place - 1]) if place else None

    def next_above(self, score: float) -> tuple[float, Named] | None:
        place = bisect_right(self.thresholds, score)
        if place == len(self.thresholds):
            return None
        return self.thresholds[place], self.names[place + 1]


def verdicts(grid: Grid, *, is_retained: bool | None) -> Bands[Verdict]:
    """Of the score to keep. Where nobody inside can specify, check and take back, nothing below
    the core is entrusted without a reserve: one threshold is left."""
    if is_retained is False:
        return Bands((grid.keep_at,), (Verdict.RESERVE, Verdict.CORE))
    names = (Verdict.DELEGABLE, Verdict.HYBRID, Verdict.CORE)
    return Bands((grid.hybrid_at, grid.keep_at), names)


def holds(grid: Grid) -> Bands[Hold]:
    """Of the score to guard."""
    return Bands((grid.light_at, grid.tight_at), (Hold.LIGHT, Hold.NORMAL, Hold.TIGHT))


def thresholds(grid: Grid, reading: Reading) -> tuple[float, ...]:
    """Those of a reading, from the lowest."""
    if reading == Reading.KEEP:
        return verdicts(grid, is_retained=None).thresholds
    return holds(grid).thresholds
