"""A month as a reader writes it, and the months before one."""

from datetime import date

from babel.dates import format_date

from timonerie.foundations.wording import formats


def month_label(start: date) -> str:
    """ "octobre 2026"."""
    return format_date(start, "MMMM y", formats.locale())


def short_label(start: date) -> str:
    """ "oct. 26"."""
    return format_date(start, "MMM yy", formats.locale())


def months_before(start: date, count: int) -> list[date]:
    """`count` months ended by `start`, oldest first."""
    found = [start]
    while len(found) < count:
        before = date.fromordinal(found[0].toordinal() - 1)
        found.insert(0, before.replace(day=1))
    return found
