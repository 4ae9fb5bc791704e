"""Putting figures on the shelf: equal ones are left alone, closed periods get a new revision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection, transaction

from timonerie.domains.performance.models import Result, Series
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Coverage, Group
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope import current

PIECE = 2000
"""Rows written per transaction, so that none lasts 200 ms."""

T = TypeVar("T")

TERMS = ("version_id", "n", "numerator", "denominator", "value", "covered", "expected")
_INSERT = """
INSERT INTO performance_result (
    company_id, series_id, period_kind, period_start, revision, state,
    version_id, n, numerator, denominator, value, covered, expected, facts_version, computed_at
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_UPDATE = """
UPDATE performance_result SET
    version_id = %s, n = %s, numerator = %s, denominator = %s, value = %s,
    covered = %s, expected = %s, facts_version = %s, computed_at = %s
WHERE id = %s
"""
Place = tuple[int, date]
"""A series and the first day of a period."""
Terms = tuple[Any, ...]
"""The columns of TERMS."""
Figures = Mapping[tuple[str, Group], Mapping[date, Mapping[str, Any]]]


def _measured(
    metric: Metric, row: Mapping[str, Any] | None, covered: int, expected: int
) -> Mapping[str, Any] | None:
    """The terms of a figure, or None when nothing makes one."""
    if row is None and metric.is_count_of_stock and 0 < expected == covered:
        # Everything came and nothing is open: that is a measure, and it is zero.
        return {"n": 0, "numerator": 0.0, "denominator": None, "value": 0.0}
    return row if row is not None and row["value"] is not None else None


def batched(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Successive pieces of a list."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _stored_series(perimeter: str) -> dict[str, Series]:
    rows = Series.objects.filter(perimeter=perimeter).select_related("indicator", "unit")
    return {series.key: series for series in rows}


@dataclass
class Shelf:
    """Writes results of the current company, computed at one instant on one version of facts; a
    shelf holds those of one perimeter."""

    version: int
    at: datetime
    perimeter: str = ""
    changed: int = 0
    _closed: set[tuple[str, object]] = field(default_factory=lambda: set(definitions.closings()))
    _series: dict[str, Series] = field(init=False)

    def __post_init__(self) -> None:
        self._series = _stored_series(self.perimeter)

    def key(self, code: str, group: Group) -> str:
        return group.key(code, perimeter=self.perimeter)

    def put(
        self,
        kind: str,
        ends: Mapping[date, date],
        held: Iterable[Definition],
        grouping: tuple[str, ...],
        figures: Figures,
        coverage: Coverage,
    ) -> None:
        """Store the measured figures of one grouping; one that is no longer measured leaves."""
        by_code = {one.metric.code: one for one in held}
        groups = self._groups(by_code, grouping, figures)
        self._create_series(by_code, groups)
        figures_now: dict[Place, Terms] = {}
        for code, group in groups:
            found = figures.get((code, group), {})
            series = self._series[self.key(code, group)].pk
            for start, end in ends.items():
                covered, expected = coverage.of(group, start=start, end=end)
                row = _measured(by_code[code].metric, found.get(start), covered, expected)
                if row is not None:
                    terms = (row["n"], row["numerator"], row["denominator"], row["value"])
                    figures_now[series, start] = (
                        by_code[code].version.pk,
                        *terms,
                        covered,
                        expected,
                    )
        series_ids = {self._series[self.key(code, group)].pk for code, group in groups}
        self._write(kind, set(ends), series_ids, figures_now)

    def _groups(
        self, by_code: Mapping[str, Definition], grouping: tuple[str, ...], figures: Figures
    ) -> list[tuple[str, Group]]:
        """Groups with a measured figure now, and those that had one before."""
        measured = {
            key for key, found in figures.items() if any(row["n"] > 0 for row in found.values())
        }
        known = {
            (series.indicator.code, _group_of(series))
            for series in self._series.values()
            if series.indicator.code in by_code and _shape(series) == grouping
        }
        return sorted(measured | known, key=lambda key: key[1].key(key[0]))

    def _create_series(
        self, by_code: Mapping[str, Definition], groups: Iterable[tuple[str, Group]]
    ) -> None:
        absent = [
            Series(
                indicator=by_code[code].indicator,
                unit_id=group.unit,
                provider_id=group.provider,
                activity_id=group.activity,
                team_id=group.team,
                currency=group.currency,
                perimeter=self.perimeter,
                key=self.key(code, group),
            )
            for code, group in groups
            if self.key(code, group) not in self._series
        ]
        if absent:
            with transaction.atomic():
                Series.objects.bulk_create(absent)
            self._series = _stored_series(self.perimeter)

    def _write(
        self, kind: str, starts: set[date], series: set[int], now: Mapping[Place, Terms]
    ) -> None:
        """Bring the rows of some series and periods to what was just computed."""
        stored, revisions = _stored_results(kind, starts, series)
        added: list[tuple[Place, int, Terms]] = []
        updated: list[tuple[int, Terms]] = []
        left = [pk for place, (pk, _terms) in stored.items() if place not in now]
        for place, terms in now.items():
            old = stored.get(place)
            if old is None:
                added.append((place, revisions.get(place, 0) + 1, terms))
            elif old[1] != terms and (kind, place[1]) in self._closed:
                left.append(old[0])
                added.append((place, revisions[place] + 1, terms))
            elif old[1] != terms:
                updated.append((old[0], terms))
        for superseded in batched(left, PIECE):
            Result.objects.filter(pk__in=superseded).update(superseded_at=self.at)
        for rows in batched(added, PIECE):
            self._insert(kind, rows)
        for changes in batched(updated, PIECE):
            self._update(changes)
        self.changed += len(added) + len(updated) + len(set(left))

    def _insert(self, kind: str, rows: Sequence[tuple[Place, int, Terms]]) -> None:
        company, adapt = current.current_id(), connection.ops
        at = adapt.adapt_datetimefield_value(self.at)
        values = [
            (
                *(company, series, kind, adapt.adapt_datefield_value(start), revision),
                *("measured", *terms, self.version, at),
            )
            for (series, start), revision, terms in rows
        ]
        _run_many(_INSERT, values)

    def _update(self, rows: Sequence[tuple[int, Terms]]) -> None:
        at = connection.ops.adapt_datetimefield_value(self.at)
        _run_many(_UPDATE, [(*terms, self.version, at, pk) for pk, terms in rows])


def _run_many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """One statement over many rows, in one transaction: ten times faster than building objects,
    on the one table of the product that is counted in hundreds of thousands."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _stored_results(
    kind: str, starts: set[date], series: set[int]
) -> tuple[dict[Place, tuple[int, Terms]], dict[Place, int]]:
    """(current rows, last revisions) by place."""
    rows = Result.objects.in_periods(kind=kind, starts=sorted(starts)).filter(series_id__in=series)
    found: dict[Place, tuple[int, Terms]] = {}
    revisions: dict[Place, int] = {}
    columns = ("pk", "series_id", "period_start", "revision", "superseded_at", *TERMS)
    for pk, series_id, start, revision, superseded_at, *terms in rows.values_list(*columns):
        place = (series_id, start)
        revisions[place] = max(revision, revisions.get(place, 0))
        if superseded_at is None:
            found[place] = (pk, tuple(terms))
    return found, revisions


def _group_of(series: Series) -> Group:
    return Group(
        unit=series.unit_id,
        provider=series.provider_id,
        activity=series.activity_id,
        team=series.team_id,
        currency=series.currency,
    )


def _shape(series: Series) -> tuple[str, ...]:
    """The grouping that a series belongs to."""
    names = []
    if series.unit is not None:
        names.append("region" if series.unit.kind == "region" else "unit")
    for name in ("provider", "activity", "team"):
        if getattr(series, f"{name}_id") is not None:
            names.append(name)
    return tuple(names)
