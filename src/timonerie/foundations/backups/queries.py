"""What is known of the backups and of the restorations."""

from datetime import datetime

from timonerie.foundations.backups import folders, retention
from timonerie.foundations.backups.models import Restoration


def last_backup() -> datetime | None:
    """When the newest backup of the usual folder was taken."""
    found = retention.listed(folders.backups())
    return found[0][0] if found else None


def waiting() -> list[Restoration]:
    """The restorations of the current company that nobody confirmed, newest first."""
    return list(Restoration.objects.filter(confirmed_at=None).order_by("-restored_at"))
