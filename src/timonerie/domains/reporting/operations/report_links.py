"""Links by which reports are answered without an account: made, made again, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import DueReport, ReportLink
from timonerie.domains.reporting.operations import report_checks as checks
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 45, 120
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: ReportLink
    token: str


def make(*, by: Actor, at: datetime, due: DueReport, recipient: str, days: int) -> Made:
    """Let who holds the link answer this report, and see nothing else. Raises Refused: no
    recipient, the time is out of bounds, no provider behind it."""
    by.require("report.judge")
    checks.require_reach(by, at=at, due=due)
    if due.provider_id is None:
        raise Refused(_("Un site répond par son compte : ce rapport n’a pas de prestataire."))
    recipient = " ".join(recipient.split())
    if not recipient or len(recipient) > 150:
        raise Refused(_("Dites à qui vous remettez ce lien."), field="recipient")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    with transaction.atomic():
        return _made(by, at, due, recipient, timedelta(days=days))


def renew(*, by: Actor, at: datetime, link: ReportLink) -> Made:
    """Another secret for the same person and as long; the one before opens nothing more."""
    by.require("report.judge")
    checks.require_reach(by, at=at, due=link.due)
    with transaction.atomic():
        row: ReportLink = ReportLink.objects.select_for_update().get(pk=link.pk)
        if row.revoked_at is None:
            _revoke(by, at, row)
        return _made(by, at, link.due, row.recipient, row.expires_at - row.made_at)


def revoke(*, by: Actor, at: datetime, link: ReportLink) -> None:
    """Its next opening says that it serves no more; what came by it stays. Twice is once."""
    by.require("report.judge")
    checks.require_reach(by, at=at, due=link.due)
    with transaction.atomic():
        row: ReportLink = ReportLink.objects.select_for_update().get(pk=link.pk)
        if row.revoked_at is None:
            _revoke(by, at, row)


def _revoke(by: Actor, at: datetime, row: ReportLink) -> None:
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    checks.audited(by, at, "report.link_revoked", row.due, {"recipient": row.recipient})


def _made(by: Actor, at: datetime, due: DueReport, recipient: str, lasts: timedelta) -> Made:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link: ReportLink = ReportLink.objects.create(
        due=due,
        recipient=recipient,
        token_sha256=digest(token),
        made_by=by.name,
        made_at=at,
        expires_at=at + lasts,
    )
    told = {"recipient": recipient, "to": timezone.localdate(link.expires_at).isoformat()}
    checks.audited(by, at, "report.link_made", due, told)
    return Made(link, token)
