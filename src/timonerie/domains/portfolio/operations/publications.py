"""What a company lets leave: published by its direction, withdrawn when it likes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.portfolio import keys
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.models import PublishedSummary
from timonerie.domains.portfolio.queries import contents
from timonerie.domains.portfolio.rules import documents
from timonerie.domains.portfolio.rules.documents import Notice, Summary
from timonerie.domains.portfolio.rules.links import Link
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.models import Company

USUAL_DAYS, MOST_DAYS = 90, 365


@dataclass(frozen=True)
class Published:
    """A summary and its link, which is told once."""

    summary: PublishedSummary
    link: Link


def drafted(
    *, company: Company, level: Level, names_providers: bool, origin: str, at: datetime, days: int
) -> PublishedSummary:
    """A publication that is not saved: what a preview shows the content of."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    return PublishedSummary(
        company=company,
        level=level,
        names_providers=names_providers and level == Level.FIGURES,
        origin=origin,
        published_at=at,
        ends_at=at + timedelta(days=days),
    )


def publish(*, by: Actor, at: datetime, draft: PublishedSummary, recipient: str) -> Published:
    """Open a summary to whoever holds its link.

    Raises:
        PermissionDenied: the direction alone may.
    """
    by.require("summary.publish")
    token = secrets.token_urlsafe(32)
    draft.recipient, draft.token_sha256 = recipient, digest(token)
    with transaction.atomic():
        draft.save()
        audit.record(
            by=by,
            at=at,
            act="summary.published",
            kind="summary",
            public_id=draft.public_id,
            detail={
                "recipient": recipient,
                "level": draft.level,
                "names_providers": draft.names_providers,
                "to": timezone.localdate(draft.ends_at).isoformat(),
            },
        )
    return Published(draft, Link(f"{draft.origin}/resumes/{draft.public_id}/", token))


def withdraw(*, by: Actor, at: datetime, summary: PublishedSummary) -> None:
    """Close a summary: its next reading says that it was withdrawn. Twice is once."""
    by.require("summary.publish")
    with transaction.atomic():
        row = PublishedSummary.objects.select_for_update().get(pk=summary.pk)
        if row.withdrawn_at is not None:
            return
        row.withdrawn_at, row.envelope = at, None
        row.save(update_fields=["withdrawn_at", "envelope"])
        audit.record(
            by=by,
            at=at,
            act="summary.withdrawn",
            kind="summary",
            public_id=row.public_id,
            detail={"recipient": row.recipient},
        )


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def document_of(summary: PublishedSummary, *, at: datetime) -> Summary:
    """What leaves, computed now in the company of the summary, which must be the current one."""
    with translation.override(settings.LANGUAGE_CODE):
        content = contents.of_company(
            level=Level(summary.level),
            names_providers=summary.names_providers,
            on=timezone.localdate(at),
        )
    return Summary(
        id=summary.public_id,
        company=_company_of(summary),
        key=keys.own_id(),
        page=f"{summary.origin}/{summary.company.slug}/",
        issued_at=at,
        expires_at=summary.ends_at,
        level="figures" if summary.level == Level.FIGURES else "state",
        **vars(content),
    )


def notice_of(summary: PublishedSummary, *, at: datetime) -> Notice:
    """What is answered once a summary is no more."""
    withdrawn = summary.withdrawn_at
    return Notice(
        id=summary.public_id,
        company=_company_of(summary),
        key=keys.own_id(),
        issued_at=at,
        reason="ended" if withdrawn is None else "withdrawn",
        since=withdrawn or summary.ends_at,
    )


def _company_of(summary: PublishedSummary) -> documents.Company:
    return documents.Company(id=summary.company.public_id, name=summary.company.name)
