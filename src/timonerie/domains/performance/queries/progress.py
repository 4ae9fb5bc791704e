"""How far the stored figures go: the streams they answer for, and their first and last periods."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from timonerie.domains.performance.models import Progress, Result
from timonerie.domains.performance.rules import Stream
from timonerie.engine import periods
from timonerie.foundations.scope.memory import once


@dataclass(frozen=True)
class Extent:
    """What stands in the progress of the company, and the ends of its figures of one kind."""

    streams: list[list[Any]]
    first: date | None = None
    last: date | None = None


def streams() -> list[Stream]:
    """What the stored figures expected."""
    return [Stream.from_json(one) for one in _extent("month").streams]


def periods_with_results(*, kind: str) -> list[date]:
    """Starts of the periods from the first that has a figure to the last, newest first: one in
    between that has none is a hole to show."""
    extent = _extent(kind)
    if extent.first is None or extent.last is None:
        return []
    starts = [extent.first]
    while starts[-1] < extent.last:
        starts.append(periods.end_of(kind, starts[-1]))
    return starts[::-1]


def last_complete(*, kind: str, on: date) -> date | None:
    """The last period with a figure that is over on a day, else the last one there is; None before
    any figure."""
    known = periods_with_results(kind=kind)
    ended = (one for one in known if periods.end_of(kind, one) <= on)
    return next(ended, known[0] if known else None)


@once
def _extent(kind: str) -> Extent:
    """One query that reads the two ends of an index, however many figures there are."""
    starts = Result.objects.current().filter(period_kind=kind)
    rows = Progress.objects.annotate(
        first=Subquery(starts.order_by("period_start").values("period_start")[:1]),
        last=Subquery(starts.order_by("-period_start").values("period_start")[:1]),
    )
    row = rows.values_list("streams", "first", "last").first()
    return Extent(*row) if row else Extent([])
