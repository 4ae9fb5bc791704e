"""Challenges opened and closed, rungs taken, letters that left, replies that came."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import Challenge, ChallengeStep, ProviderReply
from timonerie.domains.challenge.queries import challenges
from timonerie.domains.challenge.queries.chronology.registry import register
from timonerie.domains.challenge.queries.chronology.shapes import Asked, Entry

LONGEST = 300


@register(rank=30)
def letters(asked: Asked) -> Iterator[Entry]:
    if not asked.actor.may("challenge.read"):
        return
    for one in challenges.of_provider(asked.provider):
        yield from _of(one)


def _of(one: Challenge) -> Iterator[Entry]:
    key = f"challenge:{one.public_id}"
    yield Entry(
        day=one.opened_on,
        kind=_("recadrage"),
        fact=_("Recadrage ouvert : %(title)s") % {"title": one.title},
        key=key,
    )
    for step in one.steps.all():
        yield from _step(step, key)
    if one.closed_on is not None:
        words = {"state": one.get_state_display(), "outcome": one.outcome}
        yield Entry(
            day=one.closed_on,
            kind=_("recadrage"),
            fact=_("Recadrage %(state)s : %(outcome)s") % words,
            letter=one.title,
            key=key,
        )


def _step(step: ChallengeStep, key: str) -> Iterator[Entry]:
    rung = step.get_rung_display()
    yield Entry(
        day=step.taken_on,
        kind=_("marche"),
        fact=_("Marche prise : %(rung)s") % {"rung": rung},
        letter=step.challenge.title,
        key=key,
    )
    for letter in step.letters.all():
        for sent in letter.sendings.all():
            words = {"rung": rung, "number": letter.number, "seal": letter.sha256[:12]}
            words |= {"carriage": sent.get_carriage_display()}
            yield Entry(
                day=sent.sent_on,
                kind=_("courrier"),
                fact=_("Lettre envoyée : %(rung)s, %(carriage)s") % words,
                proof=sent.tracking or _("sans numéro de suivi"),
                letter=_("%(rung)s, version %(number)s ; %(seal)s") % words,
                key=key,
            )
    for reply in step.replies.all():
        yield _reply(reply, rung, key)


def _reply(reply: ProviderReply, rung: str, key: str) -> Entry:
    text = " ".join(reply.text.split())
    told = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    return Entry(
        day=reply.received_on,
        kind=_("réponse"),
        fact=_("Réponse du prestataire : « %(text)s »") % {"text": told}
        if told
        else _("Réponse du prestataire, dans un fichier"),
        proof=reply.file_name,
        letter=rung,
        key=key,
    )
