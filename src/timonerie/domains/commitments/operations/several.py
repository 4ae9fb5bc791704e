"""The promises ticked in a list: kept today, or opened again, all of them or none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments as operations
from timonerie.foundations.accounts.actors import Actor


def keep(*, by: Actor, at: datetime, commitments: Sequence[Commitment]) -> list[Commitment]:
    """Those that ran, kept on the day of `at`; what ended stays as it is. Raises Refused, Conflict,
    as `commitments.keep`."""
    by.require("commitment.write")
    running, today = [one for one in commitments if one.is_open], timezone.localdate(at)
    with transaction.atomic():
        for one in running:
            operations.keep(by=by, at=at, commitment=one, on=today)
    return running


def reopen(*, by: Actor, at: datetime, commitments: Sequence[Commitment]) -> None:
    """Undo what was said of their end. Raises Refused, Conflict, as `commitments.reopen`."""
    by.require("commitment.write")
    with transaction.atomic():
        for one in commitments:
            operations.reopen(by=by, at=at, commitment=one)
