"""What we wrote, and what was answered beside it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import Challenge, ChallengeStep
from timonerie.domains.challenge.queries import challenges
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.renegotiation_files.registry import register
from timonerie.web.renegotiation_files.shapes import Asked, Line, Part

LONGEST = 400


@register(rank=50)
def letters(asked: Asked) -> Part | None:
    if not asked.actor.may("challenge.read"):
        return None
    lines = [line for one in asked.challenges for line in _of(asked, one)]
    unknown = () if lines else (_("Aucun courrier n’est noté : rien ne lui a été écrit ici."),)
    return Part(title=_("Nos courriers, leurs réponses"), lines=tuple(lines), unknown=unknown)


def _of(asked: Asked, one: Challenge) -> Iterator[Line]:
    url = asked.url("challenge", one.public_id)
    for step in one.steps.all():
        yield _letter(one, step, url)
        for reply in step.replies.all():
            text = " ".join(reply.text.split()) or reply.file_name
            told = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
            yield Line(
                text=_("Leur réponse : « %(text)s »") % {"text": told},
                figure=formats.day(reply.received_on, style="short"),
                url=url,
            )


def _letter(one: Challenge, step: ChallengeStep, url: str) -> Line:
    sent = challenges.sending(step)
    words = {"rung": str(step.get_rung_display()).capitalize(), "title": one.title}
    seals = [letter.sha256[:12] for letter in step.letters.all()]
    if sent is None:
        figure, state = _("préparé, pas envoyé"), State.WATCH
    else:
        figure, state = formats.day(sent.sent_on, style="short"), None
    return Line(
        text=_("%(rung)s, « %(title)s »") % words,
        figure=figure,
        source=" · ".join([sent.tracking] if sent and sent.tracking else []) or ", ".join(seals),
        url=url,
        state=state,
    )
