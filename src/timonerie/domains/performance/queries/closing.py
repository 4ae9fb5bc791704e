"""Periods as somebody who closes them reads them: what came, what lacks, what was corrected."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from timonerie.domains.performance.models import Period, Series
from timonerie.domains.performance.queries import board, coverage, progress
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.domains.performance.rules import Group
from timonerie.engine import periods

SHAPES: tuple[dict[str, Any], ...] = ({}, {"any_of": ("unit",)}, {"any_of": ("provider",)})
"""The figures whose corrections are told: the whole, the sites, the providers."""
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


def corrections(desk: Board, *, kind: str, start: date, since: datetime) -> list[Reading]:
    """The figures of a closed period that late facts changed, with what they were."""
    found = [
        reading
        for shape in SHAPES
        for reading in desk.readings(
            board.shaped(**shape), kind=kind, starts=[start], with_revisions=True
        )
        if reading.revision is not None and reading.revision.corrected_at > since
    ]
    return list({(one.definition.metric.code, one.group): one for one in found}.values())


def _standings(desk: Board, kind: str, starts: list[date], group: Group) -> list[Standing]:
    decided = {one.start: one for one in Period.objects.filter(kind=kind, start__in=starts)}
    corrected = _corrected(desk, kind, decided.values())
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
                corrected=corrected.get(start, 0),
            )
        )
    return found


def _corrected(desk: Board, kind: str, decided: Iterable[Period]) -> dict[date, int]:
    """How many figures within reach were corrected since each closing."""
    since = {
        period.start: period.closed_at
        for period in decided
        if period.state == "closed" and period.closed_at is not None
    }
    if not since:
        return {}
    told = Series.objects.filter(
        Q(unit__isnull=True) | Q(provider__isnull=True),
        activity__isnull=True,
        team__isnull=True,
        indicator__archived_at__isnull=True,
    )
    # One bound for all the periods: the index of corrections is read from there on.
    rows = desk.stored(told, kind=kind, starts=since).filter(
        revision__gt=1, computed_at__gt=min(since.values())
    )
    found: Counter[date] = Counter()
    for start, at, count in rows.values_list("period_start", "computed_at", Count("pk")):
        if at > since[start]:
            found[start] += count
    return found
