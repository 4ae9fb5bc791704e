"""Which stored figures were corrected after their period was closed."""

from datetime import date, datetime

from django.db.models import Count, QuerySet

from timonerie.domains.performance.models import Result, Series


def corrected(series: "QuerySet[Series]", *, kind: str, since: datetime) -> dict[date, int]:
    """How many current figures of some series were corrected since an instant, by period."""
    rows = (
        Result.objects.current()
        .filter(period_kind=kind, revision__gt=1, computed_at__gte=since, series__in=series)
        .order_by()
        .values_list("period_start")
        .annotate(count=Count("pk"))
    )
    return dict(rows)
