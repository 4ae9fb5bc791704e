"""Writing a digest: its line in the ledger and its message, together or not at all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from timonerie.domains.publications.enums import DigestKind
from timonerie.domains.publications.models import Digest, DigestLine
from timonerie.domains.publications.rules import days
from timonerie.foundations.accounts.models import User
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.operations import KEPT_DAYS, Recipient
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True)
class Written:
    """A message ready to leave, and the lines it tells, by key."""

    subject: str
    text: str
    html: str
    keys: Collection[str] = ()


def publish(
    *,
    company: Company,
    at: datetime,
    to: User,
    kind: DigestKind,
    day: date,
    written: Written | None,
) -> Digest | None:
    """Note that a local day was looked at for somebody, and write to them unless there is nothing
    to say. None where another run did it first: the ledger lets one through."""
    key = f"digest:{to.public_id}:{day.isoformat()}" if written else ""
    try:
        with transaction.atomic():
            row: Digest = Digest.objects.create(
                user=to, kind=kind, day=day, week=days.monday(day), message=key, at=at
            )
            if written:
                DigestLine.objects.bulk_create(
                    DigestLine(digest=row, key=one) for one in dict.fromkeys(written.keys)
                )
                notifications.send(
                    company_id=company.pk,
                    at=at,
                    key=key,
                    kind=f"digest.{kind}",
                    to=Recipient(to.name, to.email, to.pk),
                    subject=written.subject,
                    text=written.text,
                    html=written.html,
                )
    except IntegrityError:
        return None
    return row


def forget_old(*, at: datetime) -> None:
    """Delete what the ledger says of days older than the messages that are kept."""
    before = at.date() - timedelta(days=KEPT_DAYS)
    Digest.objects.filter(day__lt=before).delete()
