"""Links by which somebody says one thing without an account: made, told once, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import ReplyAbout, VoiceLink
from timonerie.domains.reporting.queries import flash_places
from timonerie.domains.reporting.queries.voice_links import NoSuchLink
from timonerie.domains.reporting.voice_enums import VoicePurpose
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 30, 120
FLASH_DAYS, MOST_FLASH_DAYS = 365, 400
"""A site keeps its link, or the poster of its QR code, for a year."""
TOKEN_BYTES = 32
BY_LINK: Final = "lien de parole"
"""The name of who acts by a link in the trail, which names nobody in clear."""


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: VoiceLink
    token: str


def for_flash(*, by: Actor, at: datetime, unit: Unit, recipient: str, days: int) -> Made:
    """Let who holds the link tell the flash of a site. Raises Refused, PermissionDenied."""
    by.require("flash.link")
    ids = flash_places.site_ids(by, on=timezone.localdate(at))
    if ids is not None and unit.pk not in ids:
        raise PermissionDenied("ce site n’est pas des siens")
    return _make(by, at, recipient, days, MOST_FLASH_DAYS, purpose=VoicePurpose.FLASH, unit=unit)


def for_reply(*, by: Actor, at: datetime, about: ReplyAbout, recipient: str, days: int) -> Made:
    """Let a provider reply to one figure. Raises Refused, PermissionDenied."""
    by.require("reply.link")
    _require_firm(by, at, about.provider)
    return _make(
        by,
        at,
        recipient,
        days,
        MOST_DAYS,
        purpose=VoicePurpose.REPLY,
        about=about,
        provider=about.provider,
    )


def for_rating(
    *, by: Actor, at: datetime, provider: Provider, year: int, recipient: str, days: int
) -> Made:
    """Let a provider say what it thinks of us over a year. Raises Refused, PermissionDenied."""
    by.require("rating.link")
    _require_firm(by, at, provider)
    if not 2000 <= year <= timezone.localdate(at).year:
        raise Refused(_("Donnez une année passée, ou celle-ci."), field="year")
    return _make(
        by,
        at,
        recipient,
        days,
        MOST_DAYS,
        purpose=VoicePurpose.RATING,
        provider=provider,
        year=year,
    )


def revoke(*, by: Actor, at: datetime, link: VoiceLink) -> None:
    """Its next opening says that it serves no more; what came by it stays. Twice is once."""
    by.require(RIGHTS[VoicePurpose(link.purpose)])
    with transaction.atomic():
        row: VoiceLink = VoiceLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _record(by, at, "voice_link.revoked", row)


RIGHTS = {
    VoicePurpose.FLASH: "flash.link",
    VoicePurpose.REPLY: "reply.link",
    VoicePurpose.RATING: "rating.link",
}
"""What making and revoking a link asks for."""


def locked(link: VoiceLink, *, at: datetime) -> VoiceLink:
    """The row of an open link, held until the transaction ends. Raises NoSuchLink."""
    row: VoiceLink = VoiceLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not row.is_open(at=at):
        raise NoSuchLink(link.pk)
    return row


def actor_of(link: VoiceLink) -> Actor:
    """Who acts by a link."""
    role = Role.SITE_MANAGER if link.purpose == VoicePurpose.FLASH else Role.PROVIDER
    return Actor(company_id=link.company_id, name=BY_LINK, role=role)


def _make(by: Actor, at: datetime, recipient: str, days: int, most: int, **named: Any) -> Made:
    recipient = " ".join(recipient.split())
    if not recipient or len(recipient) > 150:
        raise Refused(_("Dites à qui vous remettez ce lien."), field="recipient")
    if not 1 <= days <= most:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": most}, field="days")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        link: VoiceLink = VoiceLink.objects.create(
            recipient=recipient,
            token_sha256=digest(token),
            made_at=at,
            expires_at=at + timedelta(days=days),
            **named,
        )
        _record(by, at, "voice_link.made", link)
    return Made(link, token)


def _require_firm(by: Actor, at: datetime, provider: Provider) -> None:
    if not reaching.holds(by, on=timezone.localdate(at), provider=provider.pk):
        raise PermissionDenied("ce prestataire n’est pas des siens")


def _record(by: Actor, at: datetime, act: str, link: VoiceLink) -> None:
    detail = {
        "recipient": link.recipient,
        "purpose": link.purpose,
        "provider": changes.words(link.provider),
        "site": changes.words(link.unit),
        "to": timezone.localdate(link.expires_at).isoformat(),
    }
    audit.record(by=by, at=at, act=act, kind="voice_link", public_id=link.public_id, detail=detail)
