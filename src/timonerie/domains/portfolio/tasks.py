"""Background entry points of the portfolio."""

import logging

from django.utils import timezone

from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.operations import following

logger = logging.getLogger(__name__)


def refresh_all() -> None:
    """Ask again for every followed summary, each by itself: one that fails holds back no other."""
    rows = FollowedSummary.objects.exclude(address="").exclude(fault=Fault.WITHDRAWN)
    for followed in rows.order_by("checked_at"):
        try:
            following.refresh(followed=followed, at=timezone.now())
        except Exception:
            logger.exception("followed summary %s was not refreshed", followed.public_id)
