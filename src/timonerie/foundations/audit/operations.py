"""Writing the trail: always inside the transaction of the act it records."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import chain
from timonerie.foundations.audit.models import Event, Head


def record(
    *,
    by: Actor,
    at: datetime,
    act: str,
    kind: str,
    public_id: object,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event to the company's chain.

    Raises:
        TransactionManagementError: outside a transaction, where the act and its trace could part.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record belongs inside a transaction")
    Head.objects.get_or_create(company_id=by.company_id)
    head = Head.objects.select_for_update().get(company_id=by.company_id)
    event = Event(
        company_id=by.company_id,
        seq=head.seq + 1,
        at=at,
        actor=by.name,
        user_id=by.user_id,
        act=act,
        object_kind=kind,
        object_id=str(public_id),
        detail=dict(detail or {}),
        previous_hash=head.hash,
    )
    event.hash = chain.seal(event)
    event.save(force_insert=True)
    head.seq, head.hash = event.seq, event.hash
    head.save()
    return event
