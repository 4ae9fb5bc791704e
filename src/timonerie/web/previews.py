"""A definition tried on the company's own facts before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import cases, live
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries import progress
from timonerie.engine import periods
from timonerie.engine.indicators.compute import compute
from timonerie.engine.indicators.figures import Figure
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording import formats
from timonerie.foundations.wording import months as month_words
from timonerie.web import months
from timonerie.web.charts import Point, Series, Trend
from timonerie.web.tables import Cell, Column, Row, Table

DRAFT, CURRENT = "apercu_nouveau", "apercu_actuel"


@dataclass(frozen=True)
class Preview:
    """Thirteen months together, and the sites over the last one; `trend` is None where nothing is
    measured."""

    trend: Trend | None
    sites: Table
    n: int

    @property
    def count(self) -> str:
        return formats.number(self.n)


def of(
    metric: Metric, *, current: Metric | None, company: Company, seen: Reach, at: datetime
) -> Preview:
    """Computed on the live facts within a reader's reach: nothing is stored."""
    drafts = [replace(metric, code=DRAFT)]
    if current is not None:
        drafts.append(replace(current, code=CURRENT))
    starts = _months(at.date())
    facts = cases.within(live.table(), seen)
    whole = [one for draft in drafts for one in _figures(draft, facts, (), starts, company, at)]
    sites = [
        one
        for draft in drafts
        for one in _figures(draft, facts, ("unit",), starts[-1:], company, at)
    ]
    return Preview(
        trend=_trend(drafts, whole, starts),
        sites=_sites(drafts, sites, starts[-1]),
        n=sum(one.n for one in whole if one.metric == DRAFT),
    )


def _months(today: date) -> list[date]:
    """Thirteen months ended by the last whole one that has figures."""
    known = progress.periods_with_results(kind="month")
    last = next((one for one in known if periods.end_of("month", one) <= today), None)
    return month_words.months_before(last or today.replace(day=1), months.HISTORY)


def _figures(
    metric: Metric,
    facts: ir.Table,
    by: tuple[str, ...],
    starts: Sequence[date],
    company: Company,
    at: datetime,
) -> list[Figure]:
    if metric.is_stock:
        zone = ZoneInfo(company.zone)
        ends = {one: datetime.combine(periods.end_of("month", one), time(), zone) for one in starts}
        cuts = {one: min(end, at) for one, end in ends.items()}
        return compute(facts, [metric], by=by, cuts=cuts).rows()
    last = periods.end_of("month", starts[-1]) - timedelta(days=1)
    span = {"period": "month", "first": starts[0], "last": last, "at": at}
    return compute(facts, [metric], by=by, **span).rows()  # type: ignore[arg-type]


def _name(metric: Metric) -> str:
    return _("cet aperçu") if metric.code == DRAFT else _("version actuelle")


def _trend(
    drafts: Sequence[Metric], found: Sequence[Figure], starts: Sequence[date]
) -> Trend | None:
    lines = []
    for metric in drafts:
        values = {one.period: one.value for one in found if one.metric == metric.code}
        points = tuple(
            Point(
                label=month_words.short_label(one),
                value=figure_words.scaled(metric, values.get(one)),
            )
            for one in starts
        )
        lines.append(Series(name=_name(metric), points=points))
    if all(point.value is None for point in lines[0].points):
        return None
    unit = figure_words.unit_of(drafts[0])
    same = [line for line, one in zip(lines, drafts, strict=True) if one.unit == drafts[0].unit]
    return Trend(subject=drafts[0].label, unit=unit, series=tuple(same))


def _sites(drafts: Sequence[Metric], found: Sequence[Figure], month: date) -> Table:
    places = directory.places()
    by_site = {(one.metric, one.by["unit"]): one for one in found if one.by["unit"] is not None}
    units = {unit for _metric, unit in by_site if isinstance(unit, int) and unit in places}
    columns = [Column(label=_("Site"))]
    for metric in drafts:
        columns.append(Column(label=_name(metric), is_number=True))
        columns.append(Column(label=_("Demandes"), is_number=True))
    rows = []
    for unit in sorted(units, key=lambda pk: places[pk].name.casefold()):
        cells = [Cell(text=places[unit].name)]
        for metric in drafts:
            one = by_site.get((metric.code, unit))
            text = figure_words.value_text(metric, one.value, in_column=True) if one else ""
            cells += [Cell(text=text), Cell(text=formats.number(one.n) if one else "")]
        rows.append(Row(cells=tuple(cells)))
    caption = _("Par site, %(month)s") % {"month": month_words.month_label(month)}
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))
