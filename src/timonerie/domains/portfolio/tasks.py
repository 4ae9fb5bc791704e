"""Background entry points of the portfolio."""

import logging
from typing import Any

from django.utils import timezone
from django_q.models import Schedule

from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.operations import following

logger = logging.getLogger(__name__)

REFRESH = "portfolio.refresh"


def refresh_all() -> None:
    """Ask again for every followed summary, each by itself: one that fails holds back no other."""
    rows = FollowedSummary.objects.exclude(address="").exclude(fault=Fault.WITHDRAWN)
    for followed in rows.order_by("checked_at"):
        try:
            following.refresh(followed=followed, at=timezone.now())
        except Exception:
            logger.exception("followed summary %s was not refreshed", followed.public_id)


def plan(**_signal: Any) -> None:
    """Every hour from now on; said again at each migration, it stays one line."""
    Schedule.objects.get_or_create(
        name=REFRESH,
        defaults={
            "func": f"{refresh_all.__module__}.{refresh_all.__name__}",
            "schedule_type": Schedule.HOURLY,
            "repeats": -1,
        },
    )
