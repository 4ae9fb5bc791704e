"""Several counts of one company, in one question to the database."""

from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def together(**rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows each set has, by its name; each is narrowed by its own manager."""
    counted = {name: Coalesce(Subquery(_count(one)), 0) for name, one in rows.items()}
    company = Company.objects.filter(pk=current.current_id())
    answer: dict[str, int] = company.values(**counted).get()  # type: ignore[assignment]
    return answer


def _count(rows: QuerySet[Any]) -> QuerySet[Any]:
    # An aggregate would group the rows by their key.
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    counted: QuerySet[Any] = rows.order_by().annotate(counted=count).values("counted")
    return counted
