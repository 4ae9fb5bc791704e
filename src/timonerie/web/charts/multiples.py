"""Small charts of one thing, all on the same scale."""

from dataclasses import dataclass

from django.utils.translation import gettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import drawings
from timonerie.web.charts.base import Chart
from timonerie.web.charts.texts import column_text, last_of
from timonerie.web.tables import Cell, Column, Row, Table, Text


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One of several small charts. `values` goes oldest first."""

    label: Text
    values: tuple[float | None, ...]
    state: State | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawnPanel:
    panel: Panel
    line: drawings.Line
    last: str


@dataclass(frozen=True, kw_only=True)
class SmallMultiples(Chart):
    """Small charts that share one scale, so that heights compare."""

    KIND = "vignettes"

    unit: Text
    panels: tuple[Panel, ...]
    first_label: Text
    last_label: Text
    target: float | None = None
    from_zero: bool = True
    labels: tuple[Text, ...] = ()
    """Of the values, oldest first; their ranks without them."""

    @property
    def scale(self) -> drawings.Scale:
        values = [value for panel in self.panels for value in panel.values]
        return drawings.scale_over(values, aim=self.target, from_zero=self.from_zero)

    @property
    def target_text(self) -> str:
        return "" if self.target is None else formats.short_figure(self.target, self.unit)

    @property
    def low_text(self) -> str:
        return formats.short_figure(self.scale.low, self.unit)

    @property
    def high_text(self) -> str:
        return formats.short_figure(self.scale.high, self.unit)

    @property
    def subtitle(self) -> str:
        spread = gettext("de %(first)s à %(last)s, même échelle partout (%(low)s à %(high)s)") % {
            "first": self.first_label,
            "last": self.last_label,
            "low": self.low_text,
            "high": self.high_text,
        }
        return ", ".join(
            part for part in (str(self.subject) if self.finding else "", spread) if part
        )

    def drawn(self) -> list[DrawnPanel]:
        scale = self.scale
        return [
            DrawnPanel(
                panel=panel,
                line=drawings.line(panel.values, aim=self.target, scale=scale),
                last=column_text(last_of(panel.values), self.unit, panel.state),
            )
            for panel in self.panels
        ]

    def table(self) -> Table:
        """One row a panel, one column a period."""
        count = max((len(panel.values) for panel in self.panels), default=0)
        labels = self.labels or tuple(str(rank + 1) for rank in range(count))
        columns = (Column(label=self.subject), *(Column(label=one) for one in labels))
        rows = tuple(self._table_row(panel, len(labels)) for panel in self.panels)
        return Table(name=self.key, caption=self.caption, columns=columns, rows=rows)

    def _table_row(self, panel: Panel, count: int) -> Row:
        values = (*panel.values, *[None] * count)[:count]
        cells = (
            Cell(
                text="" if value is None else column_text(value, self.unit),
                value=value,
                unit=self.unit,
            )
            for value in values
        )
        return Row(cells=(Cell(text=panel.label, url=panel.url), *cells))
