"""Working days of a calendar, counted by whole days: « five working days after the month »."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from timonerie.engine.calendars import Calendar

#: Whether a day is worked.
Worked = Callable[[date], bool]
#: Monday to Friday but French public holidays: what is counted where no calendar applies.
USUAL = Calendar.from_dict(
    {
        "zone": "Europe/Paris",
        "country": "FR",
        "week": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "09:00", "close": "17:00"}],
    }
)
_MOST = 400
"""Days looked at before a calendar is said never to open again."""


def is_worked(calendar: Calendar, day: date) -> bool:
    """Whether a calendar opens on a day: exceptional openings first, then closures of the whole
    day, public holidays, the week."""
    if any(one.day == day for one in calendar.opened):
        return True
    if any(one.day == day and one.whole_day for one in calendar.closed):
        return False
    if day in calendar.holidays_of(day.year):
        return False
    return any(day.weekday() in hours.days for hours in calendar.week)


def shifted(day: date, count: int, *, worked: Worked) -> date:
    """`count` working days after a day, before it where negative; the day itself for none. Where
    nothing is worked for more than a year, the day that is as far."""
    step = timedelta(days=1 if count > 0 else -1)
    left, looked = abs(count), 0
    while left and looked < _MOST:
        day, looked = day + step, looked + 1
        left -= worked(day)
    return day


def on_or_before(day: date, *, worked: Worked) -> date:
    """The day, or the last working day before it."""
    return day if worked(day) else shifted(day, -1, worked=worked)


def day_of_month(month: date, day: int) -> date | None:
    """A day of the month of a date: -1 is the last, and a day past the end is the last too. None
    for what is no day of a month."""
    length = monthrange(month.year, month.month)[1]
    if day == -1 or day > length:
        return month.replace(day=length) if day <= 31 else None
    return month.replace(day=day) if day >= 1 else None
