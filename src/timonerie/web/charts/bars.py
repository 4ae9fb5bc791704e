"""Bars on one scale that starts from zero."""

from dataclasses import dataclass

from django.utils.translation import gettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.charts.base import Chart
from timonerie.web.charts.texts import column_text
from timonerie.web.tables import Cell, Column, Row, Table, Text


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: Text
    value: float | None
    state: State | None = None
    url: str = ""
    note: Text = ""
    target: float | None = None
    """Its own target, where the bars are not all judged on the same."""


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """`target_at` is a share of the scale, as `width`."""

    bar: Bar
    text: str
    width: float
    target_at: float | None = None
    target_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Horizontal bars on one scale that starts at zero, drawn by the server inside a table."""

    KIND = "barres"

    unit: Text
    bars: tuple[Bar, ...]
    target: float | None = None

    @property
    def subtitle(self) -> str:
        unit = formats.unit_words(self.unit)
        return ", ".join(part for part in (str(self.subject) if self.finding else "", unit) if part)

    @property
    def top(self) -> float:
        known = [bar.value or 0.0 for bar in self.bars]
        aims = [bar.target or 0.0 for bar in self.bars]
        return max([*known, *aims, self.target or 0.0]) or 1.0

    @property
    def target_at(self) -> float | None:
        return None if self.target is None else self._share(self.target)

    @property
    def has_own_targets(self) -> bool:
        return any(bar.target is not None for bar in self.bars)

    @property
    def target_text(self) -> str:
        return "" if self.target is None else formats.short_figure(self.target, self.unit)

    def drawn(self) -> list[DrawnBar]:
        return [
            DrawnBar(
                bar=bar,
                text=column_text(bar.value, self.unit, bar.state),
                width=self._share(max(bar.value or 0.0, 0.0)),
                target_at=self._target_at(bar),
                target_text=self._own_target_text(bar),
            )
            for bar in self.bars
        ]

    def table(self) -> Table:
        columns = [Column(label=self.subject), Column(label=gettext("Valeur"), is_number=True)]
        if self.has_own_targets or self.target is not None:
            columns.append(Column(label=gettext("Cible"), is_number=True))
        rows = tuple(self._table_row(bar, len(columns)) for bar in self.bars)
        return Table(name=self.key, caption=self.caption, columns=tuple(columns), rows=rows)

    def _table_row(self, bar: Bar, width: int) -> Row:
        target = self.target if bar.target is None else bar.target
        aim = "" if target is None else column_text(target, self.unit)
        cells = (
            Cell(text=bar.label, url=bar.url, note=bar.note),
            Cell(
                text=column_text(bar.value, self.unit, bar.state),
                state=bar.state,
                value=bar.value,
                unit=self.unit,
            ),
            Cell(text=aim, value=target, unit=self.unit),
        )
        return Row(cells=cells[:width])

    def _share(self, value: float) -> float:
        return round(value / self.top * 100, 2)

    def _target_at(self, bar: Bar) -> float | None:
        return self.target_at if bar.target is None else self._share(bar.target)

    def _own_target_text(self, bar: Bar) -> str:
        if bar.target is None:
            return ""
        return gettext("cible %(value)s") % {"value": formats.short_figure(bar.target, self.unit)}
