"""Charts described as data: the page draws them, the table behind says the same.

Every number travels with the text a reader sees, so a tooltip, a label and the table agree.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil, floor
from typing import Any

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext

from timonerie.web import drawings, formats
from timonerie.web.states import State
from timonerie.web.tables import Cell, Column, Row, Table

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period. `low` and `high` bound what was expected of it; None where unknown. `target` is
    the one that held then, `closed` says when the period was closed, or nothing."""

    label: Text
    value: float | None
    state: State | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    closed: Text = ""

    @property
    def has_band(self) -> bool:
        return self.low is not None and self.high is not None


@dataclass(frozen=True, kw_only=True)
class Series:
    name: Text
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in the period labelled `at`: an amendment, a departure. `detail` is
    the whole sentence, for the table, which also tells what is not drawn."""

    at: Text
    text: Text
    detail: Text = ""
    is_drawn: bool = True


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Bounds and step of an axis that does not start at zero."""

    low: float
    high: float
    step: float


#: Steps of a share of the whole, each of which divides it.
_SHARE_STEPS = (0.01, 0.02, 0.05, 0.1)
#: Above this, a share drawn from zero would spend most of its plot on nothing.
_HIGH_SHARE = 0.6


def axis_of_shares(values: Sequence[float]) -> Axis | None:
    """An axis for shares that all stay high; None when it should start at zero."""
    if not values or min(values) < _HIGH_SHARE or max(values) > 1:
        return None
    span = (max(values) - min(values)) or 0.01
    step = next((one for one in _SHARE_STEPS if span / one <= 4), _SHARE_STEPS[-1])
    low = floor(min(values) / step + 1e-9) * step
    high = min(1.0, ceil(max(values) / step - 1e-9) * step)
    if low == high:
        low -= step
    return Axis(low=round(low, 4), high=round(high, 4), step=step)


