"""What somebody says of a letter that left by their own hands: nothing leaves from here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import Carriage
from timonerie.domains.challenge.models import ChallengeStep, LetterSending, LetterVersion
from timonerie.domains.challenge.operations import checks
from timonerie.domains.challenge.operations.checks import audited
from timonerie.domains.challenge.queries import climbing
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

TRACKED = (Carriage.REGISTERED, Carriage.BAILIFF)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Who sent it, when, how; a registered letter has its tracking number."""

    sent_on: date
    sent_by: str
    carriage: str
    tracking: str = ""


def note(*, by: Actor, at: datetime, letter: LetterVersion, sent: Sent) -> LetterSending:
    """Say that a version left: the answer is awaited from that day.

    Raises:
        Refused: a day to come or before it was prepared, nobody named, a registered letter without
            its number, or another version of it left already.
    """
    step = letter.step
    checks.require_open(by, at, step.challenge)
    values = _checked(at, letter, sent)
    with transaction.atomic():
        checks.locked(step.challenge)
        _require_unsent(step)
        made = _create(letter, values, by, at)
        _count_from(step, sent.sent_on, at)
        told = {"rung": step.rung, "number": letter.number, "sent_day": sent.sent_on.isoformat()}
        told |= {"sent_by": values["sent_by"], "carriage": sent.carriage}
        audited(by, at, "challenge.letter_sent", step.challenge, told)
    return made


def cancel(*, by: Actor, at: datetime, sending: LetterSending) -> None:
    """Take back what was said by mistake; it stays, cancelled. Twice is once."""
    step = sending.letter.step
    checks.require_open(by, at, step.challenge)
    with transaction.atomic():
        rows = LetterSending.objects.filter(pk=sending.pk, cancelled_at__isnull=True)
        if not rows.update(cancelled_at=at):
            return
        _count_from(step, step.taken_on, at)
        told = {"rung": step.rung, "number": sending.letter.number}
        audited(by, at, "challenge.sending_cancelled", step.challenge, told)


def _create(
    letter: LetterVersion, values: dict[str, object], by: Actor, at: datetime
) -> LetterSending:
    try:
        made: LetterSending = LetterSending.objects.create(
            letter=letter, **values, noted_by=by.name, user_id=by.user_id, at=at
        )
    except IntegrityError as error:
        raise Refused(_("Cette lettre est déjà dite envoyée.")) from error
    return made


def _checked(at: datetime, letter: LetterVersion, sent: Sent) -> dict[str, object]:
    day = checks.past(sent.sent_on, at, field="sent_on")
    if day < timezone.localdate(letter.prepared_at):
        raise Refused(_("Elle ne part pas avant d’être préparée."), field="sent_on")
    if sent.carriage not in Carriage.values:
        raise Refused(_("Dites comment elle est partie."), field="carriage")
    who = checks.line(sent.sent_by, field="sent_by", most=150, asks=_("Dites qui l’a envoyée."))
    tracking = checks.short(sent.tracking, field="tracking", most=60)
    if sent.carriage in TRACKED and not tracking:
        raise Refused(
            _("Donnez le numéro de suivi : c’est la preuve de l’envoi."), field="tracking"
        )
    return {"sent_on": day, "sent_by": who, "carriage": sent.carriage, "tracking": tracking}


def _require_unsent(step: ChallengeStep) -> None:
    rows = LetterSending.objects.filter(letter__step=step, cancelled_at__isnull=True)
    if rows.exists():
        raise Refused(_("Cette lettre est déjà dite envoyée."))


def _count_from(step: ChallengeStep, day: date, at: datetime) -> None:
    """The answer is due as many working days after the letter leaves."""
    worked = climbing.worked_at(step.challenge.unit_id, at=at)
    step.due_on = ladder.due_on(climbing.step_of(step.rung), start=day, worked=worked)
    step.save(update_fields=["due_on"])
