"""Which reminder a report calls for on a day: only the last step that was reached, so that nothing
is sent twice after a stop. Pure."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from timonerie.domains.reporting.report_enums import Rung
from timonerie.domains.reporting.rules import report_lives
from timonerie.domains.reporting.rules.report_lives import Deadline, Life, Move
from timonerie.engine import working_days
from timonerie.engine.working_days import Worked

BEFORE, AFTER = 2, 5
"""Working days before the day, and after the last day of grace."""
ORDER: Final = (Rung.BEFORE, Rung.DAY, Rung.GRACE, Rung.AFTER)


def days(stands: Deadline, *, worked: Worked) -> dict[Rung, date]:
    """The day of each step. Where nothing is given in grace, the end of grace is the day after:
    the same day is not told twice."""
    grace = stands.late_after
    if grace <= stands.due:
        grace = working_days.shifted(stands.due, 1, worked=worked)
    return {
        Rung.BEFORE: working_days.shifted(stands.due, -BEFORE, worked=worked),
        Rung.DAY: stands.due,
        Rung.GRACE: grace,
        Rung.AFTER: working_days.shifted(stands.late_after, AFTER, worked=worked),
    }


def called(life: Life, *, sent: Collection[str], today: date, worked: Worked) -> Rung | None:
    """The step to take on a day; None where it came, where the client holds it, where as much was
    already said, and once it is too old to be asked for."""
    if life.outcome not in (None, Move.RETURNED) or report_lives.is_held(life):
        return None
    stands = report_lives.deadline(life, today=today, worked=worked)
    if today > stands.late_after + timedelta(days=report_lives.NEVER.days):
        return None
    reached = [rung for rung, day in days(stands, worked=worked).items() if day <= today]
    if not reached:
        return None
    last = max(reached, key=ORDER.index)
    said = max((ORDER.index(Rung(one)) for one in sent), default=-1)
    return last if ORDER.index(last) > said else None
