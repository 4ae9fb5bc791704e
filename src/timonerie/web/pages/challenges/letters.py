"""The letters of a rung, in versions: read, taken away, said to have left."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.challenge.enums import ChallengeState
from timonerie.domains.challenge.models import ChallengeStep, LetterVersion
from timonerie.domains.challenge.operations import letters, sendings
from timonerie.domains.challenge.papers import making
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries import climbing
from timonerie.foundations.accounts import limits
from timonerie.foundations.wording import formats
from timonerie.web import challenge_words, downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import challenge_steps as forms
from timonerie.web.pages.challenges import frame
from timonerie.web.pages.challenges.climbing import able
from timonerie.web.pages.settings.frame import act, answer, url
from timonerie.web.responses import show


@policy("challenge.read")
def letter(request: CompanyRequest, letter_id: UUID) -> HttpResponse:
    """A letter as it reads, the reply beside it."""
    found = frame.letter_of(request, letter_id)
    step = frame.step_of(request, found.step.public_id)
    challenge = step.challenge
    sent = next(one for one in step.letters.all() if one.pk == found.pk).sendings.all()
    is_open = challenge.state == ChallengeState.OPEN
    context = {
        "letter": found,
        "step": step,
        "challenge": challenge,
        "document": found.document,
        "sent": sent[0] if sent else None,
        "is_free": queries.sending(step) is None,
        "replies": step.replies.all(),
        "writes": is_open and request.actor.may("challenge.write"),
        "rung": challenge_words.shown(climbing.step_of(step.rung)),
        "due": formats.day(step.due_on) if queries.sending(step) else "",
        "caution": challenge_words.caution(),
        "breadcrumbs": frame.crumbs(
            request,
            (challenge.title, frame.address(request, challenge)),
            (_("%(rung)s, version %(n)s") % _named(step, found), ""),
        ),
    }
    return show(request, "challenges/letter.html", context)


def _named(step: ChallengeStep, found: LetterVersion) -> dict[str, object]:
    return {"rung": str(step.get_rung_display()).capitalize(), "n": found.number}


@policy("challenge.read")
def letter_docx(request: CompanyRequest, letter_id: UUID) -> HttpResponseBase:
    return _file(request, letter_id, "docx")


@policy("challenge.read")
def letter_pdf(request: CompanyRequest, letter_id: UUID) -> HttpResponseBase:
    return _file(request, letter_id, "pdf")


def _file(request: CompanyRequest, letter_id: UUID, kind: str) -> HttpResponseBase:
    found = frame.letter_of(request, letter_id)
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    paper = making.made(found, kind=kind)
    answered = HttpResponse(paper.content, content_type=making.KINDS[kind])
    return downloads.attached(answered, paper.name)


@policy("challenge.write")
def letter_again(request: CompanyRequest, step_id: UUID) -> HttpResponse:
    step = frame.step_of(request, step_id)
    signers = able(request, step.challenge, climbing.step_of(step.rung))
    return answer(
        request,
        forms.LetterForm(request.POST or None, able=signers, initial={"asked": step.asked}),
        page=frame.form_page(
            request,
            step.challenge,
            heading=_("Préparer une autre version"),
            lead=_("Avec les faits et les engagements d’aujourd’hui. L’ancienne reste."),
            submit=_("Préparer la lettre"),
        ),
        save=lambda data: letters.prepare(by=request.actor, at=timezone.now(), step=step, **data),
        done=lambda made: url(request, "challenge-letter", made.public_id),
        message=_("La nouvelle version est prête à relire."),
    )


@policy("challenge.write")
def sent(request: CompanyRequest, letter_id: UUID) -> HttpResponse:
    found = frame.letter_of(request, letter_id)
    step = frame.step_of(request, found.step.public_id)
    first = {"sent_on": timezone.localdate(), "sent_by": request.actor.name}
    first["carriage"] = climbing.step_of(step.rung).carriage
    form = forms.SentForm(request.POST or None, initial=first)
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            step.challenge,
            heading=_("Dire qu’elle est partie"),
            lead=_("Rien n’est envoyé d’ici : vous notez ce que vous avez fait."),
            back=url(request, "challenge-letter", found.public_id),
        ),
        save=lambda _data: sendings.note(
            by=request.actor, at=timezone.now(), letter=found, sent=form.sent()
        ),
        done=lambda _saved: url(request, "challenge-letter", found.public_id),
        message=_("L’envoi est noté : la réponse est attendue à partir de ce jour."),
    )


@require_POST
@policy("challenge.write")
def sent_cancel(request: CompanyRequest, sending_id: UUID) -> HttpResponse:
    found = frame.sending_of(request, sending_id)
    return act(
        request,
        partial(sendings.cancel, by=request.actor, at=timezone.now(), sending=found),
        to=url(request, "challenge-letter", found.letter.public_id),
        message=_("L’envoi n’est plus noté."),
    )
