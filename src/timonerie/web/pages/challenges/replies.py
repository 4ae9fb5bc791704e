"""What the provider answers, kept beside our letter."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.challenge.operations import replies
from timonerie.domains.challenge.queries import climbing
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as blobs
from timonerie.web import challenge_words, downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import challenge_steps as forms
from timonerie.web.pages.challenges import frame
from timonerie.web.pages.settings.frame import act, answer


@policy("challenge.write")
def reply(request: CompanyRequest, step_id: UUID) -> HttpResponse:
    step = frame.step_of(request, step_id)
    form = forms.ReplyForm(
        request.POST or None,
        request.FILES or None,
        initial={"received_on": timezone.localdate()},
    )
    if request.method == "POST":
        limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            step.challenge,
            heading=_("Noter leur réponse"),
            lead=challenge_words.shown(climbing.step_of(step.rung))["reply"],
            submit=_("Garder cette réponse"),
            template="duties/form.html",
        ),
        save=lambda data: frame.taking(
            lambda: replies.note(
                by=request.actor,
                at=timezone.now(),
                step=step,
                text=data["text"],
                received_on=data["received_on"],
                received=form.received(),
            )
        ),
        done=lambda _saved: frame.address(request, step.challenge),
        message=_("Leur réponse est gardée en regard de votre lettre."),
    )


@require_POST
@policy("challenge.write")
def reply_cancel(request: CompanyRequest, letter_reply_id: UUID) -> HttpResponse:
    found = frame.reply_of(request, letter_reply_id)
    return act(
        request,
        partial(replies.cancel, by=request.actor, at=timezone.now(), reply=found),
        to=frame.address(request, found.step.challenge),
        message=_("La réponse n’est plus notée."),
    )


@policy("challenge.read")
def reply_file(request: CompanyRequest, letter_reply_id: UUID) -> HttpResponseBase:
    found = frame.reply_of(request, letter_reply_id)
    if found.blob is None:
        raise Http404
    path = blobs.path_of(company=request.company, blob=found.blob)
    return downloads.file(path, name=found.file_name)
