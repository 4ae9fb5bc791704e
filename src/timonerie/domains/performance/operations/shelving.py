"""Putting figures on the shelf: equal ones are left alone, closed periods get a new revision."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from timonerie.domains.performance.models import Result, Series
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Coverage, Group
from timonerie.engine.indicators.metric import Metric

PIECE = 2000
"""Rows written per transaction, so that none lasts 200 ms."""

T = TypeVar("T")

COMPARED = ("version_id", "state", "n", "numerator", "denominator", "value", "covered", "expected")
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


def _stored_series() -> dict[str, Series]:
    rows = Series.objects.select_related("indicator", "unit")
    return {series.key: series for series in rows}


@dataclass
class Shelf:
    """Writes results of the current company, computed at one instant on one version of facts."""

    version: int
    at: datetime
    changed: int = 0
    _closed: set[tuple[str, object]] = field(default_factory=lambda: set(definitions.closings()))
    _series: dict[str, Series] = field(default_factory=_stored_series)

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
        fresh: list[Result] = []
        emptied: list[tuple[int, date]] = []
        for code, group in groups:
            found = figures.get((code, group), {})
            series = self._series[group.key(code)].pk
            for start, end in ends.items():
                covered, expected = coverage.of(group, start=start, end=end)
                row = _measured(by_code[code].metric, found.get(start), covered, expected)
                if row is None:
                    emptied.append((series, start))
                    continue
                fresh.append(
                    self._result(
                        by_code[code], series, kind, start, row, covered=covered, expected=expected
                    )
                )
        self._write(kind, fresh)
        self._empty(kind, emptied)

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
                key=group.key(code),
            )
            for code, group in groups
            if group.key(code) not in self._series
        ]
        if absent:
            with transaction.atomic():
                Series.objects.bulk_create(absent)
            self._series = _stored_series()

    def _result(
        self,
        definition: Definition,
        series: int,
        kind: str,
        start: date,
        row: Mapping[str, Any],
        *,
        covered: int,
        expected: int,
    ) -> Result:
        return Result(
            series_id=series,
            period_kind=kind,
            period_start=start,
            version=definition.version,
            state="measured",
            n=row["n"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            value=row["value"],
            covered=covered,
            expected=expected,
            facts_version=self.version,
            computed_at=self.at,
        )

    def _empty(self, kind: str, emptied: Iterable[tuple[int, date]]) -> None:
        """Figures that facts no longer make: superseded, so that what was known stays known."""
        starts: dict[date, set[int]] = defaultdict(set)
        for series, start in emptied:
            starts[start].add(series)
        current = {
            (row.series_id, row.period_start): row
            for row in Result.objects.current().in_periods(kind=kind, starts=list(starts))
        }
        gone = [row.pk for key, row in current.items() if key[0] in starts[key[1]]]
        for piece in batched(gone, PIECE):
            Result.objects.filter(pk__in=piece).update(superseded_at=self.at)
        self.changed += len(gone)

    def _write(self, kind: str, fresh: Sequence[Result]) -> None:
        for piece in batched(fresh, PIECE):
            self._write_piece(kind, piece)

    def _write_piece(self, kind: str, fresh: Sequence[Result]) -> None:
        stored = {
            (row.series_id, row.period_start): row
            for row in Result.objects.current()
            .in_periods(kind=kind, starts=sorted({row.period_start for row in fresh}))
            .filter(series_id__in={row.series_id for row in fresh})
        }
        past = self._last_revisions(kind, fresh)
        added, updated, superseded = [], [], []
        for row in fresh:
            old = stored.get((row.series_id, row.period_start))
            if old is None:
                row.revision = past.get((row.series_id, row.period_start), 0) + 1
                added.append(row)
            elif any(getattr(old, name) != getattr(row, name) for name in COMPARED):
                if (kind, row.period_start) in self._closed:
                    old.superseded_at = self.at
                    row.revision = old.revision + 1
                    superseded.append(old)
                    added.append(row)
                else:
                    row.pk, row.revision, row.public_id = old.pk, old.revision, old.public_id
                    row.company_id = old.company_id
                    updated.append(row)
        with transaction.atomic():
            Result.objects.bulk_update(superseded, ["superseded_at"])
            Result.objects.bulk_create(added)
            Result.objects.bulk_update(
                updated, [*COMPARED[1:], "version", "facts_version", "computed_at"], batch_size=200
            )
        self.changed += len(added) + len(updated)

    def _last_revisions(self, kind: str, fresh: Sequence[Result]) -> dict[tuple[int, date], int]:
        """The last revision of each figure that has one, current or not."""
        rows = (
            Result.objects.in_periods(kind=kind, starts=sorted({row.period_start for row in fresh}))
            .filter(series_id__in={row.series_id for row in fresh})
            .values_list("series_id", "period_start")
            .annotate(last=Max("revision"))
        )
        return {(series, start): last for series, start, last in rows}


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