@dataclass(frozen=True, kw_only=True)
class Trend:
    """`finding` is the computed title ("Le délai a doublé depuis mars"); `subject` the plain
    fallback. The first series carries the band; the others are comparisons on the same scale.
    """

    subject: Text
    unit: Text
    series: tuple[Series, ...]
    finding: Text = ""
    target: float | None = None
    target_label: Text = ""
    events: tuple[Event, ...] = ()
    source: Text = ""

    @property
    def key(self) -> str:
        return _key("courbe", self.subject)

    @property
    def caption(self) -> Text:
        """What its table is called."""
        return self.subject

    @property
    def title(self) -> str:
        return str(self.finding or self.subject)

    @property
    def subtitle(self) -> str:
        """What is drawn and in which unit, always said under the title."""
        unit = formats.unit_words(self.unit)
        subject = str(self.subject) if self.finding else ""
        if self.axis is not None:
            unit = gettext("l’axe commence à %(low)s") % {"low": self.text(self.axis.low)}
        return ", ".join(part for part in (subject, unit) if part)

    @property
    def axis(self) -> Axis | None:
        """Where the axis starts, for shares that all stay high; None from zero."""
        if self.unit != "percent":
            return None
        points = [point for one in self.series for point in one.points]
        drawn = [value for one in points for value in (one.value, one.low, one.high, one.target)]
        return axis_of_shares([value for value in (*drawn, self.target) if value is not None])

    @property
    def is_compared(self) -> bool:
        return len(self.series) > 1

    @property
    def has_band(self) -> bool:
        return any(point.has_band for point in self.series[0].points)

    @property
    def target_text(self) -> str:
        if self.target is None:
            return ""
        label = self.target_label or gettext("cible %(value)s") % {"value": self.text(self.target)}
        return str(label)

    @property
    def has_key(self) -> bool:
        """Whether something is drawn that a phone has no room to name beside it."""
        return self.is_compared or self.has_band or self.target is not None

    @property
    def has_steps(self) -> bool:
        """Whether the target changed over what is drawn."""
        return len({point.target for point in self.series[0].points} - {None}) > 1

    @property
    def drawn_events(self) -> list[Event]:
        return [event for event in self.events if event.is_drawn]

    @property
    def is_empty(self) -> bool:
        return all(point.value is None for one in self.series for point in one.points)

    def text(self, value: float | None, state: State | None = None) -> str:
        return formats.short_figure(value, self.unit, state=state)

    def as_json(self) -> dict[str, Any]:
        """What `frontend/charts/trend.ts` reads (its `TrendDescription`)."""
        return {
            "kind": "trend",
            "title": self.title,
            "unit": str(self.unit),
            "unitWords": formats.unit_words(self.unit),
            "labels": [str(point.label) for point in self.series[0].points],
            "series": [self._series_json(one) for one in self.series],
            "target": self._target_json(),
            "hasSteps": self.has_steps,
            "axis": asdict(self.axis) if self.axis else None,
            "bandLabel": gettext("attendu"),
            "events": [
                {"at": str(event.at), "text": str(event.text)} for event in self.drawn_events
            ],
        }

    def _series_json(self, one: Series) -> dict[str, Any]:
        return {
            "name": str(one.name),
            "points": [
                {
                    "value": point.value,
                    "text": _column_text(point.value, self.unit, point.state),
                    "state": point.state.value if point.state else None,
                    "low": point.low,
                    "high": point.high,
                    "band": self._band_text(point),
                    "target": point.target,
                    "closed": str(point.closed),
                }
                for point in one.points
            ],
        }

    def _target_json(self) -> dict[str, Any] | None:
        if self.target is None:
            return None
        return {"value": self.target, "label": self.target_text}

    def _band_text(self, point: Point) -> str:
        if point.low is None or point.high is None:
            return ""
        return gettext("%(low)s à %(high)s") % {
            "low": self.text(point.low),
            "high": self.text(point.high),
        }

    def table(self) -> Table:
        """The chart as a table: one row a period, with what was expected and what happened."""
        columns = [Column(label=gettext("Période"))]
        columns += [Column(label=one.name, is_number=True) for one in self.series]
        if self.has_band:
            columns.append(Column(label=gettext("Attendu"), is_number=True))
        if self._tells("target"):
            columns.append(Column(label=gettext("Cible"), is_number=True))
        if self._tells("closed"):
            columns.append(Column(label=gettext("Clôture")))
        if self.events:
            columns.append(Column(label=gettext("Événement"), is_long=True))
        rows = tuple(self._table_row(rank) for rank in range(len(self.series[0].points)))
        return Table(
            name=self.key,
            caption=self.caption,
            columns=tuple(columns),
            rows=rows,
            hides_caption=True,
        )

    def _tells(self, name: str) -> bool:
        """Whether some period has that to tell."""
        return any(getattr(point, name) not in (None, "") for point in self.series[0].points)

    def _table_row(self, rank: int) -> Row:
        first = self.series[0].points[rank]
        cells = [Cell(text=first.label)]
        for one in self.series:
            point = one.points[rank]
            text = _column_text(point.value, self.unit, point.state)
            cells.append(Cell(text=text, state=point.state, value=point.value, unit=self.unit))
        if self.has_band:
            cells.append(Cell(text=self._band_text(first)))
        if self._tells("target"):
            cells.append(Cell(text="" if first.target is None else self.text(first.target)))
        if self._tells("closed"):
            cells.append(Cell(text=first.closed))
        if self.events:
            happened = [
                str(event.detail or event.text) for event in self.events if event.at == first.label
            ]
            cells.append(Cell(text=" · ".join(happened)))
        return Row(cells=tuple(cells))


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
class Bars:
    """Horizontal bars on one scale that starts at zero, drawn by the server inside a table."""

    subject: Text
    unit: Text
    bars: tuple[Bar, ...]
    finding: Text = ""
    target: float | None = None

    @property
    def key(self) -> str:
        return _key("barres", self.subject)

    @property
    def caption(self) -> Text:
        """What its table is called."""
        return self.title

    @property
    def title(self) -> str:
        return str(self.finding or self.subject)

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
                text=_column_text(bar.value, self.unit, bar.state),
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
        aim = "" if target is None else _column_text(target, self.unit)
        cells = (
            Cell(text=bar.label, url=bar.url, note=bar.note),
            Cell(
                text=_column_text(bar.value, self.unit, bar.state),
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
class SmallMultiples:
    """Small charts that share one scale, so that heights compare."""

    subject: Text
    unit: Text
    panels: tuple[Panel, ...]
    first_label: Text
    last_label: Text
    finding: Text = ""
    target: float | None = None
    from_zero: bool = True
    labels: tuple[Text, ...] = ()
    """Of the values, oldest first; their ranks without them."""

    @property
    def key(self) -> str:
        return _key("vignettes", self.subject)

    @property
    def caption(self) -> Text:
        """What its table is called."""
        return self.title

    @property
    def title(self) -> str:
        return str(self.finding or self.subject)

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
                last=_column_text(_last(panel.values), self.unit, panel.state),
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
                text="" if value is None else _column_text(value, self.unit),
                value=value,
                unit=self.unit,
            )
            for value in values
        )
        return Row(cells=(Cell(text=panel.label, url=panel.url), *cells))


def _key(kind: str, subject: Text) -> str:
    return f"{kind}-{slugify(str(subject))}"


def _column_text(value: float | None, unit: Text, state: State | None = None) -> str:
    """A value of a chart, which a table says in the same words."""
    return formats.short_figure(value, unit, state=state, in_column=True)


def _last(values: Sequence[float | None]) -> float | None:
    return values[-1] if values else None
