"""The last day on which notice counts, and the day to decide by."""

from datetime import date, timedelta

from timonerie.domains.contracts.rules.chains import Run
from timonerie.domains.contracts.rules.clauses import Clauses
from timonerie.engine import public_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def notice_by(run: Run) -> date | None:
    """Notice before the end of the term, the end that is now its own; None where there is no end,
    where no notice is known, or where an amendment took the place of the term."""
    plain = before_shift(run)
    return None if plain is None else _shifted(plain, run.clauses)


def before_shift(run: Run) -> date | None:
    """The same day before any move to a working day."""
    if run.end is None or run.clauses.notice is None or run.is_cut:
        return None
    return run.clauses.notice.before(run.end)


def decide_by(run: Run, notice_day: date | None) -> date | None:
    """The day of notice less the preparation. Without notice, what ends by itself is still to be
    replaced: the end less the preparation, when one is asked."""
    preparation = run.clauses.preparation
    if notice_day is not None:
        return preparation.before(notice_day) if preparation else notice_day
    if run.end is None or run.is_cut or not preparation or run.renewal == "tacit":
        return None
    return preparation.before(run.end)


def is_working(day: date, clauses: Clauses) -> bool:
    """From Monday to Friday, public holidays of the country left out when one is given."""
    if day.weekday() >= SATURDAY:
        return False
    if clauses.country is None:
        return True
    return day not in public_holidays.named(clauses.country, clauses.subdivision, day.year)


def _shifted(day: date, clauses: Clauses) -> date:
    while clauses.business_day == "before" and not is_working(day, clauses):
        day -= ONE_DAY
    return day
