"""The rules of promises, whatever the days: the first one never moves, what runs is never kept."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.commitments.enums import Outcome, Standing
from timonerie.domains.commitments.rules import promising, rates, standings
from timonerie.domains.commitments.rules.promising import Fault
from timonerie.domains.commitments.rules.standings import OPEN, Again, Facts

START = date(2026, 1, 5)
MONDAY = date(2026, 3, 2)
days = st.integers(0, 400).map(lambda n: START + timedelta(days=n))


@st.composite
def lived(draw: st.DrawFn) -> Facts:
    """A commitment as the operations let it live: only what the rules do not refuse."""
    made_on = draw(days)
    facts = Facts(made_on=made_on, promised_for=made_on + timedelta(days=draw(st.integers(0, 90))))
    for _again in range(draw(st.integers(0, 4))):
        last = facts.again[-1].said_on if facts.again else made_on
        said_on = last + timedelta(days=draw(st.integers(0, 40)))
        day = said_on + timedelta(days=draw(st.integers(-10, 60)))
        if promising.again_fault(facts, day=day, today=said_on) is None:
            facts = replace(facts, again=(*facts.again, Again(said_on, day)))
    outcome = draw(st.sampled_from(Outcome.values))
    if outcome == Outcome.OPEN:
        return facts
    last = facts.again[-1].said_on if facts.again else made_on
    ended_on = last + timedelta(days=draw(st.integers(0, 120)))
    assert promising.end_fault(facts, ended_on=ended_on, today=ended_on) is None
    return replace(facts, outcome=outcome, ended_on=ended_on)


@given(lived(), days)
def test_promises_only_move_later_and_the_first_one_stands(facts: Facts, on: date) -> None:
    told = [facts.promised_for, *(one.day for one in facts.again)]
    assert told == sorted(set(told))
    said = [one.said_on for one in facts.again]
    assert said == sorted(said)
    assert standings.due(facts, on=on) in told
    alone = replace(facts, again=())
    if standings.ended(facts, on=on):
        # Promising again changes neither what was late nor by how much.
        assert standings.standing(facts, on=on) == standings.standing(alone, on=on)
        assert standings.slippage(facts, on=on) == standings.slippage(alone, on=on)


@given(lived(), days)
def test_it_stands_somewhere_every_day(facts: Facts, on: date) -> None:
    found, due = standings.standing(facts, on=on), standings.due(facts, on=on)
    assert (found in OPEN) == (not standings.ended(facts, on=on))
    if found in OPEN:
        assert (found == Standing.OVERDUE) == (due < on)
    if found == Standing.KEPT_ON_TIME:
        assert facts.ended_on is not None
        assert facts.ended_on <= facts.promised_for
    gap = standings.slippage(facts, on=on)
    assert (gap is None) == (found == Standing.DROPPED)
    if found == Standing.KEPT_LATE:
        assert gap is not None
        assert gap > 0


@given(st.lists(lived(), max_size=12), days, st.integers(0, 200))
def test_a_rate_never_counts_what_runs(known: list[Facts], start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = rates.rate(known, start=start, end=end)
    over = [one for one in known if one.ended_on and start <= one.ended_on <= end]
    kept = [one for one in over if one.outcome == Outcome.KEPT]
    assert found.on_time + found.late == len(kept)
    assert found.ended + found.dropped == len(over)
    assert found.on_time <= found.ended
    assert found.overdue <= found.running
    assert (found.share is None) == (found.ended < rates.LEAST)
    # One that still runs moves what is told of it, and never the share.
    running = Facts(made_on=start, promised_for=start)
    more = rates.rate([*known, running], start=start, end=end)
    assert (more.ended, more.share) == (found.ended, found.share)
    assert more.running == found.running + 1


def facts(*again: tuple[int, int], outcome: str = Outcome.OPEN, ended: int | None = None) -> Facts:
    """Made on Monday 2 March 2026 for the Friday; numbers are days from the Monday."""

    def at(days: int) -> date:
        return MONDAY + timedelta(days=days)

    told = tuple(Again(at(said), at(day)) for said, day in again)
    last = None if ended is None else at(ended)
    return Facts(MONDAY, at(4), again=told, outcome=outcome, ended_on=last)


def test_it_is_due_until_the_sunday_and_overdue_the_next_day() -> None:
    def on(days: int, one: Facts) -> Standing:
        return standings.standing(one, on=MONDAY + timedelta(days=days))

    one = facts((3, 14))
    assert [on(day, one) for day in (0, 3, 7, 14, 15)] == [
        Standing.DUE,
        Standing.RUNNING,
        Standing.RUNNING,
        Standing.DUE,
        Standing.OVERDUE,
    ]
    assert on(5, facts()) == Standing.OVERDUE


def test_kept_on_the_second_date_is_kept_late() -> None:
    kept = facts((3, 14), outcome=Outcome.KEPT, ended=14)
    assert standings.standing(kept, on=MONDAY + timedelta(days=14)) == Standing.KEPT_LATE
    assert standings.slippage(kept, on=MONDAY + timedelta(days=14)) == 10
    # The day before, it still ran: nobody knew.
    assert standings.standing(kept, on=MONDAY + timedelta(days=13)) == Standing.RUNNING
    early = facts(outcome=Outcome.KEPT, ended=1)
    assert standings.slippage(early, on=MONDAY + timedelta(days=1)) == -3


def test_what_runs_slips_up_to_its_last_date_then_up_to_today() -> None:
    one = facts((3, 14))
    gaps = [standings.slippage(one, on=MONDAY + timedelta(days=day)) for day in (0, 3, 14, 20)]
    assert gaps == [0, 10, 10, 16]


def test_two_that_ended_are_too_few_for_a_rate() -> None:
    kept, missed = facts(outcome=Outcome.KEPT, ended=2), facts(outcome=Outcome.MISSED, ended=6)
    year = {"start": MONDAY, "end": MONDAY + timedelta(days=30)}
    assert rates.rate([kept, missed], **year).share is None
    found = rates.rate([kept, kept, missed, facts(outcome=Outcome.DROPPED, ended=9)], **year)
    assert (found.share, found.on_time, found.ended, found.dropped) == (2 / 3, 2, 3, 1)


def test_faults_are_told_apart() -> None:
    one, today = facts(), MONDAY
    assert promising.again_fault(one, day=MONDAY - timedelta(days=1), today=today) == Fault.PAST
    assert promising.again_fault(one, day=one.promised_for, today=today) == Fault.NOT_LATER
    assert promising.again_fault(one, day=date(2046, 1, 1), today=today) == Fault.TOO_FAR
    done = facts(outcome=Outcome.KEPT, ended=0)
    assert promising.again_fault(done, day=date(2026, 4, 1), today=today) == Fault.ENDED
    assert promising.end_fault(one, ended_on=date(2026, 3, 3), today=today) == Fault.TO_COME
    assert promising.end_fault(one, ended_on=date(2026, 3, 1), today=today) == Fault.BEFORE_PROMISE
