"""What a direction says of a restoration."""

from datetime import datetime

from django.db import transaction

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.backups.models import Restoration


def confirm(*, by: Actor, at: datetime, restoration: Restoration) -> None:
    """Say that what the restoration lost was looked at. The first to say so is kept."""
    by.require("user.write")
    with transaction.atomic():
        waiting = Restoration.objects.filter(pk=restoration.pk, confirmed_at=None)
        if waiting.update(confirmed_at=at, confirmed_by=by.name):
            audit.record(
                by=by,
                at=at,
                act="restoration.confirmed",
                kind="company",
                public_id=restoration.company.public_id,
                detail={"restoration": str(restoration.public_id)},
            )
