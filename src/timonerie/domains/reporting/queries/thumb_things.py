"""What a provider handed in lately, that a reader may judge by a thumb."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from timonerie.domains.contracts.models import MissionDeliverable, Obligation
from timonerie.domains.contracts.obligation_enums import ObligationKind
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import due_dates, reaching
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.voice_enums import ThumbKind
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor

LATELY: Final = timedelta(days=120)
MOST: Final = 12
HANDED_IN: Final = (DeliverableState.DELIVERED, DeliverableState.ACCEPTED)


@dataclass(frozen=True)
class Thing:
    """What was handed in: `public_id` and `day` tell it from any other of its kind."""

    kind: ThumbKind
    public_id: UUID
    day: date
    title: str
    provider: Provider


Source = Callable[[Actor, Provider, datetime], Iterator[Thing]]


def recent(actor: Actor, provider: Provider, *, at: datetime) -> list[Thing]:
    """The latest first, twelve at most, as far as the reader sees what binds the company: what a
    provider owes to a site is also read by who is there. At most seven queries."""
    return _all(actor, provider, at)[:MOST]


def _all(actor: Actor, provider: Provider, at: datetime) -> list[Thing]:
    found = [thing for source in SOURCES for thing in source(actor, provider, at)]
    return sorted(found, key=lambda one: (one.day, one.title), reverse=True)


def called(
    actor: Actor, provider: Provider, *, kind: str, public_id: str, day: str, at: datetime
) -> Thing | None:
    """One thing, as a form names it, among all those of these months; None for anything else."""
    return next(
        (
            one
            for one in _all(actor, provider, at)
            if (one.kind, str(one.public_id), one.day.isoformat()) == (kind, public_id, day)
        ),
        None,
    )


def _deliverables(actor: Actor, provider: Provider, at: datetime) -> Iterator[Thing]:
    on = timezone.localdate(at)
    if not reaching.holds(actor, on=on, provider=provider.pk):
        return
    rows = MissionDeliverable.objects.filter(
        mission__provider=provider, state__in=HANDED_IN, delivered_date__gte=on - LATELY
    )
    for one in rows:
        day = one.delivered_date or one.due_date
        yield Thing(ThumbKind.DELIVERABLE, one.public_id, day, one.title, provider)


def _obligations(actor: Actor, provider: Provider, at: datetime) -> Iterator[Thing]:
    """Those whose day is past: a thumb says what came of it."""
    on, seen = timezone.localdate(at), reach(actor, on=timezone.localdate(at))
    rows = Obligation.objects.filter(
        contract__provider=provider,
        contract__archived_at__isnull=True,
        archived_at__isnull=True,
        kind=ObligationKind.DELIVERABLE,
        side=Side.THEIRS,
    ).select_related("contract", "site")
    if not reaching.holds(actor, on=on, provider=provider.pk):
        if not seen.unit_ids:
            return
        rows = rows.filter(site__in=seen.unit_ids)
    known = list(rows)
    if not known:
        return
    for due in due_dates.among(known, start=on - LATELY, end=on, at=at):
        yield Thing(ThumbKind.OBLIGATION, due.row.public_id, due.day, due.row.title, provider)


def _reports(actor: Actor, provider: Provider, at: datetime) -> Iterator[Thing]:
    """Those that came, whatever was made of them: the day is that of their first version."""
    on, seen = timezone.localdate(at), reach(actor, on=timezone.localdate(at))
    rows = DueReport.objects.filter(provider=provider, side=Side.THEIRS).select_related("site")
    if not reaching.holds(actor, on=on, provider=provider.pk):
        if not seen.unit_ids:
            return
        rows = rows.filter(site__in=seen.unit_ids)
    came = rows.annotate(first_came=Min("filings__came_on"))
    for one in came.filter(first_came__gte=on - LATELY, first_came__lte=on):
        yield _report(one, provider, one.first_came)


def _report(due: DueReport, provider: Provider, day: date) -> Thing:
    title = f"{due.title}, {report_sentences.period(due)}"
    return Thing(ThumbKind.REPORT, due.public_id, day, title, provider)


def of_report(due: DueReport, *, at: datetime) -> Thing | None:
    """A report that the reader sees, read with its versions; None for one of ours, for one that did
    not come lately. No query."""
    if due.side != Side.THEIRS or due.provider is None:
        return None
    on = timezone.localdate(at)
    day = min((one.came_on for one in due.filings.all()), default=None)
    if day is None or not on - LATELY <= day <= on:
        return None
    return _report(due, due.provider, day)


SOURCES: Sequence[Source] = (_deliverables, _obligations, _reports)
"""A new kind of thing is a function named here."""
