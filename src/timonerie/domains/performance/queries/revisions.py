"""What stored figures were before they were corrected."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from timonerie.domains.performance.models import Result, Series


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as it was known from an instant on, with the version of its definition."""

    number: int
    value: float | None
    n: int
    computed_at: datetime
    definition: int


def of_figure(series: "QuerySet[Series]", *, kind: str, start: date) -> list[Known]:
    """What a figure was and is, the current one first."""
    rows = Result.objects.filter(series__in=series, period_kind=kind, period_start=start)
    columns = ("revision", "value", "n", "computed_at", "version__number")
    return [Known(*row) for row in rows.order_by("-revision").values_list(*columns)]
