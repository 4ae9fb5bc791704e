"""Closing a period freezes what was known: definitions, targets and calendars."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.enums import PeriodState
from timonerie.domains.performance.models import Period
from timonerie.domains.performance.operations import refreshing
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


class NotOver(Refused):
    """A period that has not ended cannot be closed."""


class NotClosed(Refused):
    """Only a closed period can be opened again."""


def close(*, by: Actor, at: datetime, kind: str, start: date) -> Period:
    """Close a period: a fact that comes later makes a new revision of its figures. One that is
    closed already keeps the instant of its closing, and what was known then."""
    by.require("period.close")
    if periods.end_of(kind, start) > at.date():
        raise NotOver(_("Cette période n’est pas terminée : clôturez-la après son dernier jour."))
    closed = _closed(kind, start)
    return closed or _set(by, at, kind, start, PeriodState.CLOSED, "period.close")


def reopen(*, by: Actor, at: datetime, kind: str, start: date, reason: str = "") -> Period:
    """Open a period again: its figures follow the current definitions, computed in the background.

    Raises:
        NotClosed: nobody closed it, or somebody opened it since.
    """
    by.require("period.close")
    if _closed(kind, start) is None:
        raise NotClosed(_("Cette période n’est pas clôturée : il n’y a rien à rouvrir."))
    with transaction.atomic():
        period = _set(by, at, kind, start, PeriodState.OPEN, "period.reopen", reason=reason)
        refreshing.ask(by=by, at=at)
    return period


def _closed(kind: str, start: date) -> Period | None:
    return Period.objects.filter(kind=kind, start=start, state=PeriodState.CLOSED).first()


def _set(
    by: Actor, at: datetime, kind: str, start: date, state: PeriodState, act: str, **told: str
) -> Period:
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
            detail={"kind": kind, "start": start.isoformat(), **told},
        )
    return period
