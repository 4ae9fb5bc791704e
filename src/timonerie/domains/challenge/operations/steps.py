"""Taking a rung of the ladder: its facts are looked at again, its letter is prepared, what it makes
the provider promise is noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge import sentences
from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import Rung
from timonerie.domains.challenge.models import Challenge, ChallengeStep
from timonerie.domains.challenge.operations import challenges, checks, letters, promises
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.checks import audited
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries import climbing
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What is said of a rung: what is asked in our own words, when we meet, what is promised for
    when, who may sign (nobody leaves the block blank). `path` is the page of the challenge."""

    rung: str
    asked: str = ""
    meets_on: date | None = None
    promises: Sequence[Promised] = field(default_factory=tuple)
    signer: str = ""
    path: str = ""


def begin(
    *,
    by: Actor,
    at: datetime,
    said: Said,
    keys: Sequence[str],
    typed: Sequence[Typed],
    taking: Taking | None,
    path: Callable[[Challenge], str],
) -> Challenge:
    """Open a matter and take its first rung at once, or neither; `path` gives the page of the
    challenge. Raises as `challenges.open_` and `take`."""
    with transaction.atomic():
        made = challenges.open_(by=by, at=at, said=said, keys=keys, typed=typed)
        if taking is not None:
            whole = replace(taking, path=path(made))
            take(by=by, at=at, challenge=made, version=None, taking=whole)
    return made


def take(
    *, by: Actor, at: datetime, challenge: Challenge, version: int | None, taking: Taking
) -> ChallengeStep:
    """Take a rung whose facts are there, with version 1 of its letter.

    Raises:
        Refused: it lacks something (each thing is named), a meeting in the past, a signatory who is
            not known to hold the power, or the challenge is closed.
        LineRefused: one of the promises cannot stand.
        Conflict: somebody changed the challenge since `version`.
    """
    checks.require_open(by, at, challenge)
    step, on = _step(taking.rung), timezone.localdate(at)
    asked = checks.short(taking.asked, field="asked", most=2000)
    _check_meeting(step, taking, on)
    with transaction.atomic():
        row = checks.locked(challenge)
        changes.touch(row, version=version, mine={})
        whole = _whole(row)
        _require(step, whole, taking, on)
        worked = climbing.worked_at(row.unit_id, at=at)
        made: ChallengeStep = ChallengeStep.objects.create(
            challenge=row,
            rung=step.code,
            taken_on=on,
            days=step.days,
            due_on=ladder.due_on(step, start=on, worked=worked),
            meets_on=taking.meets_on,
            asked=asked,
            taken_by=by.name,
            user_id=by.user_id,
            at=at,
        )
        promises.make(by=by, at=at, challenge=row, rows=taking.promises, path=taking.path)
        told = {"rung": step.code.value, "answer_day": made.due_on.isoformat()}
        audited(by, at, "challenge.step_taken", row, told)
        letters.first(by=by, at=at, step=made, signer=taking.signer, promises=taking.promises)
    challenge.version = row.version
    return made


def _require(step: Step, whole: Challenge, taking: Taking, on: date) -> None:
    lacks = ladder.lacks(step, climbing.given(whole, on=on, promises=len(taking.promises)))
    if lacks:
        told = " ".join(sentences.lack(one) for one in lacks)
        raise Refused(
            _("« %(rung)s » ne peut pas être prise encore. %(lacks)s")
            % {"rung": step.title, "lacks": told},
            field="rung",
        )


def _whole(challenge: Challenge) -> Challenge:
    rows = queries.whole(Challenge.objects.select_related(*queries.NEAR))
    found: Challenge = rows.get(pk=challenge.pk)
    return found


def _step(rung: str) -> Step:
    if rung not in Rung.values:
        raise Refused(_("Choisissez l’une des marches proposées."), field="rung")
    return climbing.step_of(rung)


def _check_meeting(step: Step, taking: Taking, on: date) -> None:
    if taking.meets_on is not None and taking.meets_on < on:
        raise Refused(_("La réunion est à venir."), field="meets_on")
