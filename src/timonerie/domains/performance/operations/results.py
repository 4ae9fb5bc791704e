"""Stored results: only what the facts changed is computed again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import pyarrow as pa
from django.db import connection

from timonerie.domains.facts.models import Change
from timonerie.domains.facts.operations import commits
from timonerie.domains.facts.queries import live
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import units
from timonerie.domains.performance.enums import PeriodKind, PeriodState
from timonerie.domains.performance.models import IndicatorVersion, Period, Progress, Result
from timonerie.domains.performance.operations.shelving import Shelf
from timonerie.domains.performance.queries import coverage, definitions
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import GROUPINGS, WEEKLY, Group
from timonerie.engine import periods
from timonerie.engine.indicators.compute import compute
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

WEEKS_KEPT = 53
"""A year of weeks: a week compares with the same one of the year before."""

Report = Callable[[float, str], None]
Days = tuple[date, date | None]
"""First and last day; no last day means until now."""


@dataclass(frozen=True)
class Span:
    """Periods of one kind to compute, with the definitions that hold for them."""

    kind: str
    starts: tuple[date, ...]
    definitions: tuple[Definition, ...]

    @property
    def ends(self) -> dict[date, date]:
        """The day after each period, by its first day."""
        return {start: periods.end_of(self.kind, start) for start in self.starts}


def refresh(*, at: datetime, report: Report = lambda progress, step: None) -> int:
    """Bring the results of the current company up to the version of its facts.

    Can be stopped and run again at any moment: what is equal is left alone, and the version is
    written last. Returns how many figures changed.
    """
    version = commits.version()
    progress, _created = Progress.objects.get_or_create()
    horizon = live.horizon(before=at.date())
    since = Change.objects.filter(version__gt=progress.facts_version)
    changes = [
        (first, last)
        for first, last in since.values_list("first_date", "last_date")
        if first is not None
    ]
    touched = _touched(
        [*changes, *_decided(since=progress.computed_at, horizon=horizon)], horizon=horizon
    )
    changed = 0
    if touched is not None:
        changed = compute_days(first=touched[0], last=touched[1], at=at, report=report)
    if changes:
        changed += _leave(after=horizon, at=at)
    progress.facts_version, progress.computed_at = version, at
    progress.streams = [stream.to_json() for stream in coverage.now()]
    progress.save()
    if changed:
        _count_rows()
    return changed


def _count_rows() -> None:
    """Let the database count what its indexes hold: told nothing, SQLite reads the figures of a
    whole company to find those of a few series."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE performance_series")
        cursor.execute("ANALYZE performance_result")


def recompute(*, at: datetime, report: Report = lambda progress, step: None) -> int:
    """Compute every period again, as when an indicator comes back from the archives."""
    first, last = live.earliest(), live.horizon(before=at.date())
    if first is None or last is None:
        return 0
    return compute_days(first=first, last=last, at=at, report=report)


def up_to_date() -> bool:
    """Whether the stored results answer for the facts as they are now."""
    progress = Progress.objects.first()
    return (progress.facts_version if progress else 0) == commits.version()


def compute_days(
    *, first: date, last: date, at: datetime, report: Report = lambda progress, step: None
) -> int:
    """Compute again every period that holds a day from `first` to `last`."""
    company = Company.objects.get(pk=current.current_id())
    facts = _with_regions(live.table())
    expected = coverage.of_streams(coverage.now())
    present = _present(facts)
    shelf = Shelf(version=commits.version(), at=at)
    spans = list(_spans(company, first, last, at))
    for rank, span in enumerate(spans):
        report(rank / len(spans), str(PeriodKind(span.kind).label))
        for grouping in WEEKLY if span.kind == PeriodKind.WEEK else GROUPINGS:
            tables = _tables(span, grouping, present, facts=facts, company=company, at=at)
            figures = _by_group(grouping, tables, set(span.starts))
            shelf.put(span.kind, span.ends, span.definitions, grouping, figures, expected)
    return shelf.changed


def _touched(changes: Iterable[Days], *, horizon: date | None) -> tuple[date, date] | None:
    """The days that changes touch, up to the last one that facts speak of: an open case touches
    every day up to there."""
    changes = list(changes)
    if not changes or horizon is None:
        return None
    # Days past the horizon touch the quarter and the year that hold it too.
    first = min(horizon, *(first for first, _last in changes))
    return first, min(horizon, max(last or horizon for _first, last in changes))


def _decided(*, since: datetime | None, horizon: date | None) -> Iterator[Days]:
    """The days that somebody's decisions touch since the last computation: a new definition, a
    period opened again."""
    if since is None or horizon is None:
        return
    if IndicatorVersion.objects.filter(created_at__gt=since).exists():
        earliest = live.earliest()
        if earliest is not None:
            yield earliest, horizon
    reopened = Period.objects.filter(state=PeriodState.OPEN, closed_at__gt=since)
    for kind, start in reopened.values_list("kind", "start"):
        yield start, periods.end_of(kind, start) - timedelta(days=1)


