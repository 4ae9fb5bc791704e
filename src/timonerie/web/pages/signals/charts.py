"""A signal as a chart: what its own past let expect, what was seen, and what happened."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import incidents
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.rules import Group
from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.models import SignalMember
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.domains.signals.rules import evidence
from timonerie.domains.signals.rules.evidence import Given
from timonerie.engine import expected, periods
from timonerie.engine.expected import Band
from timonerie.engine.signals.matrix import Kind
from timonerie.foundations.wording import formats, months
from timonerie.web.charts import Event, Point, Trend
from timonerie.web.charts import Series as Line

SHOWN = {"week": 60, "month": 30}
"""Periods drawn: those before the signal, and it."""
LONGEST = 24
DRAWN = 4


def of(one: Spoken, main: SignalMember, *, notes: Sequence[Event] = ()) -> Trend:
    """The series that shows the signal best. The band comes from what stood before it began."""
    given, told = evidence.given(main.evidence), evidence.told(main.evidence)
    began = evidence.said_of(main.evidence).since
    shown = given.beside if given.beside is not None else given
    first = max(0, len(shown.starts) - SHOWN[shown.step])
    unit = _unit(one, main)
    since = max(began, 1)
    points = tuple(_point(one, shown, place, since) for place in range(first, len(shown.starts)))
    name = one.told.label or one.title
    return Trend(
        subject=name,
        finding=one.title,
        unit=unit,
        series=(Line(name=name, points=points),),
        events=(
            *notes,
            Event(at=label(shown, began), text=_("depuis")),
            Event(at=label(shown, told.opened), text=_("signal levé")),
        )
        if began >= first
        else tuple(notes),
    )


def _unit(one: Spoken, main: SignalMember) -> str:
    if one.signal.family in (Family.HIDDEN_RED, Family.CORRECTIONS):
        return "percent"
    if one.metric is None or one.signal.family == Family.SILENCE:
        return ""
    return str(figure_words.unit_of(one.metric, main.series.currency if main.series else ""))


def _point(one: Spoken, given: Given, place: int, since: int) -> Point:
    value = _value(given, place)
    band = _band(given, place, min(place, since)) if value is not None else None
    return Point(
        label=label(given, place),
        value=_scaled(one, value),
        low=_scaled(one, band.low) if band else None,
        high=_scaled(one, band.high) if band else None,
    )


def _value(given: Given, place: int) -> float | None:
    amount = float(given.amounts[place])
    if np.isnan(amount):
        return None
    if given.bases is None:
        return amount
    base = float(given.bases[place])
    return amount / base if base > 0 else None


def _scaled(one: Spoken, value: float | None) -> float | None:
    is_other = one.signal.family in (Family.HIDDEN_RED, Family.SILENCE)
    return value if one.metric is None or is_other else figure_words.scaled(one.metric, value)


def _band(given: Given, place: int, before: int) -> Band | None:
    """From periods before one, less those that a known cause explains."""
    past = [
        at for at in range(before) if at not in given.hidden and not np.isnan(given.amounts[at])
    ]
    if given.kind is Kind.SHARE and given.bases is not None:
        earlier = [(float(given.amounts[at]), float(given.bases[at])) for at in past]
        return expected.of_share(earlier, float(given.bases[place]))
    values = [float(given.amounts[at]) for at in past]
    return expected.of_count(values) if given.kind is Kind.COUNT else expected.of_level(values)


def label(given: Given, place: int) -> str:
    """A period, as the axis names it."""
    start = given.starts[place]
    if given.step == "month":
        return months.short_label(start)
    return formats.day(start, style="short")


def notes_of(slug: str, seen: Reach, main: SignalMember) -> Iterator[Event]:
    """The incidents that share something with the series, in the period each was known."""
    given = evidence.given(main.evidence)
    shown = list(given.starts)[-SHOWN[given.step] :]
    last = periods.end_of(given.step, shown[-1]) - timedelta(days=1)
    found = incidents.annotations(seen, _group(main), first=shown[0], last=last)
    for rank, one in enumerate(found):
        place = _place(given, one.day)
        yield Event(
            at=label(given, place),
            text=one.label if len(one.label) <= LONGEST else f"{one.label[:LONGEST].rstrip()}…",
            detail=_("incident : %(what)s (%(day)s)")
            % {"what": one.label, "day": formats.day(one.day, style="short")},
            url=reverse("incident", args=[slug, one.public_id]),
            is_drawn=rank >= len(found) - DRAWN,
        )


def _place(given: Given, day: date) -> int:
    return max(place for place, start in enumerate(given.starts) if start <= day)


def _group(main: SignalMember) -> Group:
    series = main.series
    if series is None:
        return Group()
    return Group(series.unit_id, series.provider_id, series.activity_id)
