"""A chart as paper draws it: the line seen, the band expected, the target; the axis says its ends.

The geometry is that of `drawings`, so that the screen and the paper draw the same line."""

from collections.abc import Sequence
from typing import Any

from timonerie.foundations.wording import formats
from timonerie.web import drawings
from timonerie.web.charts import Trend
from timonerie.web.charts.trends import Point
from timonerie.web.drawings import HEIGHT, MARGIN, WIDTH, Scale

INK, BAND, AIM = "#0b5c7a", "#d7e6ec", "#b42318"


def of(chart: Trend) -> dict[str, Any]:
    """What the template sets around the picture: title, ends of both axes, words for readers."""
    points = chart.series[0].points
    scale = _scale(points, chart.target)
    known = [one for one in points if one.value is not None]
    last = known[-1] if known else None
    return {
        "title": str(chart.finding or chart.subject),
        "subject": str(chart.subject) if chart.title != str(chart.subject) else "",
        "svg": svg(points, chart.target, scale),
        "first": str(points[0].label) if points else "",
        "last": str(points[-1].label) if points else "",
        "high": _text(chart, scale.high),
        "low": _text(chart, scale.low),
        "value": "" if last is None else _text(chart, last.value),
        "target": "" if chart.target is None else _text(chart, chart.target),
        "has_band": any(one.has_band for one in points),
    }


def svg(points: Sequence[Point], target: float | None, scale: Scale) -> str:
    """Widths of strokes are in the units of the box, which is not stretched here."""
    line = drawings.line([one.value for one in points], aim=target, scale=scale)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        _band(points, scale),
    ]
    if line.aim is not None:
        parts.append(
            f'<path d="M0 {line.aim}H{WIDTH}" stroke="{AIM}" stroke-width="0.35"'
            ' stroke-dasharray="1.4 1" fill="none"/>'
        )
    parts.append(
        f'<path d="{line.path}" stroke="{INK}" stroke-width="0.7" fill="none"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
    )
    if line.end:
        parts.append(
            f'<path d="{line.end}" stroke="{INK}" stroke-width="2.2" stroke-linecap="round"/>'
        )
    return "".join([*parts, "</svg>"])


def _scale(points: Sequence[Point], target: float | None) -> Scale:
    """A share that stays far from nought is not drawn from it: its ends are written."""
    values = [value for one in points for value in (one.value, one.low, one.high)]
    return drawings.scale_over(values, aim=target)


def _band(points: Sequence[Point], scale: Scale) -> str:
    step = (WIDTH - 2 * MARGIN) / max(len(points) - 1, 1)
    spots = [
        (round(MARGIN + rank * step, 2), scale.y(one.high), scale.y(one.low))
        for rank, one in enumerate(points)
        if one.high is not None and one.low is not None
    ]
    if len(spots) < 2:
        return ""
    over = " ".join(f"{x},{top}" for x, top, _bottom in spots)
    under = " ".join(f"{x},{bottom}" for x, _top, bottom in reversed(spots))
    return f'<polygon points="{over} {under}" fill="{BAND}"/>'


def _text(chart: Trend, value: float | None) -> str:
    return formats.short_figure(value, chart.unit)
