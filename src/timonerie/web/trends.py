"""The history of one series as a chart: what was expected, what was seen, what happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.engine import expected
from timonerie.engine.expected import Band
from timonerie.foundations.wording import formats, months
from timonerie.web import chart_events, readings
from timonerie.web.boards import TREND, Desk
from timonerie.web.chart_events import Note
from timonerie.web.charts import Point, Trend
from timonerie.web.charts import Series as Line

READ = TREND + expected.MOST
"""Months to read so that the first one drawn has a past."""

Months = Mapping[date, Reading]


def of(
    desk: Desk, found: Iterable[Reading], definition: Definition, *, notes: Sequence[Note] = ()
) -> Trend | None:
    """The months of one series beside what was expected of them, with the target that held and
    what happened; None when empty."""
    line = {one.start: one for one in found if one.definition is definition}
    history = months.months_before(desk.month.start, TREND)
    if not line or max(line) < history[0]:
        return None
    shown = [start for start in history if start >= min(line)]
    last, metric = line[max(line)], definition.metric
    points = [_point(desk, line, start, last.group, definition) for start in shown]
    return Trend(
        subject=metric.label,
        finding=finding(definition, [line.get(start) for start in shown], shown),
        unit=figure_words.unit_of(metric, last.group.currency),
        series=(Line(name=metric.label, points=tuple(points)),),
        target=readings.aim_of(metric, last.target),
        events=chart_events.told(line, shown, notes),
        source="" if any(point.has_band for point in points) else _too_early(),
    )


def band_of(line: Months, start: date) -> Band | None:
    """What the earlier months of a series let expect of one, in the unit of the indicator."""
    reading = line[start]
    metric = reading.definition.metric
    past = [line[one] for one in sorted(line) if one < start and _is_whole(line[one])]
    if metric.aggregate == "ratio":
        terms = [(one.numerator or 0.0, one.denominator or 0.0) for one in past]
        return expected.of_share(terms, reading.denominator or 0.0)
    values = [one.value for one in past if one.value is not None]
    if metric.aggregate == "count" and not metric.is_stock:
        return expected.of_count(values) if _is_whole(reading) else None
    return expected.of_level(values)


def _is_whole(reading: Reading) -> bool:
    """A total is comparable only where every site that should have sent its facts did."""
    adds = reading.definition.metric.aggregate in ("count", "sum")
    return not adds or reading.covered >= reading.expected


def _too_early() -> str:
    return _(
        "Trop tôt pour dire ce qui est attendu : il faut au moins huit mois mesurés avant celui"
        " que l’on juge."
    )


def _point(desk: Desk, line: Months, start: date, group: Group, of: Definition) -> Point:
    closed_at = definitions.closings().get(("month", start))
    closed = (
        _("clôturé le %(day)s") % {"day": formats.day(closed_at, style="short")}
        if closed_at
        else ""
    )
    reading = line.get(start)
    if reading is None:
        silence = desk.board.silence(group, kind="month", start=start, of=of)
        label, state = months.short_label(start), readings.SILENCES[silence]
        return Point(label=label, value=None, state=state, closed=closed)
    metric, band = reading.definition.metric, band_of(line, start)
    return Point(
        label=months.short_label(start),
        value=figure_words.scaled(metric, reading.value),
        state=readings.state_of(reading),
        low=figure_words.scaled(metric, band.low) if band else None,
        high=figure_words.scaled(metric, band.high) if band else None,
        target=readings.aim_of(metric, reading.target),
        closed=closed,
    )


def finding(definition: Definition, line: Sequence[Reading | None], starts: Sequence[date]) -> str:
    """A title that says what the series did: the last three months beside the same ones a year
    before, when both are measured, the difference is worth a sentence and the last month does not
    belie it; else nothing."""
    now = [one.value for one in line[-3:] if one is not None and one.value is not None]
    then = [one.value for one in line[-15:-12] if one is not None and one.value is not None]
    if len(now) < 3 or len(then) < 3 or sum(then) == 0:
        return ""
    before, after = sum(then) / 3, sum(now) / 3
    change = after / before - 1
    words = {"label": definition.metric.label, "since": months.month_label(starts[-15])}
    words |= {
        "before": figure_words.value_text(definition.metric, before),
        "after": figure_words.value_text(definition.metric, after),
    }
    if definition.metric.unit == "ratio" and abs(after - before) < 0.01:
        return ""
    if abs(change) < 0.05 or (now[-1] - before) * change <= 0:
        return ""
    if change > 0:
        told = _("%(label)s : en hausse sur un an, de %(before)s à %(after)s (moyennes de 3 mois)")
    else:
        told = _("%(label)s : en baisse sur un an, de %(before)s à %(after)s (moyennes de 3 mois)")
    return told % words
