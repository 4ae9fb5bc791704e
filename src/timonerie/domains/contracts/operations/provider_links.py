"""Links by which a provider keeps its own sheet up to date: made and revoked here."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ProviderLink
from timonerie.domains.contracts.operations import contract_checks
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 90, 400
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: ProviderLink
    token: str


def make(*, by: Actor, at: datetime, provider: Provider, recipient: str, days: int) -> Made:
    """Let who holds the link read the sheet and the team of a provider, and propose changes.

    Raises:
        Refused: out of reach, an archived provider, no recipient, or a time out of bounds.
    """
    _require(by, at, provider)
    recipient = " ".join(recipient.split())
    if provider.archived_at is not None:
        raise Refused(_("Ce prestataire est archivé : reprenez-le d’abord."))
    if not recipient or len(recipient) > 150:
        raise Refused(_("Dites à qui vous remettez ce lien."), field="recipient")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        link: ProviderLink = ProviderLink.objects.create(
            provider=provider,
            recipient=recipient,
            token_sha256=digest(token),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        until = timezone.localdate(link.expires_at).isoformat()
        _record(by, at, "provider_link.made", link, {"recipient": recipient, "to": until})
    return Made(link, token)


def revoke(*, by: Actor, at: datetime, link: ProviderLink) -> None:
    """Its next opening says that it serves no more; what it proposed stays. Twice is once."""
    _require(by, at, link.provider)
    with transaction.atomic():
        row = ProviderLink.objects.select_for_update().get(pk=link.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _record(by, at, "provider_link.revoked", link, {"recipient": row.recipient})


def _require(by: Actor, at: datetime, provider: Provider) -> None:
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=provider)


def _record(by: Actor, at: datetime, act: str, link: ProviderLink, told: dict[str, str]) -> None:
    audit.record(
        by=by, at=at, act=act, kind="provider", public_id=link.provider.public_id, detail=told
    )
