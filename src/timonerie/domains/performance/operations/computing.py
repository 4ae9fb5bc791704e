"""Figures computed from the live facts over periods, and put on their shelf."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import pyarrow as pa

from timonerie.domains.facts.operations import commits
from timonerie.domains.facts.queries import live
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import units
from timonerie.domains.performance.enums import PeriodKind
from timonerie.domains.performance.operations.shelving import Shelf
from timonerie.domains.performance.queries import coverage, definitions, perimeters
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import GROUPINGS, WEEKLY, Group
from timonerie.engine import periods
from timonerie.engine.indicators.compute import compute_sets
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

WEEKS_KEPT = 53
"""A year of weeks: a week compares with the same one of the year before."""

Report = Callable[[float, str], None]
Ids = list[int]


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


def compute_days(
    *, first: date, last: date, at: datetime, report: Report = lambda progress, step: None
) -> int:
    """Compute again every period that holds a day from `first` to `last`, for everybody and for
    the readers of some functions."""
    named: list[tuple[str, Ids | None]] = [("", None), *perimeters.wanted(on=at.date()).items()]
    changed = 0
    for rank, (name, ids) in enumerate(named):
        part = _part_of(report, rank, len(named))
        changed += compute_perimeter(name, ids, (first, last), at=at, report=part)
    return changed


def _part_of(report: Report, rank: int, count: int) -> Report:
    """How far one of several equal parts is, told as how far the whole is."""
    return lambda progress, step: report((rank + progress) / count, step)


def compute_perimeter(
    perimeter: str, activities: Ids | None, days: tuple[date, date], *, at: datetime, report: Report
) -> int:
    """The figures of some activities, or of everything for None."""
    company = Company.objects.get(pk=current.current_id())
    facts = _with_regions(live.table())
    if activities is not None:
        facts = facts.filter(facts.activity.isin(activities))
    expected = coverage.of_streams(coverage.now()).within(activities)
    present = _present(facts)
    shelf = Shelf(version=commits.version(), at=at, perimeter=perimeter)
    spans = list(_spans(company, *days, at))
    for rank, span in enumerate(spans):
        report(rank / len(spans), str(PeriodKind(span.kind).label))
        groupings = WEEKLY if span.kind == PeriodKind.WEEK else GROUPINGS
        some = [one for one in groupings if present.issuperset(one)]
        found = _figures(span, some, present, facts=facts, company=company, at=at)
        for grouping in groupings:
            figures = _by_group(grouping, found.get(grouping, ()), set(span.starts))
            shelf.put(span.kind, span.ends, span.definitions, grouping, figures, expected)
    return shelf.changed


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


def _figures(
    span: Span,
    groupings: list[tuple[str, ...]],
    present: frozenset[str],
    *,
    facts: ir.Table,
    company: Company,
    at: datetime,
) -> dict[tuple[str, ...], list[pa.Table]]:
    """The figures of each grouping: those of flows, then those of stocks."""
    metrics = [
        one.metric for one in span.definitions if "amount" in present or not one.metric.is_money
    ]
    flows = [metric for metric in metrics if not metric.is_stock]
    stocks = [metric for metric in metrics if metric.is_stock]
    cuts = {start: _instant(end, company.zone, at) for start, end in span.ends.items()}
    of_flows = compute_sets(
        facts,
        flows,
        groupings,
        period=span.kind,
        fiscal_month=company.fiscal_month,
        first=min(span.starts),
        last=max(span.ends.values()) - timedelta(days=1),
        at=at,
    )
    of_stocks = compute_sets(facts, stocks, groupings, cuts=cuts)
    return {one: [of_flows[one].table, of_stocks[one].table] for one in groupings}


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
