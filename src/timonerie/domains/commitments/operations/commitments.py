"""A promise made, made again, kept, missed or dropped: the first day promised never moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.commitments import sentences
from timonerie.domains.commitments.enums import Outcome
from timonerie.domains.commitments.models import Commitment, CommitmentPromise
from timonerie.domains.commitments.operations import checks
from timonerie.domains.commitments.operations.said import Origin, Said
from timonerie.domains.commitments.queries import reaching
from timonerie.domains.commitments.rules import promising
from timonerie.domains.commitments.rules.standings import Facts
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import own_posts
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


class LineRefused(Refused):
    """One promise of several cannot stand: `line` is its place, from 1. Nothing was written."""

    def __init__(self, refused: Refused, *, line: int) -> None:
        words = {"line": line, "message": refused.message}
        super().__init__(_("Ligne %(line)s : %(message)s") % words, field=refused.field)
        self.line, self.alone = line, refused.message


def make(
    *,
    by: Actor,
    at: datetime,
    what: str,
    promised_for: date,
    provider: Provider | None = None,
    seat: Seat | None = None,
    unit: Unit | None = None,
    origin: Origin | None = None,
    to_seat: Seat | None = None,
    to_provider: Provider | None = None,
    made_on: date | None = None,
) -> Commitment:
    """Note a promise. Raises Refused: nobody or two holders, no words, days out of order, or out of
    the writer's reach."""
    by.require("commitment.write")
    said = Said(
        what=what,
        promised_for=promised_for,
        provider=provider,
        seat=seat,
        unit=unit,
        origin=origin,
        to_seat=to_seat,
        to_provider=to_provider,
        made_on=made_on,
    )
    return _made(by, at, said)


def make_several(*, by: Actor, at: datetime, said: Sequence[Said]) -> list[Commitment]:
    """Note the promises of one meeting, all or none. Raises LineRefused."""
    by.require("commitment.write")
    made = []
    with transaction.atomic():
        for line, one in enumerate(said, start=1):
            try:
                made.append(_made(by, at, one))
            except Refused as refused:
                raise LineRefused(refused, line=line) from refused
    return made


def promise_again(
    *,
    by: Actor,
    at: datetime,
    commitment: Commitment,
    day: date,
    reason: str,
    version: int | None = None,
) -> CommitmentPromise:
    """Add a later day to a commitment, with its reason; the first one stands.

    Raises:
        Refused: it is ended, no reason is given, the day is past or not later than the last one.
        Conflict: somebody changed it since `version`.
    """
    _require(by, at, commitment)
    today, text = timezone.localdate(at), checks.reason(reason)
    fault = promising.again_fault(_as_read(commitment), day=day, today=today)
    _stop(fault, sentences.AGAIN, field="day")
    with transaction.atomic():
        values = {"due_date": day, "repeats": commitment.repeats + 1}
        changes.replace(commitment, version=version, values=values)
        made: CommitmentPromise = CommitmentPromise.objects.create(
            commitment=commitment, said_on=today, day=day, reason=text
        )
        _audited(
            by,
            at,
            "commitment.promised_again",
            commitment,
            {"promised_day": day.isoformat(), "reason": text},
        )
    _forget(commitment)
    return made


def keep(
    *,
    by: Actor,
    at: datetime,
    commitment: Commitment,
    on: date,
    proof: str = "",
    version: int | None = None,
) -> None:
    """Say that it was kept on a day, and what shows it.

    Raises:
        Refused: it is ended, or the day is to come or before the promise.
        Conflict: somebody changed it since `version`.
    """
    values = {"outcome": Outcome.KEPT, "ended_on": on, "proof": checks.proof(proof)}
    _end(by, at, commitment, version, values, "commitment.kept", field="on")


def miss(
    *, by: Actor, at: datetime, commitment: Commitment, reason: str, version: int | None = None
) -> None:
    """Say that it will not be kept, and why. Raises Refused, Conflict, as `keep`."""
    today = timezone.localdate(at)
    values = {"outcome": Outcome.MISSED, "ended_on": today, "reason": checks.reason(reason)}
    _end(by, at, commitment, version, values, "commitment.missed")


