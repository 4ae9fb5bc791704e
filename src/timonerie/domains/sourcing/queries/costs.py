"""The costs of an activity, as it is done, entrusted or taken back."""

from collections.abc import Iterable

from timonerie.domains.sourcing.enums import CostKind, CostSide, Recurrence
from timonerie.domains.sourcing.models import Activity, CostLine
from timonerie.domains.sourcing.rules.costs import Line


def lines(activity: Activity) -> list[CostLine]:
    """In the order in which they were said."""
    return list(activity.cost_lines.order_by("rank", "pk"))


def as_lines(rows: Iterable[CostLine]) -> list[Line]:
    """As the rules take them."""
    return [
        Line(
            side=CostSide(row.side),
            kind=CostKind(row.kind),
            low=row.low,
            high=row.high,
            recurrence=Recurrence(row.recurrence),
        )
        for row in rows
    ]
