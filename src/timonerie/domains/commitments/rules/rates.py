"""What share of the promises that ended over a period were kept on time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timonerie.domains.commitments.enums import Standing
from timonerie.domains.commitments.rules.standings import OPEN, Facts, standing

LEAST = 3
"""Promises that ended, below which a share says nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts of promises: what ended over the period, by how, and what ran at its end, `overdue`
    among it. What was dropped by agreement is told, and is not in the share."""

    on_time: int = 0
    late: int = 0
    missed: int = 0
    dropped: int = 0
    running: int = 0
    overdue: int = 0

    @property
    def ended(self) -> int:
        """The denominator: kept on time, kept late, or missed."""
        return self.on_time + self.late + self.missed

    @property
    def share(self) -> float | None:
        """Kept on time among those that ended, from 0 to 1; None where they are too few."""
        return self.on_time / self.ended if self.ended >= LEAST else None

    @property
    def is_empty(self) -> bool:
        return not (self.ended or self.dropped or self.running)


def rate(known: Iterable[Facts], *, start: date, end: date) -> Rate:
    """Of the promises known on the last day of a period, both days included: what is said after it
    changes nothing of it."""
    told = [_counted(one, start, end) for one in known if one.made_on <= end]
    return Rate(
        on_time=told.count(Standing.KEPT_ON_TIME),
        late=told.count(Standing.KEPT_LATE),
        missed=told.count(Standing.MISSED),
        dropped=told.count(Standing.DROPPED),
        running=sum(one in OPEN for one in told),
        overdue=told.count(Standing.OVERDUE),
    )


def _counted(facts: Facts, start: date, end: date) -> Standing | None:
    """None for what was over before the period."""
    found = standing(facts, on=end)
    if found in OPEN:
        return found
    assert facts.ended_on is not None
    return found if facts.ended_on >= start else None
