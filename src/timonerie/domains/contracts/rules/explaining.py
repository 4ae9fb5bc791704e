"""Why the dates of a timeline are what they are, as codes with what they speak of.

Told of the term that runs, or the next one, or the last: what it is, what happens at its end, the
last day of notice, the day to decide by. Everything here is a reading of the clauses, to be checked
by counsel where the law fills a silence.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from timonerie.domains.contracts.rules import deadlines
from timonerie.domains.contracts.rules.chains import ONE_DAY, Run
from timonerie.domains.contracts.rules.clauses import Clauses
from timonerie.domains.contracts.rules.lengths import Indefinite
from timonerie.domains.contracts.rules.timelines import Reason, Term, Timeline


def reasons(
    found: Timeline, runs: Sequence[Run], *, clauses: Clauses, given: date | None
) -> tuple[Reason, ...]:
    """In the order in which somebody reads them."""
    rank = _told(found)
    run, term = runs[rank], found.terms[rank]
    told = [*_changes(clauses, run), *_term(found, run, term)]
    if given is not None:
        told += _given(found, runs, given)
    elif found.current is None and found.status != "upcoming":
        told.append(Reason(found.status, {"end": term.end}))
    else:
        told += [*_end(run, term), *_notice(found, run, term), *_decision(found, run, term)]
    planned = clauses.notice_given
    if planned is not None and planned > found.on:
        told.append(Reason("notice_planned", {"day": planned}))
    return tuple(told)


def _told(found: Timeline) -> int:
    if found.current is not None:
        return found.current
    coming = (rank for rank, term in enumerate(found.terms) if term.start > found.on)
    return next(coming, len(found.terms) - 1)


def _changes(clauses: Clauses, run: Run) -> Iterator[Reason]:
    for each in sorted(clauses.amendments, key=lambda each: each.on):
        if run.end is None or each.on <= run.end:
            yield Reason("amended", {"day": each.on, "fields": tuple(each.changes)})


def _term(found: Timeline, run: Run, term: Term) -> Iterator[Reason]:
    about = {"start": term.start, "end": term.end, "length": run.length, "times": run.times}
    if found.status == "upcoming":
        yield Reason("upcoming", {"start": term.start})
    if isinstance(run.length, Indefinite):
        yield Reason("open" if run.is_firm else "renewed_openly", about)
    else:
        yield Reason("firm" if run.is_firm else "renewed", about)
    if run.suspended_days:
        yield Reason("suspended", {"days": run.suspended_days, "end": term.end})
    if run.is_cut:
        yield Reason("cut", {"end": term.end})


def _given(found: Timeline, runs: Sequence[Run], given: date) -> Iterator[Reason]:
    """In time, too late for the term it fell in, or for what has no end."""
    last, term = runs[-1], found.terms[-1]
    if isinstance(last.length, Indefinite):
        code = "notice_open" if term.end else "notice_unknown"
        yield Reason(code, {"day": given, "length": last.clauses.notice, "end": term.end})
    elif missed := _missed(found, given):
        about = {"day": given, "last_day": missed.notice_by, "missed": missed.end, "end": term.end}
        yield Reason("notice_late", about)
    else:
        about = {"day": given, "last_day": term.notice_by, "end": term.end}
        yield Reason("notice_given", about)
    if found.status == "ended":
        yield Reason("ended", {"end": term.end})


def _missed(found: Timeline, given: date) -> Term | None:
    fell_in = (term for term in found.terms[:-1] if term.notice_by and term.notice_by < given)
    return next((term for term in fell_in if term.end and given <= term.end), None)


def _end(run: Run, term: Term) -> Iterator[Reason]:
    """What happens on the day after the last one."""
    if term.end is None or run.is_cut:
        return
    clauses = run.clauses
    about = {"end": term.end, "start": term.end + ONE_DAY, "length": clauses.renewal_length}
    if clauses.renewal != "tacit":
        codes = {"express": "express", "none": "stops", "": "renewal_unknown"}
        yield Reason(codes[clauses.renewal], about)
    elif run.renewal == "none":
        yield Reason("last_renewal", {"end": term.end, "times": clauses.renewals})
    elif clauses.renewal_length is None:
        yield Reason("renews_assumed", {**about, "length": clauses.firm})
    else:
        openly = isinstance(clauses.renewal_length, Indefinite)
        yield Reason("renews_openly" if openly else "renews", about)


def _notice(found: Timeline, run: Run, term: Term) -> Iterator[Reason]:
    notice, clauses = run.clauses.notice, run.clauses
    if run.is_cut:
        return
    if notice is None:
        if term.end is None or run.renewal == "tacit":
            yield Reason("notice_missing")
        return
    if term.end is None:
        yield Reason("any_time", {"length": notice, "counts": clauses.notice_counts})
        return
    about = {"day": term.notice_by, "end": term.end, "length": notice}
    yield Reason("notice", {**about, "counts": clauses.notice_counts, "renewal": run.renewal})
    plain = deadlines.before_shift(run)
    if plain != term.notice_by:
        yield Reason("shifted", {"day": term.notice_by, "plain": plain})
    if term.notice_by and term.notice_by < found.on and run.renewal == "tacit":
        yield from _passed(found, term)


def _passed(found: Timeline, term: Term) -> Iterator[Reason]:
    following = found.terms[-1]
    if following is term:
        return
    about = {"day": term.notice_by, "start": following.start, "next": following.notice_by}
    yield Reason("missed", about)


def _decision(found: Timeline, run: Run, term: Term) -> Iterator[Reason]:
    preparation = run.clauses.preparation
    if not term.decide_by or not preparation:
        return
    about = {"day": term.decide_by, "length": preparation}
    yield Reason("decide", about)
    if term.decide_by < found.on <= (term.notice_by or term.end or found.on):
        yield Reason("decide_passed", about)
