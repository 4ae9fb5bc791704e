"""Periods as somebody who closes them reads them: what came, what lacks, what was corrected."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import QuerySet

from timonerie.domains.performance.models import Period, Series
from timonerie.domains.performance.queries import board, coverage, progress
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.domains.performance.rules import Group
from timonerie.engine import periods

SHAPES: tuple[tuple[str, ...], ...] = ((), ("unit",), ("provider",), ("team",))
"""The figures whose corrections are told: the whole, the sites, the providers, the teams."""
Gaps = dict[tuple[str, int], set[int]]


@dataclass(frozen=True)
class Standing:
    """Where a period stands. `gaps` are the places that are not covered, with their silent
    sources; `corrected` counts the figures that changed since the closing."""

    kind: str
    start: date
    covered: int
    expected: int
    gaps: Gaps
    period: Period | None = None
    corrected: int = 0

    @property
    def end(self) -> date:
        """The day after the last one."""
        return periods.end_of(self.kind, self.start)

    @property
    def closed_at(self) -> datetime | None:
        return self.period.closed_at if self.is_closed and self.period else None

    @property
    def is_closed(self) -> bool:
        return self.period is not None and self.period.state == "closed"

    def is_over(self, *, on: date) -> bool:
        return self.end <= on


def listed(desk: Board, *, kind: str, group: Group, limit: int) -> list[Standing]:
    """The last periods that have figures, newest first: as many queries for all as for one."""
    starts = progress.periods_with_results(kind=kind)[:limit]
    return _standings(desk, kind, starts, group)


def of(desk: Board, *, kind: str, start: date, group: Group) -> Standing:
    """One period, whether it has figures or not."""
    return _standings(desk, kind, [start], group)[0]


def corrected(desk: Board, *, kind: str, since: datetime | None = None) -> dict[date, int]:
    """How many figures within reach changed since their period was closed, and since an instant."""
    closed = desk.closed(kind)
    if not closed:
        return {}
    # One bound for all the periods: the index of corrections is read from there on.
    first = max(min(closed.values()), since) if since else min(closed.values())
    rows = desk.stored(_told(), kind=kind, starts=closed)
    rows = rows.filter(revision__gt=1, computed_at__gt=first)
    found = desk.read(rows, kind=kind, with_revisions=True)
    return Counter(one.start for one in found if one.revision is not None)


def corrections(desk: Board, *, kind: str, start: date) -> list[Reading]:
    """The figures of a closed period that late facts changed, with what they were."""
    found = desk.readings(_told(), kind=kind, starts=[start], with_revisions=True)
    return [one for one in found if one.revision is not None]


def _told() -> "QuerySet[Series]":
    return reduce(or_, (board.shaped(any_of=one) for one in SHAPES))


def _standings(desk: Board, kind: str, starts: list[date], group: Group) -> list[Standing]:
    decided = {one.start: one for one in Period.objects.filter(kind=kind, start__in=starts)}
    changed = corrected(desk, kind=kind)
    expected = coverage.stored()
    found = []
    for start in starts:
        end = periods.end_of(kind, start)
        covered, wanted = expected.of(group, start=start, end=end)
        gaps = expected.gaps(group, start=start, end=end)
        found.append(
            Standing(
                *(kind, start, covered, wanted, gaps),
                period=decided.get(start),
                corrected=changed.get(start, 0),
            )
        )
    return found
