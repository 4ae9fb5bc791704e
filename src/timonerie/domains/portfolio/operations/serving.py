"""Answering who holds the link of a summary."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from timonerie.domains.portfolio import keys
from timonerie.domains.portfolio.models import PublishedSummary, SummaryReading
from timonerie.domains.portfolio.operations import publications
from timonerie.domains.portfolio.rules import signing
from timonerie.domains.portfolio.rules.documents import Envelope
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope import current

FRESH = timedelta(hours=1)
"""How long a document is given again before its figures are counted again."""


class NoSuchSummary(LookupError):
    """No summary of that number opens with that secret."""


@dataclass(frozen=True)
class Answer:
    envelope: Envelope
    is_open: bool


def read(*, public_id: UUID, token: str, at: datetime) -> Answer:
    """The signed document of a summary, or the signed notice that it is no more; counted and
    audited in its company.

    Raises:
        NoSuchSummary: neither the number nor the secret says which of them is wrong.
    """
    with current.unscoped():
        found = PublishedSummary.objects.filter(public_id=public_id)
        summary = found.select_related("company").first()
    given = publications.digest(token)
    if summary is None or not secrets.compare_digest(summary.token_sha256, given):
        raise NoSuchSummary(public_id)
    zone = timezone.override(summary.company.zone)
    with current.company(summary.company_id), zone, transaction.atomic():
        return _answer(summary.pk, at)


def export(*, by: Actor, at: datetime, summary: PublishedSummary) -> Envelope:
    """The document of an open summary as its next reader gets it, to be handed over as a file."""
    by.require("summary.publish")
    with transaction.atomic():
        audit.record(
            by=by,
            at=at,
            act="summary.exported",
            kind="summary",
            public_id=summary.public_id,
            detail={"recipient": summary.recipient},
        )
        return _envelope(_locked(summary.pk), at)


def _answer(row_id: int, at: datetime) -> Answer:
    summary = _locked(row_id)
    _count(summary, at)
    if summary.is_open(at=at):
        return Answer(_envelope(summary, at), is_open=True)
    notice = publications.notice_of(summary, at=at)
    return Answer(signing.sealed(notice, keys.own()), is_open=False)


def _locked(row_id: int) -> PublishedSummary:
    """Two readings at once would sign two documents, the older of which could come last."""
    rows = PublishedSummary.objects.select_for_update(of=("self",)).select_related("company")
    found: PublishedSummary = rows.get(pk=row_id)
    return found


def _envelope(summary: PublishedSummary, at: datetime) -> Envelope:
    made_at = summary.computed_at
    if summary.envelope is not None and made_at is not None and at - made_at < FRESH:
        return Envelope.model_validate(summary.envelope)
    envelope = signing.sealed(publications.document_of(summary, at=at), keys.own())
    summary.envelope, summary.computed_at = envelope.model_dump(mode="json"), at
    summary.save(update_fields=["envelope", "computed_at"])
    return envelope


def _count(summary: PublishedSummary, at: datetime) -> None:
    """The first reading of a day is an event, with how many the day before it had."""
    day = timezone.localdate(at)
    last = SummaryReading.objects.filter(summary=summary).order_by("-day").first()
    if last is not None and last.day == day:
        last.count += 1
        last.save(update_fields=["count"])
        return
    SummaryReading.objects.create(summary=summary, day=day, count=1)
    before = {"day": last.day.isoformat(), "count": last.count} if last is not None else {}
    audit.record(
        by=actors.system(summary.company),
        at=at,
        act="summary.read",
        kind="summary",
        public_id=summary.public_id,
        detail={"recipient": summary.recipient, **before},
    )
