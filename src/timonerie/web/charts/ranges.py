"""Ranges on one scale that starts from zero: from at least to at most."""

from dataclasses import dataclass

from django.utils.translation import gettext

from timonerie.foundations.wording import formats
from timonerie.web.charts.base import Chart
from timonerie.web.charts.texts import column_text
from timonerie.web.tables import Cell, Column, Row, Table, Text


@dataclass(frozen=True, kw_only=True)
class RangeBar:
    """From `low` to `high`; both None where nothing is known."""

    label: Text
    low: float | None
    high: float | None
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class DrawnRange:
    """Shares of the scale, in per cent; a range without width still shows."""

    bar: RangeBar
    text: str
    start: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Ranges(Chart):
    KIND = "fourchettes"

    unit: Text
    bars: tuple[RangeBar, ...]

    @property
    def subtitle(self) -> str:
        told = (str(self.subject) if self.finding else "", formats.unit_words(self.unit))
        return ", ".join(part for part in told if part)

    @property
    def top(self) -> float:
        return max([one.high or 0.0 for one in self.bars]) or 1.0

    def drawn(self) -> list[DrawnRange]:
        return [self._drawn(one) for one in self.bars]

    def table(self) -> Table:
        columns = (
            Column(label=self.subject),
            Column(label=gettext("Au moins"), is_number=True),
            Column(label=gettext("Au plus"), is_number=True),
        )
        rows = tuple(
            Row(cells=(Cell(text=one.label, note=one.note), *map(self._cell, (one.low, one.high))))
            for one in self.bars
        )
        return Table(name=self.key, caption=self.caption, columns=columns, rows=rows)

    def _cell(self, value: float | None) -> Cell:
        if value is None:
            return Cell(text=gettext("à connaître"), is_soft=True)
        return Cell(text=column_text(value, self.unit), value=value, unit=self.unit)

    def _drawn(self, one: RangeBar) -> DrawnRange:
        if one.low is None or one.high is None:
            return DrawnRange(bar=one, text=gettext("à connaître"), start=0.0, width=0.0)
        low, high = (formats.short_figure(value, self.unit) for value in (one.low, one.high))
        words = gettext("%(low)s à %(high)s") % {"low": low, "high": high}
        return DrawnRange(
            bar=one,
            text=low if one.low == one.high else words,
            start=round(one.low / self.top * 100, 2),
            width=max(round((one.high - one.low) / self.top * 100, 2), 0.6),
        )
