"""Taking a rung."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import Rung
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.operations import steps
from timonerie.domains.challenge.queries import climbing, signers
from timonerie.domains.challenge.rules.signing import Candidate
from timonerie.web import challenge_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import challenge_steps as forms
from timonerie.web.pages.challenges import frame
from timonerie.web.pages.settings.frame import answer, url


@policy("challenge.write")
def step(request: CompanyRequest, challenge_id: UUID, rung: str) -> HttpResponse:
    """The form of a rung; what it lacks is said at the top, and again if it is sent all the
    same."""
    challenge = frame.challenge_of(request, challenge_id)
    if rung not in Rung.values:
        raise Http404(rung)
    found = climbing.step_of(rung)
    form = forms.StepForm(
        request.POST or None,
        step=found,
        able=able(request, challenge, found),
        initial={"version": challenge.version},
    )
    page = frame.form_page(
        request,
        challenge,
        heading=found.title.capitalize(),
        lead=challenge_words.shown(found)["says"],
        submit=_("Prendre cette marche et préparer la lettre"),
        template="challenges/step.html",
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda _data: steps.take(
            by=request.actor,
            at=timezone.now(),
            challenge=challenge,
            version=form.cleaned_data["version"],
            taking=form.taking(path=frame.address(request, challenge)),
        ),
        done=lambda made: url(request, "challenge-letter", made.letters.get().public_id),
        message=_("La marche est prise : sa lettre est prête à relire."),
    )


def able(request: CompanyRequest, challenge: Challenge, found: Step) -> Sequence[Candidate]:
    """Who is known to hold the power to sign, for this writer."""
    on = timezone.localdate()
    return signers.able(challenge.contract, found, writer=request.actor, on=on)
