"""The terms of a contract on one line of time, with the days that matter."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from timonerie.domains.contracts.rules.clauses import Suspension
from timonerie.domains.contracts.rules.timelines import Term, Timeline
from timonerie.foundations.wording import formats

DAY = datetime.timedelta(days=1)
#: How far a term without end is drawn, and how far back terms that are over.
AHEAD = datetime.timedelta(days=730)
BACK = datetime.timedelta(days=365)
MOST_TICKS = 6

Kind = Literal["firm", "renewed", "suspended"]
MarkKind = Literal["decide", "notice", "today", "amended"]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A term inside the window, placed in per cent of it."""

    kind: Kind
    left: float
    width: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A day that matters: to decide by, to give notice by, today, or that of an amendment."""

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
    def has_suspension(self) -> bool:
        return any(span.kind == "suspended" for span in self.spans)

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


def timeline_of(
    found: Timeline,
    *,
    amended: Sequence[datetime.date] = (),
    suspended: Sequence[Suspension] = (),
) -> Drawing:
    """The terms from a year before the day asked up to the end of the last one told, with the
    amendments and the suspensions that fall there."""
    window = _window(found)
    drawn = [term for term in found.terms if term.end is None or term.end >= window.first]
    spans = [span_of(term, window) for term in drawn]
    spans += [_pause(one, window) for one in suspended if _overlaps(one, window)]
    return Drawing(
        spans=tuple(spans),
        marks=(*_marks(found, window), *_amendments(amended, window)),
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


def _overlaps(one: Suspension, window: Window) -> bool:
    return one.start <= window.last and one.end >= window.first


def _pause(one: Suspension, window: Window) -> Span:
    left, right = window.at(max(one.start, window.first)), window.at(one.end + DAY)
    words = {"start": formats.day(one.start), "end": formats.day(one.end)}
    return Span(
        kind="suspended",
        left=left,
        width=round(max(right - left, 0.5), 2),
        text=gettext("Suspendu du %(start)s au %(end)s.") % words,
    )


def _amendments(days: Sequence[datetime.date], window: Window) -> Iterator[Mark]:
    for day in days:
        if window.holds(day):
            text = gettext("Avenant, le %(day)s.") % {"day": formats.day(day)}
            yield Mark(kind="amended", at=window.at(day), text=text)


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
