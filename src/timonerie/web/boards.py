"""What several pages draw from the stored figures: cards, heat maps, trends."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.performance.models import Indicator, Series
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.domains.performance.queries.definitions import HEADLINES, Definition
from timonerie.domains.performance.rules import Group
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.wording import months
from timonerie.web import readings
from timonerie.web.figures import Coverage, Figure
from timonerie.web.months import Month
from timonerie.web.readings import Known, Names
from timonerie.web.tables import Cell, Column, HeatMap, HeatRow

COLUMNS = 7
"""Columns that a heat map can hold at 1366 pixels."""

TREND = 25
"""Months of a trend: two years and the same month before them."""


@dataclass
class Desk:
    """What a page needs to draw figures: the board, the names, the month, the company's address."""

    board: Board
    slug: str
    month: Month
    names: Names = field(default_factory=lambda: read_names())

    def facts_url(self, definition: Definition, group: Group, start: date | None = None) -> str:
        return readings.facts_url(
            self.slug,
            definition.metric,
            kind="month",
            start=start or self.month.start,
            group=group,
            names=self.names,
        )

    def explanation_url(self, definition: Definition, group: Group) -> str:
        return readings.explanation_url(
            self.slug, definition.metric.code, start=self.month.start, group=group, names=self.names
        )

    def indicator_url(self, code: str) -> str:
        address = reverse("indicator", args=[self.slug, code])
        return f"{address}?mois={self.month.start:%Y-%m}"

    def read(self, series: "QuerySet[Series]", *, count: int = 1) -> list[Reading]:
        """The readings of some series over the last months, oldest first; corrections too, where
        there are several months to draw."""
        return self.board.readings(
            series,
            kind="month",
            starts=months.months_before(self.month.start, count),
            with_revisions=count > 1,
        )

    def headlines(self) -> list[Indicator]:
        """The indicators that have a column in a map, the same every month: those first in the
        catalogue that were ever measured. No other need be read there."""
        known = [one for one in self.board.definitions if one.is_measured]
        return [one.indicator for one in ordered(known)[:COLUMNS]]

    def ever(self, series: "QuerySet[Series]") -> set[tuple[Group, str]]:
        """Which groups an indicator was ever measured for: elsewhere it has no object."""
        rows = self.board.visible(series).values_list("unit_id", "provider_id", "indicator__code")
        groups = {pair: Group(*pair) for pair in {row[:2] for row in rows}}
        return {(groups[unit, provider], code) for unit, provider, code in rows}

    def coverage(self, group: Group) -> Coverage | None:
        """How many sites of a group sent everything for the month."""
        return readings.coverage_of(
            *self.board.coverage(group, kind="month", start=self.month.start)
        )

    def indicators_url(self, start: date | None = None) -> str:
        return f"{reverse('indicators', args=[self.slug])}?mois={start or self.month.start:%Y-%m}"


def read_names() -> Names:
    """Names of the current company's units, providers and activities: two queries, and a third
    where an activity is named."""

    def activities() -> Known:
        found = Activity.objects.values_list("pk", "public_id", "name")
        return {pk: (public_id, name) for pk, public_id, name in found}

    units = {one.pk: (one.public_id, one.name) for one in directory.places().values()}
    providers = {one.pk: (one.public_id, one.name) for one in directory.firms().values()}
    return Names(units, providers, cast(Known, SimpleLazyObject(activities)))


def route_of(unit: int) -> str:
    """The page of a unit: a region's, a site's or a team's."""
    kind = directory.places()[unit].kind
    return kind if kind in (UnitKind.REGION, UnitKind.TEAM) else "site"


def ordered(found: Iterable[Definition]) -> list[Definition]:
    """Headlines first, then the order of the catalogue."""
    rank = {code: place for place, code in enumerate(HEADLINES)}
    return sorted(found, key=lambda one: (rank.get(one.metric.code, 99), one.indicator.rank))


def cards(
    desk: Desk, found: Iterable[Reading], *, limit: int = 8, with_facts: bool = True
) -> list[Figure]:
    """The figures of one group over the month, each with its thirteen months."""
    history = desk.month.history
    by_definition: dict[str, list[Reading]] = {}
    for reading in found:
        by_definition.setdefault(reading.definition.metric.code, []).append(reading)
    figures = []
    for definition in ordered(desk.board.definitions):
        line = {one.start: one for one in by_definition.get(definition.metric.code, [])}
        now = line.get(desk.month.start)
        if now is None:
            continue
        figures.append(
            readings.figure_of(
                now,
                history=[line[start].value if start in line else None for start in history],
                url=desk.indicator_url(definition.metric.code),
                facts=desk.facts_url(definition, now.group) if with_facts else "",
                explanation=desk.explanation_url(definition, now.group),
            )
        )
    return figures[:limit]


def heat_map(
    desk: Desk,
    found: Iterable[Reading],
    ever: Collection[tuple[Group, str]],
    *,
    members: Sequence[int],
    dimension: str,
    corner: str,
    caption: str,
    fixed: Group = Group(),  # noqa: B008 - a frozen value
    more: int = 0,
) -> HeatMap | None:
    """Members of a dimension by indicators over the month; None when nothing is measured.

    `fixed` is what all rows share (the provider of a page, say); readings of other shapes are left
    out, `ever` says where an indicator has an object, and `more` how many members are left out.
    """
    groups = {
        replace(fixed, unit=one) if dimension == "unit" else replace(fixed, provider=one)
        for one in members
    }
    table = {
        (getattr(one.group, dimension), one.definition.metric.code): one
        for one in found
        if (one.group if not one.group.currency else replace(one.group, currency="")) in groups
    }
    measured = {code for _member, code in table}
    columns = [one for one in ordered(desk.board.definitions) if one.metric.code in measured]
    if not columns:
        return None
    columns = columns[:COLUMNS]
    return HeatMap(
        caption=caption,
        corner=corner,
        more=more,
        columns=tuple(
            Column(label=one.metric.label, url=desk.indicator_url(one.metric.code))
            for one in columns
        ),
        rows=tuple(
            _heat_row(desk, member, dimension, columns, table, ever, fixed) for member in members
        ),
    )


def _heat_row(
    desk: Desk,
    member: int,
    dimension: str,
    columns: Sequence[Definition],
    table: dict[tuple[int, str], Reading],
    ever: Collection[tuple[Group, str]],
    fixed: Group,
) -> HeatRow:
    is_unit = dimension == "unit"
    group = replace(fixed, unit=member) if is_unit else replace(fixed, provider=member)
    start = desk.month.start
    cells: list[Cell] = []
    for definition in columns:
        reading = table.get((member, definition.metric.code))
        if reading is None:
            silence = None
            if (group, definition.metric.code) in ever:
                silence = desk.board.silence(group, kind="month", start=start, of=definition)
            url = desk.explanation_url(definition, group)
            cells.append(readings.silent_cell(silence, url=url))
        else:
            url = desk.explanation_url(definition, reading.group)
            cells.append(readings.cell_of(reading, url=url))
    known = desk.names.units if dimension == "unit" else desk.names.providers
    public_id, name = known[member]
    route = route_of(member) if dimension == "unit" else "provider"
    address = reverse(route, args=[desk.slug, public_id])
    return HeatRow(label=name, cells=tuple(cells), url=f"{address}?mois={desk.month.start:%Y-%m}")
