"""Which periods of a cycle should have begun. Pure: the day is given."""

from collections.abc import Collection
from datetime import date

from timonerie.domains.contracts.rules import occurrences
from timonerie.domains.reporting.cycle_enums import Rhythm

Period = tuple[date, date]


def begun(rhythm: str, *, start: date, today: date) -> list[Period]:
    """Every period from the one that holds `start` to the one that holds `today`, in order: first
    and last days, both included. None before `start`, nor for what comes with events."""
    if rhythm == Rhythm.EVENT or today < start:
        return []
    return list(occurrences.periods(rhythm, first=start, last=today))


def missing(rhythm: str, *, start: date, today: date, known: Collection[date]) -> list[Period]:
    """Those begun that nothing was opened for; `known` are the first days of the others."""
    return [one for one in begun(rhythm, start=start, today=today) if one[0] not in known]
