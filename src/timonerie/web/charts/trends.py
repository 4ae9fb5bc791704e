"""A trend: what was seen, what was expected, the target, and what happened meanwhile."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.charts.base import Chart
from timonerie.web.charts.texts import column_text
from timonerie.web.tables import Cell, Column, Row, Table, Text


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
    the whole sentence, for the table, which also tells what is not drawn; `url` its page, if it
    has one."""

    at: Text
    text: Text
    detail: Text = ""
    url: str = ""
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
class Trend(Chart):
    """`finding` is the computed title ("Le délai a doublé depuis mars"); `subject` the plain
    fallback. The first series carries the band; the others are comparisons on the same scale.
    """

    KIND = "courbe"

    unit: Text
    series: tuple[Series, ...]
    target: float | None = None
    target_label: Text = ""
    events: tuple[Event, ...] = ()
    source: Text = ""

    @property
    def caption(self) -> Text:
        return self.subject

    @property
    def subtitle(self) -> str:
        """What is drawn and in which unit, always said under the title."""
        unit = formats.unit_words(self.unit)
        subject = str(self.subject) if self.title != str(self.subject) else ""
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
                    "text": column_text(point.value, self.unit, point.state),
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
            text = column_text(point.value, self.unit, point.state)
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
