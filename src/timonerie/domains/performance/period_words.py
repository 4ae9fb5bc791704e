"""Periods as readers name them."""

from datetime import date

from babel.dates import format_date
from django.utils.translation import gettext as _

from timonerie.engine import periods
from timonerie.foundations.wording import formats


def label(kind: str, start: date) -> str:
    """ "mars 2026", "semaine du 2 mars 2026", "janvier à mars 2026", "année 2026"."""
    if kind == "month":
        return format_date(start, "MMMM y", formats.locale())
    if kind == "week":
        return _("semaine du %(day)s") % {"day": formats.day(start)}
    last = date.fromordinal(periods.end_of(kind, start).toordinal() - 1)
    if kind == "year" and start.month == 1:
        return _("année %(year)s") % {"year": start.year}
    return _("%(first)s à %(last)s") % {
        "first": format_date(
            start, "MMMM" if start.year == last.year else "MMMM y", formats.locale()
        ),
        "last": format_date(last, "MMMM y", formats.locale()),
    }
