"""What the reader receives of this company."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.publications.operations import choices as operations
from timonerie.domains.publications.queries import choices
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.messages import MessageChoiceForm
from timonerie.web.pages.settings.frame import FormPage, answer, url


@policy("digest.read")
def edit(request: CompanyRequest) -> HttpResponse:
    back = url(request, "my-messages")
    choice = choices.of_user(request.actor.user_id)
    save = partial(operations.choose, by=request.actor, at=timezone.now())
    page = FormPage(
        heading=_("Ce que je reçois"),
        lead=_("Pour cette société seulement. Un message par jour au plus, jamais la nuit."),
        submit=_("Enregistrer"),
        back=back,
        breadcrumbs=[{"label": _("Mes messages"), "url": back}, {"label": _("Choix"), "url": ""}],
        template="messages/choice.html",
    )
    return answer(
        request,
        MessageChoiceForm(request.POST or None, choice=choice),
        page=page,
        save=lambda data: save(**data),
        done=lambda _saved: back,
        message=_("C’est noté."),
    )
