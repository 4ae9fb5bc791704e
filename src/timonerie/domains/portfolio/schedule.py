"""When the portfolio asks other instances again; said without loading what does it."""

from typing import Any

from django_q.models import Schedule

REFRESH = "portfolio.refresh"


def plan(**_signal: Any) -> None:
    """Every hour from now on; said again at each migration, it stays one line."""
    Schedule.objects.get_or_create(
        name=REFRESH,
        defaults={
            "func": "timonerie.domains.portfolio.tasks.refresh_all",
            "schedule_type": Schedule.HOURLY,
            "repeats": -1,
        },
    )
