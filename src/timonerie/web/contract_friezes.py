"""The terms of many contracts on one line of time: where each renews, and the days to decide by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.contracts.rules.timelines import Term, Timeline
from timonerie.foundations.wording import formats
from timonerie.web import contract_timelines, contract_words
from timonerie.web.contract_timelines import Mark, Span, Tick, Window

LENGTHS = (12, 24, 36)
"""Months that may be drawn."""
BEFORE = 1
"""Whole months before the one of today."""
MOST_TICKS = 12
LAST_TICK = 90.0
"""Per cent of the window after which a month would be written over the one before."""


@dataclass(frozen=True, kw_only=True)
class FriezeRow:
    """A contract inside the window; `text` says what is drawn. Without spans its dates are not
    known, and `text` says so."""

    one: DatedContract
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class Frieze:
    ticks: tuple[Tick, ...]
    today: float
    rows: tuple[FriezeRow, ...]


def of(found: Sequence[DatedContract], *, on: date, length: int) -> Frieze:
    """`length` months from the one before today on, in the order given."""
    first = _shifted(on.replace(day=1), -BEFORE)
    last = _shifted(first, length + BEFORE) - timedelta(days=1)
    window = Window(first, last)
    return Frieze(
        ticks=tuple(_ticks(window)),
        today=window.at(on),
        rows=tuple(_row(one, window, on) for one in found),
    )


def _row(one: DatedContract, window: Window, on: date) -> FriezeRow:
    far = queries.dates_of(one.contract, on=window.last).timeline
    near = one.dated.timeline
    if far is None or near is None:
        return FriezeRow(one=one, spans=(), marks=(), text=_("Dates à connaître."))
    # Notice that is given keeps its terms; what renews is followed to the end of the window.
    drawn = near if near.status in ("notice_given", "ended") else far
    terms = [term for term in drawn.terms if _is_in(term, window)]
    marks = [] if near.status in ("notice_given", "ended") else list(_marks(terms, window))
    spans = tuple(contract_timelines.span_of(term, window) for term in terms)
    return FriezeRow(one=one, spans=spans, marks=tuple(marks), text=_text(near, spans, marks, on))


def _is_in(term: Term, window: Window) -> bool:
    return term.start <= window.last and (term.end is None or term.end >= window.first)


def _marks(terms: Sequence[Term], window: Window) -> Iterator[Mark]:
    for term in terms:
        if term.decide_by and term.decide_by != term.notice_by and window.holds(term.decide_by):
            text = _("À décider avant le %(day)s.") % {"day": formats.day(term.decide_by)}
            yield Mark(kind="decide", at=window.at(term.decide_by), text=text)
        if term.notice_by and window.holds(term.notice_by):
            text = _("Dernier jour utile le %(day)s.") % {"day": formats.day(term.notice_by)}
            yield Mark(kind="notice", at=window.at(term.notice_by), text=text)


def _text(near: Timeline, spans: Sequence[Span], marks: Sequence[Mark], on: date) -> str:
    if not spans:
        day = near.terms[-1].end
        if day is not None and day < on:
            return _("Terminé le %(day)s.") % {"day": formats.day(day)}
        return _("Rien dans ces mois.")
    return " ".join([one.text for one in spans] + [one.text for one in marks])


def _ticks(window: Window) -> Iterator[Tick]:
    """The first days of some months, as « 01/2026 »."""
    count = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month + 1
    step = next(size for size in (1, 2, 3, 6) if count / size <= MOST_TICKS)
    for rank in range(0, count, step):
        month = _shifted(window.first, rank)
        at = window.at(month)
        if at < LAST_TICK:
            yield Tick(at=at, text=f"{month:%m/%Y}")


def decided_by(row: FriezeRow) -> str:
    """The next decision date in words; nothing without one."""
    day = row.one.decide_by
    return "" if day is None else formats.day(day, style="short")


def whose(row: FriezeRow) -> str:
    return contract_words.provider(row.one.contract)


def _shifted(month: date, count: int) -> date:
    """The first day of the month so many months later."""
    year, rank = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, rank + 1, 1)
