"""Closing a period freezes what was known: definitions, targets and calendars."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.performance.enums import PeriodState
from timonerie.domains.performance.models import Period
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


class NotOver(ValueError):
    """A period that has not ended cannot be closed."""


def close(*, by: Actor, at: datetime, kind: str, start: date) -> Period:
    """Close a period: a fact that comes later makes a new revision of its figures."""
    by.require("period.close")
    if periods.end_of(kind, start) > at.date():
        raise NotOver(_("Cette période n’est pas terminée : clôturez-la après son dernier jour."))
    return _set(by, at, kind, start, PeriodState.CLOSED, "period.close")


def reopen(*, by: Actor, at: datetime, kind: str, start: date) -> Period:
    """Open a period again: its figures follow the current definitions once more."""
    by.require("period.close")
    return _set(by, at, kind, start, PeriodState.OPEN, "period.reopen")


def _set(by: Actor, at: datetime, kind: str, start: date, state: PeriodState, act: str) -> Period:
    with transaction.atomic():
        period, _created = Period.objects.update_or_create(
            kind=kind,
            start=start,
            defaults={"state": state, "closed_at": at, "closed_by": by.name},
        )
        audit.record(
            by=by,
            at=at,
            act=act,
            kind="period",
            public_id=period.public_id,
            detail={"kind": kind, "start": start.isoformat()},
        )
    return period
