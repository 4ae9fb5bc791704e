"""What may be promised, and what may be said of a promise."""

from datetime import date, timedelta
from enum import StrEnum

from timonerie.domains.commitments.enums import Outcome
from timonerie.domains.commitments.rules.standings import Facts, due

FURTHEST = timedelta(days=3660)
"""Ten years: further away, somebody mistook the year."""


class Fault(StrEnum):
    """Why a promise, or what is said of one, cannot stand."""

    ENDED = "ended"
    TOO_FAR = "too_far"
    NOT_LATER = "not_later"
    PAST = "past"
    TO_COME = "to_come"
    BEFORE_PROMISE = "before_promise"


def first_fault(*, made_on: date, promised_for: date, today: date) -> Fault | None:
    """What is wrong with a first promise; one that is told afterwards may already be over."""
    if made_on > today:
        return Fault.TO_COME
    if promised_for < made_on:
        return Fault.BEFORE_PROMISE
    return Fault.TOO_FAR if promised_for - made_on > FURTHEST else None


def again_fault(facts: Facts, *, day: date, today: date) -> Fault | None:
    """What is wrong with another promise, said today: it comes after the last one, and nobody
    promises for a day that is over."""
    if facts.outcome != Outcome.OPEN:
        return Fault.ENDED
    if day < today:
        return Fault.PAST
    if day <= due(facts, on=today):
        return Fault.NOT_LATER
    return Fault.TOO_FAR if day - today > FURTHEST else None


def end_fault(facts: Facts, *, ended_on: date, today: date) -> Fault | None:
    """What is wrong with saying what became of it."""
    if facts.outcome != Outcome.OPEN:
        return Fault.ENDED
    if ended_on > today:
        return Fault.TO_COME
    return Fault.BEFORE_PROMISE if ended_on < facts.made_on else None
