"""The terms of a contract on one line of time, with the days that matter."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from timonerie.domains.contracts.rules.timelines import Term, Timeline
from timonerie.foundations.wording import formats

DAY = datetime.timedelta(days=1)
#: How far a term without end is drawn, and how far back terms that are over.
AHEAD = datetime.timedelta(days=730)
BACK = datetime.timedelta(days=365)
MOST_TICKS = 6

Kind = Literal["firm", "renewed"]
MarkKind = Literal["decide", "notice", "today"]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A term inside the window, placed in per cent of it."""

    kind: Kind
    left: float
    width: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A day that matters: to decide by, to give notice by, or today."""

    kind: MarkKind
    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    at: float
    text: str

    @property
    def anchor(self) -> str:
        """Where SVG hangs the text, so that the last year stays inside."""
        return "end" if self.at > 90 else "start"


@dataclass(frozen=True, kw_only=True)
class Drawing:
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    has_renewal: bool

    @property
    def summary(self) -> str:
        """What the drawing shows, for who cannot see it."""
        texts = [span.text for span in self.spans] + [mark.text for mark in self.marks]
        return " ".join(texts)


@dataclass(frozen=True)
class Window:
    """The days drawn, both included."""

    first: datetime.date
    last: datetime.date

    def at(self, day: datetime.date) -> float:
        share = (day - self.first) / (self.last + DAY - self.first)
        return round(100 * min(max(share, 0), 1), 2)

    def holds(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


def timeline_of(found: Timeline) -> Drawing:
    """The terms from a year before the day asked up to the end of the last one told."""
    window = _window(found)
    drawn = [term for term in found.terms if term.end is None or term.end >= window.first]
    return Drawing(
        spans=tuple(span_of(term, window) for term in drawn),
        marks=tuple(_marks(found, window)),
        ticks=tuple(_ticks(window)),
        has_renewal=any(not term.is_firm for term in drawn),
    )


def _window(found: Timeline) -> Window:
    start, last = found.terms[0].start, found.terms[-1]
    held = found.term.start if found.term else start
    first = max(start, min(found.on - BACK, held))
    end = last.end or max(found.on, last.start) + AHEAD
    return Window(min(first, end), max(end, found.on if found.current is not None else end))


def span_of(term: Term, window: Window) -> Span:
    """A term, cut at the ends of the window."""
    left = window.at(max(term.start, window.first))
    right = 100.0 if term.end is None else window.at(term.end + DAY)
    return Span(
        kind="firm" if term.is_firm and term.end else "renewed",
        left=left,
        width=round(max(right - left, 0.5), 2),
        text=_term_text(term),
    )


def _term_text(term: Term) -> str:
    words = {"start": formats.day(term.start)}
    if term.end is None:
        return gettext("Sans terme depuis le %(start)s.") % words
    words["end"] = formats.day(term.end)
    if term.is_firm:
        return gettext("Durée ferme du %(start)s au %(end)s.") % words
    return gettext("Reconduction du %(start)s au %(end)s.") % words


def _marks(found: Timeline, window: Window) -> Iterator[Mark]:
    """Today, and the days of the term that can still be left."""
    if window.holds(found.on):
        text = gettext("Aujourd’hui, le %(day)s.") % {"day": formats.day(found.on)}
        yield Mark(kind="today", at=window.at(found.on), text=text)
    term = found.deadline
    if term is None:
        return
    if term.decide_by and term.decide_by != term.notice_by and window.holds(term.decide_by):
        text = gettext("À décider au plus tard le %(day)s.")
        yield Mark(
            kind="decide",
            at=window.at(term.decide_by),
            text=text % {"day": formats.day(term.decide_by)},
        )
    if term.notice_by and window.holds(term.notice_by):
        text = gettext("Dernier jour utile du préavis, le %(day)s.")
        yield Mark(
            kind="notice",
            at=window.at(term.notice_by),
            text=text % {"day": formats.day(term.notice_by)},
        )


def _ticks(window: Window) -> Iterator[Tick]:
    """The first days of the years; of fewer of them when there are many."""
    years: Sequence[int] = range(window.first.year, window.last.year + 1)
    step = -(-len(years) // MOST_TICKS)
    for year in years[::step]:
        day = datetime.date(year, 1, 1)
        if window.holds(day):
            yield Tick(at=window.at(day), text=str(year))
