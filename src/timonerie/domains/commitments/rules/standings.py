"""Where a commitment stands on a day, from what was known of it that day."""

from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.commitments.enums import Outcome, Standing

OPEN = frozenset({Standing.OVERDUE, Standing.DUE, Standing.RUNNING})
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Again:
    """A new promise: the day on which it was said, the day it gives."""

    said_on: date
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a commitment. `promised_for` is the first promise, which nothing moves;
    `again` the others, in the order in which they were said."""

    made_on: date
    promised_for: date
    again: tuple[Again, ...] = ()
    outcome: str = Outcome.OPEN
    ended_on: date | None = None


def ended(facts: Facts, *, on: date) -> bool:
    return facts.ended_on is not None and facts.ended_on <= on


def repeats(facts: Facts, *, on: date) -> int:
    """How many times it was promised again by that day."""
    return sum(one.said_on <= on for one in facts.again)


def due(facts: Facts, *, on: date) -> date:
    """The last day promised by then: the first promise where there was no other."""
    told = [one.day for one in facts.again if one.said_on <= on]
    return told[-1] if told else facts.promised_for


def standing(facts: Facts, *, on: date) -> Standing:
    """A commitment is overdue from the day after the last day promised; kept on time is judged
    against the first one."""
    if ended(facts, on=on):
        return _outcome(facts)
    day = due(facts, on=on)
    if day < on:
        return Standing.OVERDUE
    return Standing.DUE if day <= _end_of_week(on) else Standing.RUNNING


def slippage(facts: Facts, *, on: date) -> int | None:
    """Days between the first promise and what happened, negative where it came before; what still
    runs counts up to the last day promised, or to this one once that is over. None where the
    commitment was dropped: nothing happened."""
    if ended(facts, on=on):
        assert facts.ended_on is not None
        dropped = facts.outcome == Outcome.DROPPED
        return None if dropped else (facts.ended_on - facts.promised_for).days
    last = due(facts, on=on)
    reached = on if last < on else last
    return (reached - facts.promised_for).days


def _outcome(facts: Facts) -> Standing:
    if facts.outcome != Outcome.KEPT:
        return Standing(facts.outcome)
    assert facts.ended_on is not None
    on_time = facts.ended_on <= facts.promised_for
    return Standing.KEPT_ON_TIME if on_time else Standing.KEPT_LATE


def _end_of_week(day: date) -> date:
    return day + timedelta(days=SUNDAY - day.weekday())
