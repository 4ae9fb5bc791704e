"""The terms of a contract one after the other: firm, renewed, replaced by an amendment.

Whole lengths are counted from the first day they all stand on, never from a day that a short month
cut: monthly from 31 January gives 28 February, then 31 March. A suspension breaks that count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timonerie.domains.contracts.rules.clauses import Amendment, Clauses, Renewal, Suspension
from timonerie.domains.contracts.rules.lengths import Indefinite, Length

ONE_DAY = timedelta(days=1)
_ZERO = Length()


@dataclass(frozen=True, slots=True)
class Run:
    """A term, and the clauses in force on its last day. `times` counts the renewals that led to it;
    `suspended_days` pushed its end; `is_cut` when an amendment put another firm term in its place.
    """

    start: date
    end: date | None
    length: Length | Indefinite
    is_firm: bool
    times: int
    clauses: Clauses
    suspended_days: int = 0
    is_cut: bool = False

    @property
    def renewal(self) -> Renewal:
        """What happens at its end: nothing, once the last renewal is done."""
        most = self.clauses.renewals
        is_last = self.clauses.renewal == "tacit" and most is not None and self.times >= most
        return "none" if is_last else self.clauses.renewal


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a term begins, and from which day its whole lengths are counted."""

    start: date
    origin: date
    counted: Length
    length: Length | Indefinite
    is_firm: bool = True
    times: int = 0


@dataclass(frozen=True, slots=True)
class _Reach:
    """The last day of a term, and from which day the whole lengths after it are counted."""

    end: date | None
    origin: date
    counted: Length


def walk(clauses: Clauses) -> Iterator[Run]:
    """Every term, for as long as the contract renews. Amendments that are known count from their
    day on, whether that day is past or not. Raises OverflowError past the year 9999."""
    chain = _Chain(clauses)
    opening: _Opening | None = chain.first()
    while opening is not None:
        run, opening = chain.run(opening)
        yield run


class _Chain:
    """The clauses as amended so far, and the amendments still to come."""

    def __init__(self, clauses: Clauses) -> None:
        self.known = clauses
        # Taken from the end: of two of the same day, the first one said comes first.
        self.coming = sorted(clauses.amendments, key=lambda each: each.on)[::-1]
        self.suspensions = _merged(clauses.suspensions)
        self.is_first = True

    def first(self) -> _Opening:
        while self._take(until=self.known.start):
            pass
        return _firm(self.known.start, self.known.firm)

    def run(self, opening: _Opening) -> tuple[Run, _Opening | None]:
        """The term that begins there, and the beginning of the one after it."""
        before, reach = self.known, self._reach(opening)
        while amendment := self._take(until=reach.end):
            amended = self._amended(opening, amendment)
            if amended.start > opening.start:
                eve, self.is_first = amended.start - ONE_DAY, False
                return self._run(opening, eve, clauses=before, is_cut=True), amended
            opening, before, reach = amended, self.known, self._reach(amended)
        self.is_first = False
        run = self._run(opening, reach.end, clauses=self.known)
        return run, None if reach.end is None else self._following(opening, reach)

    def _take(self, *, until: date | None) -> Amendment | None:
        if not self.coming or (until is not None and self.coming[-1].on > until):
            return None
        amendment = self.coming.pop()
        self.known = replace(self.known, **amendment.changes)
        return amendment

    def _amended(self, opening: _Opening, amendment: Amendment) -> _Opening:
        """A firm length of an amendment counts from the start of the contract; when it would be
        over before the amendment, it can only be a new one, from the day of the amendment on. A new
        start never goes back over terms that are over."""
        start, firm = self.known.start, self.known.firm
        if "start" in amendment.changes and (start > opening.start or self.is_first):
            return _firm(start, firm)
        if not amendment.changes.keys() & {"start", "firm"}:
            return opening
        if isinstance(firm, Indefinite) or firm.after(start) > amendment.on:
            return replace(_firm(start, firm), start=opening.start)
        begins = max(amendment.on, opening.start)
        self.known = replace(self.known, start=begins)
        return _firm(begins, firm)

    def _run(
        self, opening: _Opening, end: date | None, *, clauses: Clauses, is_cut: bool = False
    ) -> Run:
        pushed = 0 if end is None else _suspended(self.suspensions, opening.start, end)
        return Run(
            opening.start, end, opening.length, opening.is_firm, opening.times, clauses,
            0 if is_cut else pushed, is_cut,
        )  # fmt: skip

    def _reach(self, opening: _Opening) -> _Reach:
        """Where a term ends, each suspended day pushing it by one, those that it pushed to too."""
        if isinstance(opening.length, Indefinite):
            return _Reach(None, opening.origin, opening.counted)
        beyond, origin, counted = _boundary(opening, opening.length)
        nominal = end = beyond - ONE_DAY
        while self.suspensions:
            pushed = nominal + timedelta(days=_suspended(self.suspensions, opening.start, end))
            if pushed == end:
                break
            end = pushed
        if end != nominal:
            origin, counted = end + ONE_DAY, _ZERO
        return _Reach(end, origin, counted)

    def _following(self, opening: _Opening, reach: _Reach) -> _Opening | None:
        """The next term: renewed tacitly, or a firm one of an amendment that comes later."""
        assert reach.end is not None
        left, start = self.known.renewals, reach.end + ONE_DAY
        if self.known.renewal != "tacit" or (left is not None and opening.times >= left):
            return self._revived(start)
        length = self.known.renewal_length or self.known.firm
        renewed = _Opening(start, reach.origin, reach.counted, length, False, opening.times + 1)
        while amendment := self._take(until=start):
            if not renewed.is_firm:
                length = self.known.renewal_length or self.known.firm
                renewed = replace(renewed, length=length)
            renewed = self._amended(renewed, amendment)
        return renewed

    def _revived(self, start: date) -> _Opening | None:
        nothing = _Opening(start, start, _ZERO, _ZERO)
        while amendment := self._take(until=None):
            opening = self._amended(nothing, amendment)
            if opening is not nothing:
                return replace(opening, start=max(start, opening.start))
        return None


def _firm(start: date, length: Length | Indefinite) -> _Opening:
    return _Opening(start, start, _ZERO, length)


def _boundary(opening: _Opening, length: Length) -> tuple[date, date, Length]:
    """The first day after the term, suspensions left out; the day its lengths are counted from, and
    what is counted by then. Months never follow days in one count: they would not commute."""
    origin, counted = opening.origin, opening.counted
    if length.months and (counted.weeks or counted.days):
        origin, counted = opening.start, _ZERO
    counted = counted + length
    return counted.after(origin), origin, counted


def _merged(suspensions: tuple[Suspension, ...]) -> tuple[Suspension, ...]:
    """The same days, each once."""
    merged: list[Suspension] = []
    for each in sorted(suspensions, key=lambda each: each.start):
        if merged and each.start <= merged[-1].end:
            merged[-1] = Suspension(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return tuple(merged)


def _suspended(suspensions: tuple[Suspension, ...], first: date, last: date) -> int:
    days = 0
    for each in suspensions:
        days += max(0, (min(each.end, last) - max(each.start, first)).days + 1)
    return days
