"""Writing to everybody what is due to them: asked each hour, told once from the ledger."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import ngettext

from timonerie.domains.publications.enums import DigestKind
from timonerie.domains.publications.operations import digests
from timonerie.domains.publications.operations.digests import Written
from timonerie.domains.publications.queries import ledger, receivers
from timonerie.domains.publications.queries.receivers import Receiver
from timonerie.domains.publications.rules import days, telling
from timonerie.domains.publications.rules.days import Standing
from timonerie.domains.signals.queries import dials
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import memory
from timonerie.foundations.scope.models import Company
from timonerie.web.digests import composing
from timonerie.web.digests.composing import Cover
from timonerie.web.digests.reader import Reader, reader_of
from timonerie.web.portfolio.glances import inside

logger = logging.getLogger(__name__)


class NotAllWritten(RuntimeError):
    """Some digests could not be composed; the others were written, and these are tried again."""


@dataclass(frozen=True)
class Known:
    """What was already written in the current company, and the days on which nothing is."""

    looked: set[int]
    had_week: set[int]
    told: Counter[int]
    closed: set[date]
    alerts_a_week: float

    def room(self, user: int) -> int:
        """How many more lines to decide somebody may be told this week."""
        return telling.room(alerts_a_week=self.alerts_a_week, told=self.told[user])


def run(job: Job, _by: Actor) -> None:
    """The job of each hour. Raises NotAllWritten."""
    publish_due(company=job.company, at=timezone.now())


def publish_due(*, company: Company, at: datetime) -> int:
    """Write what is due at an instant; for how many people the day was looked at.

    Raises:
        NotAllWritten: a digest failed, after the others were written.
    """
    local = at.astimezone(ZoneInfo(company.zone))
    if not days.is_waking(local):
        return 0
    failed = done = 0
    with inside(company):
        known = _known(local.date(), at)
        for receiver, kind in list(_due(company, known, local)):
            try:
                _publish(company, receiver, kind, known=known, day=local.date(), at=at)
                done += 1
            except Exception:
                logger.exception("digest of %s not written", receiver.membership.public_id)
                failed += 1
    if failed:
        words = ngettext(
            "%(n)s courrier n’a pas pu être composé ; nouvel essai dans l’heure.",
            "%(n)s courriers n’ont pas pu être composés ; nouvel essai dans l’heure.",
            failed,
        )
        raise NotAllWritten(words % {"n": failed})
    return done


def preview(*, receiver: Receiver, kind: DigestKind, on: date, at: datetime) -> Written | None:
    """What would be written to somebody of the current company on a day, if anything. Nothing is
    kept."""
    with memory.of_one_page():
        return _composed(receiver, kind, known=_known(on, at), day=on)


def _known(day: date, at: datetime) -> Known:
    return Known(
        looked=ledger.looked_on(day),
        had_week=ledger.had_week_of(day),
        told=ledger.told_in_week_of(day),
        closed=receivers.closed_days(on=day, at=at),
        alerts_a_week=dials.current().alerts_a_week,
    )


def _due(company: Company, known: Known, local: datetime) -> Iterator[tuple[Receiver, DigestKind]]:
    founded = company.created_at.astimezone(local.tzinfo).date()
    for one in receivers.on_day(company, on=local.date()):
        user, choice = one.membership.user_id, one.choice
        standing = Standing(
            local=local,
            is_quiet=days.is_quiet(local.date(), quiet_days=choice.quiet_days, closed=known.closed),
            looked_today=user in known.looked,
            had_week=user in known.had_week,
            since=max(founded, one.membership.start_date),
            # Who stands in for somebody reads for them, whatever they chose for themselves.
            weekly=choice.weekly or _wanted(one, "weekly"),
            daily=choice.daily or _wanted(one, "daily"),
        )
        kind = days.due(standing)
        if kind is not None:
            yield one, kind


def _wanted(receiver: Receiver, name: str) -> bool:
    return any(getattr(choice, name) for _member, _absence, choice in receiver.covers)


def _publish(
    company: Company,
    receiver: Receiver,
    kind: DigestKind,
    *,
    known: Known,
    day: date,
    at: datetime,
) -> None:
    written = _composed(receiver, kind, known=known, day=day)
    digests.publish(
        company=company, at=at, to=receiver.membership.user, kind=kind, day=day, written=written
    )


def _composed(receiver: Receiver, kind: DigestKind, *, known: Known, day: date) -> Written | None:
    """In the language of who reads; nothing on a day without news."""
    user = receiver.membership.user
    with translation.override(user.language):
        reader = _reader(receiver.membership, on=day)
        digest = composing.composed(
            reader,
            kind,
            room=known.room(user.pk),
            known=ledger.known_to(user.pk, on=day),
            covers=[
                Cover(_reader(member, on=day), absence.end_date)
                for member, absence, _choice in receiver.covers
            ],
        )
        if kind == DigestKind.DAILY and not digest.has_news:
            return None
        return composing.written(digest, reader)


def _reader(membership: Membership, *, on: date) -> Reader:
    actor = actors.of_membership(membership, user=membership.user)
    return reader_of(actor, membership.company, on=on)
