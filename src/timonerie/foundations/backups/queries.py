"""What is known of the backups and of the restorations."""

from datetime import datetime

from django.db.models import Max, QuerySet

from timonerie.foundations.backups import folders, retention
from timonerie.foundations.backups.models import Restoration
from timonerie.foundations.scope import current


def last_backup() -> datetime | None:
    """When the newest backup of the usual folder was taken."""
    found = retention.listed(folders.backups())
    return found[0][0] if found else None


def last_restoration() -> datetime | None:
    """When the instance last came back from a backup."""
    with current.unscoped():
        last: datetime | None = Restoration.objects.aggregate(last=Max("restored_at"))["last"]
    return last


def waiting() -> QuerySet[Restoration]:
    """The restorations of the current company that nobody confirmed, newest first."""
    rows: QuerySet[Restoration] = Restoration.objects.filter(confirmed_at=None)
    return rows.order_by("-restored_at")
