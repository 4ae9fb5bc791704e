"""Reads of the reports that are owed: who sees which, and where each stands at an instant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from timonerie.domains.contracts.queries.due_dates import Hours
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting.models import DueReport, ReportExchange, ReportFiling
from timonerie.domains.reporting.report_enums import ExchangeKind, Filed, ReportState, Stage
from timonerie.domains.reporting.rules import report_lives
from timonerie.domains.reporting.rules.report_lives import Deadline, Life, Move, Moved
from timonerie.domains.sourcing.enums import Side
from timonerie.engine.working_days import Worked
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

BACK: Final = timedelta(days=550)
"""Eighteen months: what the lists show."""
QUARTER: Final = timedelta(days=92)
_RUNNING: Final = frozenset(
    {
        *(ReportState.LATE, ReportState.IN_GRACE, ReportState.DUE, ReportState.UPCOMING),
        ReportState.TO_CORRECT,
    }
)
#: Late first, then what waits for us, then what is to come, then what is over.
RANKS: Final = {
    state: rank
    for rank, state in enumerate(
        (
            *(ReportState.LATE, ReportState.IN_GRACE, ReportState.DUE, ReportState.TO_CORRECT),
            *(ReportState.UPCOMING, ReportState.MISSING, ReportState.CORRECTED),
            *(ReportState.CAME_LATE, ReportState.KEPT_GRACE, ReportState.ON_TIME),
            *(ReportState.REFUSED, ReportState.IDLE),
        )
    )
}
_MOVES: Final = {
    ExchangeKind.ACCEPT: Move.ACCEPTED,
    ExchangeKind.RETURN: Move.RETURNED,
    ExchangeKind.REFUSE: Move.REFUSED,
    ExchangeKind.IDLE: Move.IDLE,
    ExchangeKind.REOPEN: Move.REOPENED,
}


@dataclass(frozen=True)
class Standing:
    """A report and where it stands: `is_held` where the client holds it, `is_asked` where a
    question of ours waits, `wants` where one of theirs does."""

    due: DueReport
    life: Life
    state: ReportState
    deadline: Deadline
    is_held: bool
    is_asked: bool
    wants: bool
    days_late: int
    worked: Worked

    @property
    def is_to_read(self) -> bool:
        return self.due.stage == Stage.FILED and not self.is_asked

    @property
    def rank(self) -> tuple[int, int, date]:
        first = 1 if self.is_to_read or self.wants else RANKS[self.state] + 2
        return (
            0 if self.state == ReportState.LATE else first,
            RANKS[self.state],
            self.due.due_date,
        )


def visible_to(actor: Actor, *, on: date | None = None) -> "QuerySet[DueReport]":
    """What binds the company with a provider is read as its contracts are: whole, or by who is
    narrowed to that provider; a site reads what it owes itself."""
    rows: QuerySet[DueReport] = DueReport.objects.all()
    seen = reach(actor, on=on or timezone.localdate())
    if seen.function_ids is not None:
        return rows.none()
    if seen.unit_ids is not None:
        rows = rows.filter(side=Side.OURS, site_id__in=seen.unit_ids)
    if seen.provider_ids is not None:
        rows = rows.filter(provider_id__in=seen.provider_ids)
    return rows


def whole(rows: "QuerySet[DueReport]") -> "QuerySet[DueReport]":
    """With what it takes to say where they stand; two queries more."""
    return rows.select_related("provider", "site", "contract", "company").prefetch_related(
        Prefetch("filings", ReportFiling.objects.order_by("number")),
        Prefetch("exchanges", ReportExchange.objects.order_by("at", "pk")),
    )


def standings(rows: Iterable[DueReport], *, at: datetime) -> list[Standing]:
    """In the order given; three queries beside the rows."""
    several = list(rows)
    if not several:
        return []
    hours, today = Hours.known(at=at), timezone.localdate(at)
    return [standing(one, at=at, today=today, worked=hours.of(one.site_id)) for one in several]


def standing(due: DueReport, *, at: datetime, today: date, worked: Worked) -> Standing:
    life = life_of(due).until(at)
    return Standing(
        due=due,
        life=life,
        state=report_lives.state(life, at=at, today=today, worked=worked),
        deadline=report_lives.deadline(life, today=today, worked=worked),
        is_held=report_lives.is_held(life),
        is_asked=report_lives.is_asked(life),
        wants=report_lives.is_wanted(life),
        days_late=report_lives.days_late(life, today=today, worked=worked),
        worked=worked,
    )


def of(due: DueReport, *, at: datetime) -> Standing:
    """Where one stands; five queries at most."""
    (found,) = standings([due], at=at)
    return found


@once
def board(actor: Actor, *, at: datetime) -> list[Standing]:
    """The reports of the last eighteen months that the reader sees, late first."""
    today = timezone.localdate(at)
    rows = visible_to(actor, on=today).filter(Q(due_date__gte=today - BACK))
    found = standings(whole(rows), at=at)
    return sorted(found, key=lambda one: (one.rank, one.due.title, one.due.pk))


def recent(found: Iterable[Standing], *, on: date) -> list[Standing]:
    """What is still to be done, and what fell due over the last three months."""
    return [
        one
        for one in found
        if one.state in _RUNNING or one.is_to_read or one.wants or one.due.due_date >= on - QUARTER
    ]


def of_provider(actor: Actor, provider: Provider, *, at: datetime) -> list[Standing]:
    """Of both sides, the last first."""
    found = [one for one in board(actor, at=at) if one.due.provider_id == provider.pk]
    return sorted(found, key=lambda one: (one.due.due_date, one.due.pk), reverse=True)


def late(actor: Actor, *, on: date) -> "QuerySet[DueReport]":
    """Awaited past the last day of grace, those that the client held given back, and not yet given
    up; what a question of its author stopped is left out."""
    rows = visible_to(actor, on=on).filter(
        stage__in=[Stage.AWAITED, Stage.RETURNED],
        late_date__lt=on,
        late_date__gte=on - report_lives.NEVER,
    )
    return rows.exclude(pk__in=_asking(rows).values("pk"))


def to_read(actor: Actor, *, on: date) -> "QuerySet[DueReport]":
    """Handed in, and judged by nobody yet: for who may."""
    rows = visible_to(actor, on=on)
    return rows.filter(stage=Stage.FILED) if actor.may("report.judge") else rows.none()


def asked(actor: Actor, *, on: date) -> "QuerySet[DueReport]":
    """Whose author asked something that nobody answered yet."""
    rows = _asking(visible_to(actor, on=on))
    return rows if actor.may("report.judge") else rows.none()


def _asking(rows: "QuerySet[DueReport]") -> "QuerySet[DueReport]":
    talk = ReportExchange.objects.filter(
        due=OuterRef("pk"), kind__in=[ExchangeKind.QUESTION, ExchangeKind.REPLY]
    ).order_by("-at", "-pk")
    last = rows.annotate(
        last_kind=Subquery(talk.values("kind")[:1]),
        last_client=Subquery(talk.values("is_client")[:1]),
    )
    return last.filter(
        last_kind=ExchangeKind.QUESTION,
        last_client=False,
        stage__in=[Stage.AWAITED, Stage.RETURNED, Stage.FILED],
    )


def find(actor: Actor, public_id: UUID, *, on: date) -> DueReport | None:
    return whole(visible_to(actor, on=on)).filter(public_id=public_id).first()


def life_of(due: DueReport) -> Life:
    """From its versions and exchanges, prefetched or not."""
    moves = [*_filed(due.filings.all()), *_said(due.exchanges.all())]
    moves.sort(key=lambda one: one.at)
    return Life(due.due_date, due.late_after, tuple(moves))


def _filed(filings: Iterable[ReportFiling]) -> list[Moved]:
    """What is noted as handed in is not judged: nobody reads it."""
    found = []
    for one in filings:
        found.append(Moved(Move.FILED, one.at, one.came_on))
        if one.way == Filed.MARK:
            found.append(Moved(Move.ACCEPTED, one.at, one.came_on))
    return found


def _said(exchanges: Iterable[ReportExchange]) -> list[Moved]:
    found = []
    for one in exchanges:
        kind = _MOVES.get(ExchangeKind(one.kind)) or _question(one)
        if kind is not None:
            found.append(Moved(kind, one.at, one.said_on))
    return found


def _question(one: ReportExchange) -> Move | None:
    if one.kind == ExchangeKind.QUESTION:
        return Move.ASKED if one.is_client else Move.WANTED
    if one.kind == ExchangeKind.REPLY:
        return Move.GIVEN if one.is_client else Move.REPLIED
    return None


def counts(found: Sequence[Standing]) -> dict[ReportState, int]:
    """How many stand in each state that some stand in."""
    told: dict[ReportState, int] = {}
    for one in found:
        told[one.state] = told.get(one.state, 0) + 1
    return told
