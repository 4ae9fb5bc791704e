"""Targets as lines to read: what is promised, to whom, from when, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.operations.indicators import BEFORE_EVERYTHING
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.wording import formats
from timonerie.web import readings


@dataclass(frozen=True)
class TargetLine:
    """`ends` is the day from which another one holds for the same place; None while it holds."""

    target: Target
    metric: Metric
    ends: date | None

    @property
    def text(self) -> str:
        return readings.bounds_text(self.metric, self.target.low, self.target.high)

    @property
    def place(self) -> str:
        """ "Nova à Lyon", or everybody."""
        unit, provider = self.target.unit, self.target.provider
        if unit is not None and provider is not None:
            return _("%(provider)s à %(site)s") % {"provider": provider.name, "site": unit.name}
        if provider is not None:
            return provider.name
        return unit.name if unit is not None else _("Tous")

    @property
    def since(self) -> str:
        start = self.target.start_date
        if start == BEFORE_EVERYTHING:
            return _("depuis l’origine")
        return _("à partir du %(day)s") % {"day": formats.day(start, style="short")}

    @property
    def until(self) -> str:
        """Whether another one took its place."""
        if self.ends is None:
            return ""
        if self.ends <= self.target.start_date:
            return _("remplacée")
        return _("remplacée à partir du %(day)s") % {"day": formats.day(self.ends, style="short")}

    @property
    def margin(self) -> str:
        """How far past the bound a figure is watched before it is missed."""
        if not self.target.watch:
            return _("aucune")
        if self.metric.unit == "ratio":
            points = round(self.target.watch * 100, 2)
            words = {"points": formats.number(points)}
            return ngettext("%(points)s point", "%(points)s points", formats.plural(points)) % words
        return figure_words.value_text(self.metric, self.target.watch)


def of_indicator(seen: Reach, definition: Definition) -> list[TargetLine]:
    """Those that the reader's figures are judged on, general ones first, the latest first."""
    rows = definition.indicator.targets.select_related("unit", "provider")
    return lines(seen, rows, {definition.indicator.pk: definition})


def lines(seen: Reach, rows: Iterable[Target], known: dict[int, Definition]) -> list[TargetLine]:
    """Targets of known indicators within reach, in the order of the catalogue."""
    ranks = {pk: rank for rank, pk in enumerate(known)}
    visible = [
        row
        for row in rows
        if row.indicator_id in known and seen.holds(unit=row.unit_id, provider=row.provider_id)
    ]
    visible.sort(key=lambda row: (row.start_date, row.created_at), reverse=True)
    visible.sort(key=lambda row: (ranks[row.indicator_id], *_place(row)))
    found: list[TargetLine] = []
    for row in visible:
        after = found[-1].target if found else None
        ends = after.start_date if after is not None and _series(after) == _series(row) else None
        found.append(TargetLine(row, known[row.indicator_id].metric, ends))
    return found


def _place(row: Target) -> tuple[bool, bool, str]:
    name = f"{row.provider or ''} {row.unit or ''}".casefold()
    return row.provider_id is not None, row.unit_id is not None, name


def _series(row: Target) -> tuple[int, int | None, int | None]:
    return row.indicator_id, row.unit_id, row.provider_id
