"""What is done by a link: save, attach, hand in, ask, answer, say what came. The company of the
link must be the current one; nothing is ever asked of an account."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import DueReport, ReportDraft, ReportFile, ReportLink
from timonerie.domains.reporting.operations import (
    report_checks,
    report_files,
    report_filing,
    report_judging,
)
from timonerie.domains.reporting.operations.report_filing import Given
from timonerie.domains.reporting.queries.report_links import NoSuchLink
from timonerie.domains.reporting.report_enums import Filed
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor


def opened(*, link: ReportLink, at: datetime) -> None:
    """Date the first opening. Not an act of the trail: nothing changes but what is known of it."""
    if link.opened_at is None:
        ReportLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=at)


def save(*, link: ReportLink, at: datetime, version: int | None, given: Given) -> ReportDraft:
    """Keep a draft.

    Raises:
        NoSuchLink: it was revoked or reached its day meanwhile.
        Refused: the report is closed, or ours.
        Conflict: it was saved from elsewhere since.
    """
    with _answering(link, at) as (by, due, row):
        made = report_filing.keep(by=by, at=at, due=due, version=version, given=given)
        _dated(row, at, "begun_at")
    return made


def send(*, link: ReportLink, at: datetime, given: Given, way: Filed = Filed.LINK) -> None:
    """Hand a version in: from now on it never changes. Raises as `save`; Unread: a
    value that cannot stand; Refused: empty, or a correction without its reason."""
    with _answering(link, at) as (by, due, row):
        report_filing.hand_in(by=by, at=at, due=due, given=given, way=way)
        row.sent_at = at
        row.save(update_fields=["sent_at"])


def attach(*, link: ReportLink, at: datetime, received: Received, field: str = "") -> ReportFile:
    """Join a file to the draft. Raises NoSuchLink, Refused; FileRefused where it may not be
    kept."""
    with _answering(link, at) as (by, due, row):
        report_filing.require_open(due)
        made = report_files.keep(by=by, at=at, due=due, received=received, field=field)
        _dated(row, at, "begun_at")
    return made


def detach(*, link: ReportLink, at: datetime, file: ReportFile) -> None:
    """Take a file of the draft away. Raises NoSuchLink, Refused."""
    with _answering(link, at) as (by, _due, _row):
        if file.filing_id is not None:
            raise Refused(_("Ce fichier est remis : il ne s’enlève plus."))
        report_files.remove(by=by, at=at, file=file)


def ask(*, link: ReportLink, at: datetime, text: str) -> None:
    """The question of a provider to its client. Raises NoSuchLink, Refused."""
    with _held(link, at) as (by, due, _row):
        client = due.side == Side.OURS
        report_judging.question(by=by, at=at, due=due, text=text, is_client=client)


def reply(*, link: ReportLink, at: datetime, text: str) -> None:
    """The answer of a provider to the question of its client. Raises NoSuchLink, Refused."""
    with _held(link, at) as (by, due, _row):
        client = due.side == Side.OURS
        report_judging.answer(by=by, at=at, due=due, text=text, is_client=client)


def received(*, link: ReportLink, at: datetime, on: date) -> None:
    """A provider says on which day what our side owed came. Raises NoSuchLink, Refused."""
    with _held(link, at) as (by, due, row):
        report_filing.mark(by=by, at=at, due=due, on=on)
        row.sent_at = at
        row.save(update_fields=["sent_at"])


@contextmanager
def _answering(link: ReportLink, at: datetime) -> Iterator[tuple[Actor, DueReport, ReportLink]]:
    with _held(link, at) as (by, due, row):
        report_checks.require_side(by, due)
        yield by, due, row


@contextmanager
def _held(link: ReportLink, at: datetime) -> Iterator[tuple[Actor, DueReport, ReportLink]]:
    """One transaction: the link and the report are locked."""
    with transaction.atomic():
        row = ReportLink.objects.select_for_update().get(pk=link.pk)
        if not row.is_open(at=at):
            raise NoSuchLink(link.pk)
        due = report_checks.locked(link.due)
        yield report_checks.holding(due), due, row


def _dated(row: ReportLink, at: datetime, name: str) -> None:
    if getattr(row, name) is None:
        setattr(row, name, at)
        row.save(update_fields=[name])
