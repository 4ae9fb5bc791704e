"""Reads of the commitments: who sees which, where each stands, what share was kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from timonerie.domains.commitments.enums import Outcome, Standing
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.queries import reaching
from timonerie.domains.commitments.rules import rates as rate_rules
from timonerie.domains.commitments.rules import standings
from timonerie.domains.commitments.rules.rates import Rate
from timonerie.domains.commitments.rules.standings import Again, Facts
from timonerie.domains.organisation.models import Provider, Seat
from timonerie.domains.organisation.queries import own_posts
from timonerie.foundations.accounts.actors import Actor

Rows = QuerySet[Commitment]
WEEK = timedelta(days=7)
NEAR = ("provider", "seat__unit", "to_seat__unit", "to_provider", "unit")


@dataclass(frozen=True)
class Stood:
    """A commitment as it stands on a day for a reader. `slippage` is in days from the first
    promise; `is_mine` says that a post of the reader holds it, `is_awaited` that one awaits it."""

    row: Commitment
    facts: Facts
    standing: Standing
    slippage: int | None
    is_mine: bool
    is_awaited: bool

    @property
    def is_open(self) -> bool:
        return self.standing in standings.OPEN

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Mine first, then what I am owed, then the others; what runs before what ended, the
        nearest day first, and of what ended the latest."""
        whose = 0 if self.is_mine else 1 if self.is_awaited else 2
        day = self.row.due_date if self.row.ended_on is None else self.row.ended_on
        ordinal = day.toordinal() if self.is_open else -day.toordinal()
        return whose, not self.is_open, ordinal


@dataclass(frozen=True)
class Kept:
    """The share that a provider, or a post, kept on time: of the holder, never of a person."""

    holder: Provider | Seat
    rate: Rate


def visible_to(actor: Actor, *, on: date) -> Rows:
    """Those that the reader reaches, with what they name and every promise."""
    return _whole(Commitment.objects.filter(reaching.seen(actor, on=on)))


def of_provider(provider: Provider) -> Rows:
    """What the provider promised, and what our posts promised to it, the nearest day first."""
    rows = Commitment.objects.filter(Q(provider=provider) | Q(to_provider=provider))
    return _whole(rows).order_by("due_date", "pk")


def of_origin(kind: str, public_id: UUID) -> Rows:
    """What was born of something, in the order of the days."""
    rows = Commitment.objects.filter(origin_kind=kind, origin_id=public_id)
    return _whole(rows).order_by("due_date", "pk")


def _whole(rows: Rows) -> Rows:
    return rows.select_related(*NEAR).prefetch_related("promises")


def facts_of(row: Commitment) -> Facts:
    """What the rules read of a commitment, its promises in the order of their days."""
    again = sorted(row.promises.all(), key=lambda one: one.day)
    return Facts(
        made_on=row.made_on,
        promised_for=row.promised_for,
        again=tuple(Again(one.said_on, one.day) for one in again),
        outcome=row.outcome,
        ended_on=row.ended_on,
    )


def stood(rows: Iterable[Commitment], *, reader: Actor, on: date) -> list[Stood]:
    """Each as it stands on a day, the reader's own first."""
    own = own_posts.of(reader, on=on)
    found = [_stood(row, facts_of(row), own, on) for row in rows]
    return sorted(found, key=lambda one: (*one.rank, one.row.pk))


def listed(actor: Actor, *, on: date) -> list[Stood]:
    """Everything that the reader reaches; at most five queries beside their reach."""
    return stood(visible_to(actor, on=on), reader=actor, on=on)


def running(actor: Actor, *, on: date) -> list[Stood]:
    """What the reader reaches and has not ended, their own first."""
    return stood(visible_to(actor, on=on).filter(outcome=Outcome.OPEN), reader=actor, on=on)


def pressing(actor: Actor, *, on: date) -> list[Stood]:
    """Of what runs, what is past its last day or due within the week, the reader's own first; two
    queries beside their reach: the row alone tells its last day."""
    rows = Commitment.objects.filter(
        reaching.seen(actor, on=on), outcome=Outcome.OPEN, due_date__lte=on + WEEK
    )
    own = own_posts.of(actor, on=on)
    found = [_stood(row, _as_it_stands(row), own, on) for row in rows.select_related(*NEAR)]
    asked = [one for one in found if one.standing in (Standing.OVERDUE, Standing.DUE)]
    return sorted(asked, key=lambda one: (*one.rank, one.row.pk))


def overdue(actor: Actor, *, on: date) -> list[Stood]:
    """Open, and past the last day promised, the reader's own first."""
    return [one for one in pressing(actor, on=on) if one.standing == Standing.OVERDUE]


def rates(rows: Iterable[Commitment], *, start: date, end: date) -> list[Kept]:
    """By holder over a period, both days included: providers, then posts, by name. A holder of
    nothing in the period is left out."""
    known: dict[Provider | Seat, list[Facts]] = defaultdict(list)
    for row in rows:
        holder = row.provider or row.seat
        assert holder is not None
        known[holder].append(facts_of(row))
    found = [
        Kept(holder, rate_rules.rate(each, start=start, end=end)) for holder, each in known.items()
    ]
    told = [one for one in found if not one.rate.is_empty]
    return sorted(told, key=lambda one: (isinstance(one.holder, Seat), one.holder.name))


def put_off_by_provider(days: Iterable[date], *, times: int) -> Mapping[int, list[int]]:
    """How many commitments of each provider ran on each day, put off `times` times or more by
    then, by row id; two queries whatever the days."""
    rows = Commitment.objects.filter(provider__isnull=False, repeats__gte=times)
    ends = list(days)
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(ends))
    for row in rows.prefetch_related("promises"):
        facts = facts_of(row)
        for place, end in enumerate(ends):
            if not standings.ended(facts, on=end) and standings.repeats(facts, on=end) >= times:
                found[row.provider_id or 0][place] += 1
    return dict(found)


def _as_it_stands(row: Commitment) -> Facts:
    """Of one that runs, without its promises: they are all over but the last."""
    again = (Again(row.made_on, row.due_date),) if row.repeats else ()
    return Facts(made_on=row.made_on, promised_for=row.promised_for, again=again)


def _stood(row: Commitment, facts: Facts, own: frozenset[int], on: date) -> Stood:
    return Stood(
        row=row,
        facts=facts,
        standing=standings.standing(facts, on=on),
        slippage=standings.slippage(facts, on=on),
        is_mine=row.seat_id in own,
        is_awaited=row.to_seat_id in own,
    )
