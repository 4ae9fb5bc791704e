"""Links by which providers hand in their documents without an account: made and revoked here."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import DutyLink
from timonerie.domains.contracts.operations import duty_checks as checks
from timonerie.domains.contracts.operations.duty_checks import audited
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 30, 120
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: DutyLink
    token: str


def make(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    entity: LegalEntity | None,
    pieces: Iterable[str],
    recipient: str,
    days: int,
) -> Made:
    """Let who holds the link hand in these documents for a provider, and see nothing else.

    Raises Refused: no document, no recipient, the time is out of bounds."""
    checks.require_open(by, at=at, provider=provider)
    checks.require_entity(entity)
    asked, recipient = checks.kinds_called(pieces), " ".join(recipient.split())
    if not recipient or len(recipient) > 150:
        raise Refused(_("Dites à qui vous remettez ce lien."), field="recipient")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        link: DutyLink = DutyLink.objects.create(
            provider=provider,
            legal_entity=entity,
            asked=asked,
            recipient=recipient,
            token_sha256=digest(token),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        told = {"recipient": recipient, "to": timezone.localdate(link.expires_at).isoformat()}
        audited(by, at, "duty.link_made", provider, told)
    return Made(link, token)


def revoke(*, by: Actor, at: datetime, link: DutyLink) -> None:
    """Its next opening says that it serves no more; what came by it stays. Twice is once."""
    checks.require_open(by, at=at, provider=link.provider)
    with transaction.atomic():
        row: DutyLink = DutyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audited(by, at, "duty.link_revoked", link.provider, {"recipient": row.recipient})
