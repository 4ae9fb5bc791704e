"""What happened along a series, each in a few words on the chart and in a sentence behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.board import Reading
from timonerie.foundations.wording import formats, months
from timonerie.web import readings
from timonerie.web.charts import Event

DRAWN = 4
"""Events that a chart has room for: the last ones; its table tells them all."""


@dataclass(frozen=True)
class Note:
    """An event that a page knows of, in the month that starts on `month`."""

    month: date
    text: str
    detail: str = ""
    url: str = ""


def told(
    line: Mapping[date, Reading], shown: Sequence[date], notes: Sequence[Note]
) -> tuple[Event, ...]:
    """In the order of time; the last ones are drawn."""
    found = [*_corrections(line), *_targets(line, shown), *_closing(shown), *notes]
    kept = sorted((note for note in found if note.month in shown), key=lambda note: note.month)
    events = [
        Event(at=months.short_label(note.month), text=note.text, detail=note.detail, url=note.url)
        for note in kept
    ]
    hidden = [replace(event, is_drawn=False) for event in events[:-DRAWN]]
    return (*hidden, *events[-DRAWN:])


def _corrections(line: Mapping[date, Reading]) -> Iterator[Note]:
    for start, one in line.items():
        before = readings.before_text(one)
        if one.revision is None or one.revision.value is None or not before:
            continue
        day = formats.day(one.revision.corrected_at, style="short")
        words = {"value": before, "day": day}
        yield Note(
            start,
            _("corrigé, avant %(value)s") % words,
            _("corrigé le %(day)s (avant : %(value)s)") % words,
        )


def _targets(line: Mapping[date, Reading], shown: Sequence[date]) -> Iterator[Note]:
    """Where the target is another one than the month before."""
    before: Reading | None = None
    for start in shown:
        one = line.get(start)
        if one is None:
            continue
        if before is not None and _bounds(before) != _bounds(one):
            words = readings.target_text(one.definition.metric, one.target) or _("sans cible")
            yield Note(start, words)
        before = one


def _bounds(one: Reading) -> tuple[float | None, float | None] | None:
    return None if one.target is None else (one.target.low, one.target.high)


def _closing(shown: Sequence[date]) -> Iterator[Note]:
    """The last month closed: what stands after it may still change."""
    closings = definitions.closings()
    closed = [start for start in shown if ("month", start) in closings]
    if closed:
        yield Note(closed[-1], _("dernier mois clôturé"))
