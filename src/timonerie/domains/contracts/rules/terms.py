"""The terms of a contract, one after the other, and the last day to leave each of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from timonerie.domains.contracts.rules import chains, deadlines, explaining
from timonerie.domains.contracts.rules.chains import Run
from timonerie.domains.contracts.rules.clauses import Amendment, Clauses, Suspension
from timonerie.domains.contracts.rules.timelines import Reason, Status, Term, Timeline

__all__ = ["Amendment", "Clauses", "Reason", "Status", "Suspension", "Term", "Timeline", "timeline"]


def timeline(clauses: Clauses, *, on: date) -> Timeline:
    """The terms known on a day.

    A notice given after the last day for a term counts for the first one that it is in time for;
    one that is dated after `on` is told, and changes nothing yet. Raises OverflowError when a term
    goes past the year 9999.
    """
    given = _given(clauses, on)
    told = list(_up_to_next(clauses, given=given, on=on))
    runs, terms = [run for run, _ in told], [term for _, term in told]
    current = _current(terms, on)
    status = _status(runs, terms, current=current, given=given, on=on)
    found = Timeline(on, tuple(terms), current, status, ())
    reasons = explaining.reasons(found, runs, clauses=clauses, given=given)
    return replace(found, reasons=reasons)


def _given(clauses: Clauses, on: date) -> date | None:
    """The first notice that was given by that day, amendments included."""
    told = [
        clauses.notice_given,
        *(each.changes.get("notice_given") for each in clauses.amendments),
    ]
    return min((day for day in told if day and day <= on), default=None)


def _up_to_next(clauses: Clauses, *, given: date | None, on: date) -> Iterator[tuple[Run, Term]]:
    """Up to the term after the one of that day, or to the last one when notice was given: it may
    have come too late for several short terms."""
    for run in chains.walk(clauses):
        is_last = given is not None and _is_in_time(run, given)
        if is_last and given is not None and run.end is None:
            yield _left(run, given)
            return
        notice_day = deadlines.notice_by(run)
        decide_day = deadlines.decide_by(run, notice_day)
        yield run, Term(run.start, run.end, notice_day, decide_day, run.is_firm)
        if is_last or (given is None and run.start > on):
            return


def _is_in_time(run: Run, given: date) -> bool:
    if run.is_cut:
        return False
    return run.end is None or given <= (deadlines.notice_by(run) or run.end)


def _left(run: Run, given: date) -> tuple[Run, Term]:
    """What had no end ends when the notice is over; when no length of notice is known, nobody can
    say on which day. The day of the notice does not count (code de procédure civile, art. 641)."""
    notice = run.clauses.notice
    end = None if notice is None else max(notice.after(given), run.start)
    return replace(run, end=end), Term(run.start, end, None, None, run.is_firm)


def _current(terms: list[Term], on: date) -> int | None:
    running = (
        rank
        for rank, term in enumerate(terms)
        if term.start <= on and (term.end is None or on <= term.end)
    )
    return next(running, None)


def _status(
    runs: list[Run], terms: list[Term], *, current: int | None, given: date | None, on: date
) -> Status:
    if current is None:
        if terms[-1].start > on:
            return "upcoming"
        return "ended" if given or runs[-1].clauses.renewal else "unknown"
    if given is not None:
        return "notice_given"
    term = terms[current]
    return "firm" if term.is_firm and term.end is not None else "renewed"
