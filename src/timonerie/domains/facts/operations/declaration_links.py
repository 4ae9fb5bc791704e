"""Links by which a provider or a site declares incidents: made, revoked, used without account."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import DeclarationLink, Incident, IncidentOrigin
from timonerie.domains.facts.operations import incidents
from timonerie.domains.facts.operations.incident_checks import Statement
from timonerie.domains.facts.queries.declaration_links import NoSuchLink
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 180, 365
TOKEN_BYTES = 32
BY_LINK = "lien de déclaration"
"""The name of who acts by a link in the trail, which names nobody in clear."""


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: DeclarationLink
    token: str


def make(
    *,
    by: Actor,
    at: datetime,
    recipient: str,
    days: int,
    provider: Provider | None = None,
    unit: Unit | None = None,
) -> Made:
    """Let who holds the link declare incidents of a provider, or of a site.

    Raises:
        Refused: both or neither are named, or the time is out of bounds.
    """
    by.require("incident.link")
    if (provider is None) == (unit is None):
        raise Refused(_("Choisissez un prestataire ou un site : l’un des deux."), field="provider")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        link: DeclarationLink = DeclarationLink.objects.create(
            recipient=recipient,
            provider=provider,
            unit=unit,
            token_sha256=digest(token),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        detail = {"recipient": recipient, "provider": changes.words(provider)}
        detail |= {"site": changes.words(unit)}
        detail |= {"to": timezone.localdate(link.expires_at).isoformat()}
        _record(by, at, "declaration_link.made", link, detail)
    return Made(link, token)


def revoke(*, by: Actor, at: datetime, link: DeclarationLink) -> None:
    """Its next opening says that it serves no more; what it declared stays. Twice is once."""
    by.require("incident.link")
    with transaction.atomic():
        row = DeclarationLink.objects.select_for_update().get(pk=link.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _record(by, at, "declaration_link.revoked", row, {"recipient": row.recipient})


def declare(
    *, link: DeclarationLink, at: datetime, said: Statement, declared_by: str = ""
) -> Incident:
    """Declare by a link, in its company, which must be the current one: the provider or the site is
    the link's, whatever is said, and we are told at `at`. The same thing sent twice is one.

    Raises:
        NoSuchLink: it was revoked or reached its day meanwhile.
        Refused: it cannot stand.
    """
    with transaction.atomic():
        rows = DeclarationLink.objects.select_for_update(of=("self",))
        row = rows.select_related("provider", "unit").get(pk=link.pk)
        if not row.is_open(at=at):
            raise NoSuchLink(link.pk)
        words = _words(said)
        known: Incident | None = Incident.objects.filter(link=row, declaration=words).first()
        if known is not None:
            return known
        incident = incidents.create(
            by=_actor(row),
            at=at,
            said=_narrowed(said, row, at),
            origin={
                "origin": IncidentOrigin.LINK,
                "link": row,
                "declaration": words,
                "declared_by": declared_by or row.recipient,
            },
            detail={"recipient": row.recipient},
        )
        row.used_at = at
        row.save(update_fields=["used_at"])
    return incident


def _narrowed(said: Statement, link: DeclarationLink, at: datetime) -> Statement:
    return Statement(
        what=said.what,
        more=said.more,
        known_at=said.known_at,
        told_at=at,
        severity=said.severity,
        provider=link.provider,
        units=(link.unit,) if link.unit is not None else (),
    )


def _words(said: Statement) -> dict[str, str]:
    told = said.values()
    return {"what": told["what"], "more": told["more"], "known_at": changes.words(said.known_at)}


def _actor(link: DeclarationLink) -> Actor:
    role = Role.PROVIDER if link.provider_id is not None else Role.SITE_MANAGER
    return Actor(company_id=link.company_id, name=BY_LINK, role=role)


def _record(
    by: Actor, at: datetime, name: str, link: DeclarationLink, detail: dict[str, str]
) -> None:
    audit.record(
        by=by, at=at, act=name, kind="declaration_link", public_id=link.public_id, detail=detail
    )
