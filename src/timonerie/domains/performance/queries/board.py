"""Stored figures as screens read them: with their target, their judgement and their history."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.models import Result, ResultQuerySet, Series, Target
from timonerie.domains.performance.queries import coverage, definitions
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Coverage, Group, aim_of, gap, perimeter, weight
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.engine import periods
from timonerie.engine.indicators.states import State, state

GROUP = ("unit_id", "provider_id", "activity_id", "team_id", "currency")
COLUMNS = (
    *("series__indicator_id", *(f"series__{name}" for name in GROUP)),
    *("series_id", "period_start", "state", "n", "numerator", "denominator", "value"),
    *("covered", "expected", "revision"),
)
"""What a reading takes from a row; rows are read by the thousand, without building objects."""


class Judgement(StrEnum):
    """What a figure is worth beside its target."""

    MET = "met"
    WATCH = "watch"
    MISSED = "missed"
    NONE = "none"


@dataclass(frozen=True)
class Revision:
    """What a figure was before it was corrected."""

    value: float | None
    corrected_at: datetime


class Reading(NamedTuple):
    """One stored figure and what surrounds it; `series` is the row id of its series. Hours are
    hours, ratios are from 0 to 1."""

    series: int
    definition: Definition
    group: Group
    kind: str
    start: date
    state: str
    n: int
    numerator: float | None
    denominator: float | None
    value: float | None
    covered: int
    expected: int
    target: Target | None
    revision: Revision | None = None

    @property
    def judgement(self) -> Judgement:
        if self.value is None or self.target is None:
            return Judgement.NONE
        low, high, watch = self.target.low, self.target.high, self.target.watch
        short = 0.0 if low is None else low - self.value
        over = 0.0 if high is None else self.value - high
        distance = max(short, over)
        if distance <= 0:
            return Judgement.MET
        return Judgement.WATCH if distance <= watch else Judgement.MISSED

    @property
    def weight(self) -> float:
        """How much a missed target matters (`rules.weight`); 0 without a target or a value."""
        if self.value is None or self.target is None:
            return 0.0
        return weight(gap(self.value, low=self.target.low, high=self.target.high), self.n)


@dataclass
class Board:
    """Readings of the current company within what a reader may see. Definitions and targets are
    read once."""

    reach: Reach
    _definitions: dict[int, Definition] = field(
        default_factory=lambda: {one.indicator.pk: one for one in definitions.known()}
    )
    _targets: dict[int, list[Target]] = field(default_factory=definitions.targets)
    _closings: dict[tuple[str, date], datetime] = field(default_factory=definitions.closings)
    _coverage: Coverage | None = None
    _aims: dict[tuple[Any, ...], Target | None] = field(default_factory=dict)
    _named: dict[int, dict[str, set[int | None]]] = field(default_factory=dict)

    @property
    def definitions(self) -> list[Definition]:
        return [one for one in self._definitions.values() if one.indicator.shown]

    def definition(self, code: str) -> Definition | None:
        return next((one for one in self._definitions.values() if one.metric.code == code), None)

    def aimed(self) -> list[int]:
        """The indicators that have a target, of whomever and whenever."""
        return [pk for pk, targets in self._targets.items() if targets]

    def closed(self, kind: str) -> dict[date, datetime]:
        """When each closed period of a kind was closed, by its start."""
        return {start: at for (known, start), at in self._closings.items() if known == kind}

    def readings(
        self,
        series: "QuerySet[Series]",
        *,
        kind: str,
        starts: Collection[date],
        with_revisions: bool = False,
    ) -> list[Reading]:
        """Current figures of some series over some periods, oldest first: one query."""
        rows = self.stored(series, kind=kind, starts=starts).order_by("period_start", "series_id")
        return self.read(rows, kind=kind, with_revisions=with_revisions)

    def stored(
        self, series: "QuerySet[Series]", *, kind: str, starts: Collection[date]
    ) -> ResultQuerySet:
        """The current results of some series, within reach."""
        rows: ResultQuerySet = Result.objects.current().in_periods(kind=kind, starts=list(starts))
        return rows.filter(series__in=self.visible(series))

    def read(
        self, rows: ResultQuerySet, *, kind: str, with_revisions: bool = False
    ) -> list[Reading]:
        """Results as readings, in their order: one query."""
        columns, closed = COLUMNS, self.closed(kind)
        if with_revisions:
            rows, columns = rows.with_value_before(), (*COLUMNS, "computed_at", "before")
        groups: dict[int, Group] = {}
        return [
            self._reading(kind, row, groups, _revision(row, closed) if with_revisions else None)
            for row in rows.values_list(*columns)
            if row[0] in self._definitions
        ]

    def coverage(self, group: Group, *, kind: str, start: date) -> tuple[int, int]:
        """(covered, expected) sites of a group over a period."""
        if self._coverage is None:
            self._coverage = coverage.stored().within(self._activities())
        return self._coverage.of(group, start=start, end=periods.end_of(kind, start))

    def silence(
        self, group: Group, *, kind: str, start: date, of: Definition | None = None
    ) -> State | None:
        """Why a group has no figure: missing, without activity, or None when nothing is expected
        of it, or when the period was closed before the indicator was made."""
        if of is not None and self.is_closed_before(of, kind=kind, start=start):
            return None
        covered, expected = self.coverage(group, kind=kind, start=start)
        return state(0, covered, expected) if expected else None

    def is_closed_before(self, definition: Definition, *, kind: str, start: date) -> bool:
        """Whether a period was closed before an indicator was made: it has no figure of it."""
        closed_at = self._closings.get((kind, start))
        return closed_at is not None and closed_at < definition.since

    def visible(self, series: "QuerySet[Series]") -> "QuerySet[Series]":
        """A reader of some sites never sees the group's total, nor the other sites; a reader of
        some functions sees the figures of these functions alone."""
        series = series.filter(perimeter=perimeter(self.reach.function_ids))
        if self.reach.unit_ids is not None:
            series = series.filter(
                Q(unit_id__in=self.reach.unit_ids) | Q(team_id__in=self.reach.unit_ids)
            )
        if self.reach.provider_ids is not None:
            series = series.filter(provider_id__in=self.reach.provider_ids)
        return series

    def _activities(self) -> frozenset[int] | None:
        functions = self.reach.function_ids
        return None if functions is None else sourcing.activities_of(functions)

    def _reading(
        self,
        kind: str,
        row: tuple[Any, ...],
        groups: dict[int, Group],
        revision: Revision | None,
    ) -> Reading:
        indicator, *members = row[:6]
        series, start, state, n, numerator, denominator, value, covered, expected = row[6:15]
        group = groups.get(series) or groups.setdefault(series, Group(*members))
        return Reading(
            series=series,
            definition=self._definitions[indicator],
            group=group,
            kind=kind,
            start=start,
            state=state,
            n=n,
            numerator=numerator,
            denominator=denominator,
            value=value,
            covered=covered,
            expected=expected,
            target=self._aim(indicator, group, kind, start),
            revision=revision,
        )

    def _aim(self, indicator: int, group: Group, kind: str, start: date) -> Target | None:
        """Most groups share the target of everybody: it is looked for once a period."""
        narrowed = self._narrowed(indicator)
        unit = group.unit if group.unit in narrowed["unit"] else None
        provider = group.provider if group.provider in narrowed["provider"] else None
        key = (indicator, unit, provider, kind, start)
        if key not in self._aims:
            targets = self.targets_known(indicator, kind, start)
            self._aims[key] = aim_of(targets, unit=unit, provider=provider, on=start)
        return self._aims[key]

    def _narrowed(self, indicator: int) -> dict[str, set[int | None]]:
        """The units and the providers that some target of an indicator names."""
        if indicator not in self._named:
            targets = self._targets.get(indicator, [])
            self._named[indicator] = {
                "unit": {one.unit_id for one in targets},
                "provider": {one.provider_id for one in targets},
            }
        return self._named[indicator]

    def targets_known(self, indicator: int, kind: str, start: date) -> list[Target]:
        """Targets of an indicator; those known at its closing, for a closed period."""
        targets = self._targets.get(indicator, [])
        closed_at = self._closings.get((kind, start))
        if closed_at is None:
            return targets
        return [target for target in targets if target.created_at <= closed_at]


def shaped(
    *,
    units: Iterable[int] | None = None,
    providers: Iterable[int] | None = None,
    activities: Iterable[int] | None = None,
    teams: Iterable[int] | None = None,
    any_of: Collection[str] = (),
) -> "QuerySet[Series]":
    """Series of exactly one grouping: a dimension neither given nor in `any_of` is empty."""
    found = Series.objects.filter(indicator__archived_at__isnull=True)
    given = {"unit": units, "provider": providers, "activity": activities, "team": teams}
    for name, ids in given.items():
        if ids is not None:
            found = found.filter(**{f"{name}_id__in": list(ids)})
        else:
            found = found.filter(**{f"{name}__isnull": name not in any_of})
    return found


def _revision(row: Sequence[Any], closed: Mapping[date, datetime]) -> Revision | None:
    """What a figure was, where it changed since its period was closed: that of an open period may
    change without a word."""
    start, value, (rank, corrected_at, before) = row[7], row[12], row[15:]
    if rank == 1 or start not in closed or corrected_at <= closed[start] or before == value:
        return None
    return Revision(value=before, corrected_at=corrected_at)
