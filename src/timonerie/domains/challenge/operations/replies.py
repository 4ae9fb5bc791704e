"""What the provider answers to a rung, kept beside it: their right of reply."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import ChallengeStep, ProviderReply
from timonerie.domains.challenge.operations import checks
from timonerie.domains.challenge.operations.checks import audited
from timonerie.domains.contracts.operations import duty_files
from timonerie.domains.contracts.operations.duty_files import Kept
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor

LONGEST = 4000


def note(
    *,
    by: Actor,
    at: datetime,
    step: ChallengeStep,
    text: str,
    received_on: date,
    received: Received | None = None,
) -> ProviderReply:
    """Keep what came back, in their words or as a file.

    Raises:
        Refused: nothing came, a day to come or before the rung was taken, or it is closed.
        NotTaken, FileRefused: its file.
    """
    checks.require_open(by, at, step.challenge)
    told = checks.short(text, field="text", most=LONGEST)
    if not told and received is None:
        raise Refused(_("Copiez leur réponse, ou joignez son fichier."), field="text")
    day = checks.past(received_on, at, field="received_on")
    if day < step.taken_on:
        raise Refused(_("Elle ne peut pas précéder notre courrier."), field="received_on")
    with transaction.atomic():
        checks.locked(step.challenge)
        file = duty_files.keep(by=by, at=at, received=received) if received else Kept()
        made: ProviderReply = ProviderReply.objects.create(
            step=step,
            text=told,
            received_on=day,
            blob=file.blob,
            file_name=file.name,
            noted_by=by.name,
            user_id=by.user_id,
            at=at,
        )
        said = {"rung": step.rung, "received_day": day.isoformat(), "file": file.name}
        audited(by, at, "challenge.reply_noted", step.challenge, said)
    return made


def cancel(*, by: Actor, at: datetime, reply: ProviderReply) -> None:
    """Take back a reply noted by mistake; it stays, cancelled. Twice is once."""
    challenge = reply.step.challenge
    checks.require_open(by, at, challenge)
    with transaction.atomic():
        rows = ProviderReply.objects.filter(pk=reply.pk, cancelled_at__isnull=True)
        if rows.update(cancelled_at=at):
            told = {"rung": reply.step.rung, "received_day": reply.received_on.isoformat()}
            audited(by, at, "challenge.reply_cancelled", challenge, told)
