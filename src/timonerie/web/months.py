"""The month a page is about: read in the address, the last one with figures by default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import definitions, progress
from timonerie.foundations.wording.months import month_label, months_before

HISTORY = 13


@dataclass(frozen=True)
class Month:
    """A month, the ones before it, and the switch at the top of the page."""

    start: date
    switch: Mapping[str, Any]
    known: Sequence[date] = ()
    """Every month with figures, newest first."""

    @property
    def label(self) -> str:
        return month_label(self.start)

    @property
    def history(self) -> list[date]:
        """Thirteen months ended by this one: the same month a year before comes first."""
        return months_before(self.start, HISTORY)


def chosen(request: HttpRequest, *, today: date) -> Month | None:
    """The month of the address (`?mois=2026-10-01` or `2026-10`); None before any figure.

    Raises:
        Http404: the address names no month.
    """
    asked = _asked(request.GET.get("mois"))
    last = progress.last_complete(kind="month", on=today)
    if last is None:
        return None
    start, known = asked or last, progress.periods_with_results(kind="month")
    return Month(start, _switch(request.GET, start, known), known)


def last(*, today: date) -> Month | None:
    """The month of a page whose address names none, without its switch."""
    start = progress.last_complete(kind="month", on=today)
    known = progress.periods_with_results(kind="month")
    return None if start is None else Month(start, {}, known)


def _asked(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01").replace(day=1)
    except ValueError:
        raise Http404(_("mois inconnu")) from None


def _switch(query: QueryDict, start: date, known: list[date]) -> dict[str, Any]:
    def url(month: date) -> str:
        copy = query.copy()
        copy["mois"] = f"{month:%Y-%m}"
        return f"?{copy.urlencode()}"

    before = [month for month in known if month < start]
    after = [month for month in known if month > start]
    closings = definitions.closings()
    return {
        "label": month_label(start),
        "is_closed": ("month", start) in closings,
        "previous_url": url(before[0]) if before else "",
        "next_url": url(after[-1]) if after else "",
        "choices": [
            {
                "label": month_label(month),
                "url": url(month),
                "current": month == start,
                "is_closed": ("month", month) in closings,
            }
            for month in known[:36]
        ],
    }
