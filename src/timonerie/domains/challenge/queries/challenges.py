"""Reads of the challenges: who sees which, with their facts, their rungs, what was answered."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from timonerie.domains.challenge.models import (
    Challenge,
    ChallengeFact,
    ChallengeStep,
    LetterSending,
    LetterVersion,
    ProviderReply,
)
from timonerie.domains.challenge.models.challenges import ChallengeQuerySet
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor

NEAR = ("provider", "contract", "unit", "owner__unit")


def visible_to(actor: Actor, *, on: date) -> ChallengeQuerySet:
    """Those of the providers whose contracts the reader sees."""
    rows: ChallengeQuerySet = Challenge.objects.select_related(*NEAR)
    seen = reaching.provider_ids(actor, on=on)
    return rows if seen is None else rows.filter(provider__in=seen)


def listed(actor: Actor, *, on: date) -> list[Challenge]:
    """With their parts: those that go on first, the last opened first; seven queries."""
    rows = whole(visible_to(actor, on=on)).order_by("-opened_on", "-pk")
    return sorted(rows, key=lambda one: one.closed_on is not None)


def whole(rows: ChallengeQuerySet) -> ChallengeQuerySet:
    """With everything that hangs on each, in the order in which it was said."""
    return rows.prefetch_related(
        Prefetch("facts", queryset=ChallengeFact.objects.order_by("number")),
        Prefetch("steps", queryset=with_letters(ChallengeStep.objects.all())),
    )


def with_letters(rows: "QuerySet[ChallengeStep]") -> "QuerySet[ChallengeStep]":
    """Rungs with their letters, what became of them and what was answered."""
    sendings = LetterSending.objects.filter(cancelled_at__isnull=True).order_by("sent_on", "pk")
    replies = ProviderReply.objects.filter(cancelled_at__isnull=True)
    letters = LetterVersion.objects.order_by("number").prefetch_related(
        Prefetch("sendings", queryset=sendings)
    )
    return rows.order_by("taken_on", "pk").prefetch_related(
        Prefetch("letters", queryset=letters),
        Prefetch("replies", queryset=replies.order_by("received_on", "pk")),
    )


def of_provider(provider: Provider) -> list[Challenge]:
    """All of a provider's, the first opened first, with their parts."""
    rows = Challenge.objects.select_related(*NEAR).filter(provider=provider)
    return list(whole(rows).order_by("opened_on", "pk"))


def standing(challenge: Challenge) -> list[ChallengeFact]:
    """The facts that nobody withdrew, among those already read."""
    return [one for one in challenge.facts.all() if one.withdrawn_at is None]


def last_step(challenge: Challenge) -> ChallengeStep | None:
    """The last rung taken, among those already read."""
    return next(iter(reversed(challenge.steps.all())), None)


def sending(step: ChallengeStep) -> LetterSending | None:
    """How the letter of a rung left, the last time; None while nobody said so."""
    told = [one for letter in step.letters.all() for one in letter.sendings.all()]
    return max(told, key=lambda one: (one.sent_on, one.pk), default=None)


def is_answered(step: ChallengeStep) -> bool:
    return bool(step.replies.all())


def is_awaited(step: ChallengeStep, *, on: date) -> bool:
    """Whether an answer is still to come in time."""
    return not is_answered(step) and step.due_on >= on


def to_send(steps: Iterable[ChallengeStep]) -> list[ChallengeStep]:
    """Rungs whose letter is prepared and that nobody said to have sent."""
    return [one for one in steps if one.letters.all() and sending(one) is None]


def unfinished(actor: Actor, *, on: date) -> "QuerySet[ChallengeStep]":
    """Rungs of what goes on: a letter to send, an answer past its day, a meeting within a week.
    Made to be counted."""
    replied = ProviderReply.objects.filter(step=OuterRef("pk"), cancelled_at__isnull=True)
    open_ones = visible_to(actor, on=on).open()
    rows = ChallengeStep.objects.filter(challenge__in=open_ones.values("pk"))
    return rows.filter(~Exists(replied))
