"""Where a report stands at an instant. Pure: what happened and which days are worked are given.

The clock stops while the client holds it: from the day a report is handed in until it is judged or
asked about, and from the day its author asks us something until we answer. The days it was held are
given back: the deadline moves by as many, and to the next working day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from timonerie.domains.reporting.report_enums import ReportState
from timonerie.engine import working_days
from timonerie.engine.working_days import Worked

NEVER: Final = timedelta(days=30)
"""After the last day of grace, a report that did not come will not."""


class Move(StrEnum):
    """What happens to a report. `ASKED` is our question, `REPLIED` their answer; `WANTED` is what
    its author asks us, `GIVEN` our answer. `REOPENED` takes the last judgement back."""

    FILED = "filed"
    RETURNED = "returned"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    IDLE = "idle"
    REOPENED = "reopened"
    ASKED = "asked"
    REPLIED = "replied"
    WANTED = "wanted"
    GIVEN = "given"


_OUTCOMES: Final = frozenset(
    {Move.FILED, Move.RETURNED, Move.REFUSED, Move.ACCEPTED, Move.IDLE, Move.REOPENED}
)


@dataclass(frozen=True)
class Moved:
    """`day` is the day it counts for: a report may be said to have come earlier than it is
    noted."""

    kind: Move
    at: datetime
    day: date


@dataclass(frozen=True)
class Life:
    """`moves` in their order."""

    due: date
    late_after: date
    moves: tuple[Moved, ...] = ()

    def until(self, at: datetime) -> "Life":
        """What was known at an instant."""
        return Life(self.due, self.late_after, tuple(one for one in self.moves if one.at <= at))

    @property
    def filings(self) -> int:
        return sum(one.kind is Move.FILED for one in self.moves)

    @property
    def outcome(self) -> Move | None:
        """The last thing that was done of it, a judgement taken back being none."""
        done = [one.kind for one in self.moves if one.kind in _OUTCOMES]
        if not done:
            return None
        if done[-1] is Move.REOPENED:
            return Move.RETURNED if self.filings else None
        return done[-1]


@dataclass(frozen=True)
class Deadline:
    """The days once those that the client held are given back; `held` counts these."""

    due: date
    late_after: date
    held: int


def state(life: Life, *, at: datetime, today: date, worked: Worked) -> ReportState:
    """Exactly one at each instant; `today` is the day of `at` where the report is owed."""
    known = life.until(at)
    match known.outcome:
        case None:
            return _awaited(deadline(known, today=today, worked=worked), today)
        case Move.RETURNED:
            return ReportState.TO_CORRECT
        case Move.REFUSED:
            return ReportState.REFUSED
        case Move.IDLE:
            return ReportState.IDLE
    if known.filings > 1:
        return ReportState.CORRECTED
    came = punctuality(known, worked=worked)
    assert came is not None
    return came


def is_held(life: Life) -> bool:
    """Whether the client holds it, after all that happened."""
    waits, asks = _holding(life.moves)
    return waits or asks


def is_wanted(life: Life) -> bool:
    """Whether a question of its author waits for our answer."""
    return _holding(life.moves)[1]


def is_asked(life: Life) -> bool:
    """Whether a question of ours waits for an answer."""
    asked = False
    for one in life.moves:
        if one.kind is Move.ASKED:
            asked = True
        elif one.kind in {Move.REPLIED, Move.FILED} or one.kind in _OUTCOMES:
            asked = False
    return asked


def deadline(life: Life, *, today: date, worked: Worked) -> Deadline:
    """Where the deadline stands on a day, what was held until then given back."""
    held = held_days(life.moves, today=today)
    return Deadline(_moved(life.due, held, worked), _moved(life.late_after, held, worked), held)


def held_days(moves: Sequence[Moved], *, today: date) -> int:
    """Days, of the calendar, during which the client held it."""
    total, since = 0, None
    for rank, one in enumerate(moves):
        held = any(_holding(moves[: rank + 1]))
        if held and since is None:
            since = one.day
        elif not held and since is not None:
            total += max(0, (one.day - since).days)
            since = None
    return total + (max(0, (today - since).days) if since is not None else 0)


def punctuality(life: Life, *, worked: Worked) -> ReportState | None:
    """How its first version came; None for none. A judgement does not change it."""
    came = first_come(life, worked=worked)
    return None if came is None else _came(*came)


def first_come(life: Life, *, worked: Worked) -> tuple[date, Deadline] | None:
    """The day of its first version, and the deadline as it stood then; None for none."""
    for rank, one in enumerate(life.moves):
        if one.kind is Move.FILED:
            before = Life(life.due, life.late_after, life.moves[:rank])
            return one.day, deadline(before, today=one.day, worked=worked)
    return None


def is_late(life: Life, *, today: date, worked: Worked) -> bool:
    """Whether who owes it is late on a day: it did not come, or its correction did not."""
    if life.outcome not in (None, Move.RETURNED):
        return False
    return today > deadline(life, today=today, worked=worked).late_after


def days_late(life: Life, *, today: date, worked: Worked) -> int:
    """Days, of the calendar, past the last day of grace; 0 before, and once it came."""
    if not is_late(life, today=today, worked=worked):
        return 0
    return (today - deadline(life, today=today, worked=worked).late_after).days


def _awaited(stands: Deadline, today: date) -> ReportState:
    if today < stands.due:
        return ReportState.UPCOMING
    if today == stands.due:
        return ReportState.DUE
    if today <= stands.late_after:
        return ReportState.IN_GRACE
    return ReportState.LATE if today <= stands.late_after + NEVER else ReportState.MISSING


def _came(day: date, stands: Deadline) -> ReportState:
    if day <= stands.due:
        return ReportState.ON_TIME
    return ReportState.KEPT_GRACE if day <= stands.late_after else ReportState.CAME_LATE


def _moved(day: date, held: int, worked: Worked) -> date:
    moved = day + timedelta(days=held)
    return moved if not held or worked(moved) else working_days.shifted(moved, 1, worked=worked)


def _holding(moves: Iterable[Moved]) -> tuple[bool, bool]:
    """Whether a version waits for us, and whether a question of its author does."""
    waits = asks = False
    for one in moves:
        match one.kind:
            case Move.FILED:
                waits, asks = True, False
            case Move.REPLIED:
                waits = True
            case Move.ASKED:
                waits = False
            case Move.WANTED:
                asks = True
            case Move.GIVEN:
                asks = False
            case _:
                waits = asks = False
    return waits, asks
