"""Letters prepared, in versions: nobody signs them here, nobody sends them from here."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from timonerie.domains.challenge.models import Challenge, ChallengeStep, LetterVersion
from timonerie.domains.challenge.operations import checks, promises
from timonerie.domains.challenge.operations.checks import audited
from timonerie.domains.challenge.papers import keeping
from timonerie.domains.challenge.papers import letters as papers
from timonerie.domains.challenge.papers.letters import LANGUAGE, Promised
from timonerie.domains.challenge.queries import challenges, climbing, parties, signers
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.challenge.rules.signing import Candidate
from timonerie.domains.contracts.rules.snapshots import digest
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


def first(
    *,
    by: Actor,
    at: datetime,
    step: ChallengeStep,
    signer: str,
    promises: Sequence[Promised],
) -> LetterVersion:
    """Version 1, inside the transaction that takes the rung. Raises Refused: a signatory who is not
    known to hold the power."""
    return _prepared(by, at, step, step.asked, signer, promises)


def prepare(
    *, by: Actor, at: datetime, step: ChallengeStep, asked: str, signer: str = ""
) -> LetterVersion:
    """Another version, on the facts that stand now and the promises that run.

    Raises:
        Refused: the challenge is closed, a version of it was sent already, or a signatory who is
            not known to hold the power.
    """
    checks.require_open(by, at, step.challenge)
    told = checks.short(asked, field="asked", most=2000)
    with transaction.atomic():
        checks.locked(step.challenge)
        row = challenges.with_letters(ChallengeStep.objects.filter(pk=step.pk)).get()
        if challenges.sending(row) is not None:
            raise Refused(_("Cette lettre est partie : reprenez une marche pour en écrire une."))
        running = promises.running(row.challenge, on=timezone.localdate(at))
        return _prepared(by, at, row, told, signer, running)


def _prepared(
    by: Actor,
    at: datetime,
    step: ChallengeStep,
    asked: str,
    signer: str,
    promised: Sequence[Promised],
) -> LetterVersion:
    challenge, on = step.challenge, timezone.localdate(at)
    rung = climbing.step_of(step.rung)
    worked = climbing.worked_at(challenge.unit_id, at=at)
    with override(LANGUAGE):
        said = papers.Asked(
            step=rung,
            subject=challenge.title,
            client=parties.ours(challenge, company=challenge.company),
            provider=parties.theirs(challenge),
            contract=challenge.contract,
            facts=list(challenge.facts.standing().order_by("number")),
            promises=promised,
            asked=asked,
            signer=_signer(by, step, signer, at),
            earlier=_earlier(challenge, step),
            meets_on=step.meets_on,
            on=on,
            due_on=ladder.due_on(rung, start=on, worked=worked),
        )
        document = keeping.kept(papers.document(said))
    made: LetterVersion = LetterVersion.objects.create(
        step=step,
        number=step.letters.count() + 1,
        document=document,
        sha256=digest(document),
        blanks=sum(text.count(papers.BLANK) for text in keeping.texts(document)),
        prepared_by=by.name,
        user_id=by.user_id,
        prepared_at=at,
    )
    told = {"rung": step.rung, "number": made.number, "sha256": made.sha256}
    audited(by, at, "challenge.letter_prepared", challenge, told)
    return made


def _signer(by: Actor, step: ChallengeStep, name: str, at: datetime) -> Candidate | None:
    """None where nobody is named: the block is left blank, with the question."""
    if not name:
        return None
    rung, on = climbing.step_of(step.rung), timezone.localdate(at)
    able = signers.able(step.challenge.contract, rung, writer=by, on=on)
    found = next((one for one in able if one.name == name), None)
    if found is None:
        raise Refused(
            _("Rien ne dit que cette personne a le pouvoir de signer : laissez le bloc vide."),
            field="signer",
        )
    return found


def _earlier(challenge: Challenge, step: ChallengeStep) -> list[tuple[str, date]]:
    """What was really sent before, by its day."""
    rows = challenges.with_letters(challenge.steps.exclude(pk=step.pk))
    sent = [(one, challenges.sending(one)) for one in rows]
    return [(one.get_rung_display(), told.sent_on) for one, told in sent if told is not None]