def drop(
    *, by: Actor, at: datetime, commitment: Commitment, reason: str, version: int | None = None
) -> None:
    """Say that nobody awaits it any more, and why. Raises Refused, Conflict, as `keep`."""
    today = timezone.localdate(at)
    values = {"outcome": Outcome.DROPPED, "ended_on": today, "reason": checks.reason(reason)}
    _end(by, at, commitment, version, values, "commitment.dropped")


def reopen(*, by: Actor, at: datetime, commitment: Commitment, version: int | None = None) -> None:
    """Undo what was said of its end; one that runs stays as it is. The trail keeps what was said.

    Raises:
        Refused: out of the writer's reach.
        Conflict: somebody changed it since `version`.
    """
    _require(by, at, commitment)
    if commitment.is_open:
        return
    values = {"outcome": Outcome.OPEN, "ended_on": None, "proof": "", "reason": ""}
    with transaction.atomic():
        changes.replace(commitment, version=version, values=values)
        _audited(by, at, "commitment.reopened", commitment, {})


def _made(by: Actor, at: datetime, said: Said) -> Commitment:
    today = timezone.localdate(at)
    whole = replace(said, made_on=said.made_on or today)
    values = checks.checked(by, whole, on=today)
    assert whole.made_on is not None
    fault = promising.first_fault(
        made_on=whole.made_on, promised_for=said.promised_for, today=today
    )
    _stop(fault, sentences.FIRST, field="promised_for")
    if values["to_seat"] is None and said.provider is not None:
        values["to_seat"] = _own_post(by, today)
    with transaction.atomic():
        row: Commitment = Commitment.objects.create(**values, due_date=said.promised_for)
        if not _reaches(by, row, today):
            # What its writer could not read again cannot be written by them.
            raise Refused(_("Choisissez un site de votre mandat."), field="unit")
        day, holder = said.promised_for.isoformat(), str(row.provider or row.seat)
        told = {"promised_day": day, "promised_by": holder}
        _audited(by, at, "commitment.made", row, told)
    return row


def _own_post(by: Actor, on: date) -> Seat | None:
    """The only post of the writer: of several, nobody can tell which one awaits."""
    own = own_posts.of(by, on=on)
    return Seat.objects.get(pk=next(iter(own))) if len(own) == 1 else None


def _end(
    by: Actor,
    at: datetime,
    commitment: Commitment,
    version: int | None,
    values: dict[str, Any],
    act: str,
    *,
    field: str = "",
) -> None:
    _require(by, at, commitment)
    fault = promising.end_fault(
        _as_read(commitment), ended_on=values["ended_on"], today=timezone.localdate(at)
    )
    _stop(fault, sentences.ENDING, field=field)
    with transaction.atomic():
        changes.replace(commitment, version=version, values=values)
        told = {"ended_day": values["ended_on"].isoformat(), "reason": values.get("reason", "")}
        _audited(by, at, act, commitment, told)


def _require(by: Actor, at: datetime, commitment: Commitment) -> None:
    """Raises PermissionDenied; Refused out of the writer's reach."""
    by.require("commitment.write")
    if not _reaches(by, commitment, timezone.localdate(at)):
        raise Refused(_("Cet engagement n’est pas de votre périmètre."))


def _reaches(by: Actor, row: Commitment, on: date) -> bool:
    return Commitment.objects.filter(reaching.seen(by, on=on), pk=row.pk).exists()


def _as_read(row: Commitment) -> Facts:
    """What the row itself tells: who wrote since it was read is met by its version."""
    return Facts(
        made_on=row.made_on,
        promised_for=row.due_date,
        outcome=row.outcome,
        ended_on=row.ended_on,
    )


def _stop(
    fault: promising.Fault | None, words: Mapping[promising.Fault, Promise], *, field: str
) -> None:
    if fault is not None:
        raise Refused(words[fault], field="" if fault == promising.Fault.ENDED else field)


def _forget(commitment: Commitment) -> None:
    """The promises read before are no longer all of them."""
    getattr(commitment, "_prefetched_objects_cache", {}).pop("promises", None)


def _audited(by: Actor, at: datetime, act: str, row: Commitment, told: dict[str, Any]) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="commitment",
        public_id=row.public_id,
        detail={"title": row.what, **told},
    )
