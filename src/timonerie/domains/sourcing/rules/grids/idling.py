"""Criteria that decide of nothing: their weight could be zero and no verdict would change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from timonerie.domains.sourcing.enums import Hold, Verdict, Veto
from timonerie.domains.sourcing.rules.grids.shapes import Criterion, Grid, Scores
from timonerie.domains.sourcing.rules.grids.verdicts import judge


@dataclass(frozen=True)
class Case:
    """What is known of one activity."""

    scores: Scores
    vetoes: Collection[Veto] = ()
    is_retained: bool | None = None


def idle(grid: Grid, many: Sequence[Case]) -> tuple[Criterion, ...]:
    """The criteria, taken one at a time, without which every activity keeps its verdict and its
    hold. Empty without activities, about which nothing can be said. Two criteria may each be idle
    while they are not together: they then say the same thing."""
    if not many:
        return ()
    told = _told(grid, many)
    return tuple(
        one
        for one in grid.criteria
        if (lighter := _without(grid, one)) and _told(lighter, many) == told
    )


def _told(grid: Grid, many: Sequence[Case]) -> list[tuple[Verdict | None, Hold | None]]:
    found = [judge(grid, one.scores, one.vetoes, one.is_retained) for one in many]
    return [(one.verdict, one.hold) for one in found]


def _without(grid: Grid, criterion: Criterion) -> Grid | None:
    """None where the reading would weigh nothing any more."""
    others = tuple(one for one in grid.criteria if one != criterion)
    if not any(one.weight for one in others if one.reading == criterion.reading):
        return None
    return replace(grid, criteria=others)