def _leave(*, after: date | None, at: datetime) -> int:
    """Take down the figures of periods that no fact reaches any more, once batches are undone."""
    beyond = Result.objects.current()
    if after is not None:
        beyond = beyond.filter(period_start__gt=after)
    return int(beyond.update(superseded_at=at))


def _spans(company: Company, first: date, last: date, at: datetime) -> Iterator[Span]:
    """Open periods share the current definitions; a closed one has those of its closing."""
    current_definitions = tuple(definitions.known())
    closed = definitions.closings()
    last = min(last, at.date())
    for kind in PeriodKind.values:
        starts = periods.starts_between(kind, first, last, fiscal_month=company.fiscal_month)
        if kind == PeriodKind.WEEK:
            starts = [start for start in starts if start >= last - timedelta(weeks=WEEKS_KEPT)]
        open_starts = tuple(start for start in starts if (kind, start) not in closed)
        if open_starts:
            yield Span(kind, open_starts, current_definitions)
        for held, frozen in _frozen(kind, starts, closed).items():
            yield Span(kind, tuple(frozen), held)


def _frozen(
    kind: str, starts: Iterable[date], closed: Mapping[tuple[str, date], datetime]
) -> dict[tuple[Definition, ...], list[date]]:
    """Closed periods by the definitions known at their closing: those that share them are computed
    together."""
    found: dict[tuple[Definition, ...], list[date]] = defaultdict(list)
    for start in starts:
        if (kind, start) in closed:
            found[tuple(definitions.known(at=closed[kind, start]))].append(start)
    return found


def _present(facts: ir.Table) -> frozenset[str]:
    """The dimensions that some fact has, and "amount" when some fact has one: without them, a
    grouping or an indicator of money has no figure, and its queries are not worth running."""
    names = ["region", "unit", "provider", "activity", "team", "amount"]
    found = facts.aggregate([facts[name].count().name(name) for name in names])
    row = found.to_pyarrow().to_pylist()[0]
    return frozenset(name for name in names if row[name])


def _tables(
    span: Span,
    grouping: tuple[str, ...],
    present: frozenset[str],
    *,
    facts: ir.Table,
    company: Company,
    at: datetime,
) -> Iterator[pa.Table]:
    """The figures of one grouping: those of flows, then those of stocks."""
    if not present.issuperset(grouping):
        return
    metrics = [
        one.metric for one in span.definitions if "amount" in present or not one.metric.is_money
    ]
    flows = [metric for metric in metrics if not metric.is_stock]
    stocks = [metric for metric in metrics if metric.is_stock]
    if flows:
        yield compute(
            facts,
            flows,
            by=grouping,
            period=span.kind,
            fiscal_month=company.fiscal_month,
            first=min(span.starts),
            last=max(span.ends.values()) - timedelta(days=1),
            at=at,
        ).table
    if stocks:
        cuts = {start: _instant(end, company.zone, at) for start, end in span.ends.items()}
        yield compute(facts, stocks, by=grouping, cuts=cuts).table


def _by_group(
    grouping: tuple[str, ...], tables: Iterable[pa.Table], wanted: set[date]
) -> dict[tuple[str, Group], dict[date, Mapping[str, float]]]:
    """Figures by (indicator code, group) and period; facts outside the group are left aside."""
    found: dict[tuple[str, Group], dict[date, Mapping[str, float]]] = defaultdict(dict)
    for table in tables:
        for row in table.to_pylist():
            if row["period"] not in wanted or any(row[name] is None for name in grouping):
                continue
            found[row["metric"], _group(grouping, row)][row["period"]] = row
    return found


def _group(grouping: tuple[str, ...], row: Mapping[str, int]) -> Group:
    unit = row["region"] if "region" in grouping else row.get("unit")
    return Group(
        unit=unit,
        provider=row.get("provider"),
        activity=row.get("activity"),
        team=row.get("team"),
        currency=str(row["currency"] or ""),
    )


def _with_regions(facts: ir.Table) -> ir.Table:
    """The facts with the region of their site, which roll-ups group by."""
    ancestors = units.ancestors_by_unit()
    regions = set(Unit.objects.filter(kind="region").values_list("pk", flat=True))
    pairs = [
        (unit, region)
        for unit, above in ancestors.items()
        for region in above
        if region in regions and unit != region
    ]
    table = pa.table(
        {
            "unit": pa.array([unit for unit, _region in pairs], pa.int64()),
            "region": pa.array([region for _unit, region in pairs], pa.int64()),
        }
    )
    regions_of = live.in_memory("regions", table)
    return facts.left_join(regions_of, "unit", rname="right_{name}").drop("right_unit")


def _instant(end: date, zone: str, at: datetime) -> datetime:
    """The end of a period in the company's zone, or now when it is not over."""
    return min(datetime.combine(end, time(), ZoneInfo(zone)), at)
