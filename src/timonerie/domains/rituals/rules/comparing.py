"""What was in an earlier export of an agenda, and is gone from a later one."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Days = tuple[date, date]


class Fate(StrEnum):
    """What becomes of a meeting that a later export no longer holds."""

    ASKED = "asked"
    RESCHEDULED = "rescheduled"
    UNTOLD = "untold"


@dataclass(frozen=True)
class Later:
    """A later export: the days it covers, those of what no rule repeats, the rituals that it still
    holds, and those of them whose pace is another."""

    days: Days | None
    singles: Days | None
    held: Set[int]
    repaced: Set[int]


@dataclass(frozen=True)
class Missing:
    """A meeting of an earlier export: `day` when it stood, `before` the day of that export."""

    pk: int
    ritual: int
    is_ruled: bool
    day: date
    before: date


def fates(missing: Iterable[Missing], later: Later) -> dict[int, Fate]:
    """By number of the meeting. It is asked about only within the days of both exports: a calendar
    says nothing of what stands outside its own. Where a whole series is gone, its past went with
    it: only what was still to come is asked about."""
    return {one.pk: _fate(one, later) for one in missing}


def _fate(one: Missing, later: Later) -> Fate:
    if one.ritual in later.repaced:
        return Fate.RESCHEDULED if one.day >= one.before else Fate.UNTOLD
    days = later.days if one.is_ruled else later.singles
    if days is None or not days[0] <= one.day <= days[1]:
        return Fate.UNTOLD
    if one.ritual not in later.held and one.day < one.before:
        return Fate.UNTOLD
    return Fate.ASKED
