"""When the reader is away, and who reads instead."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.publications.models import Absence
from timonerie.domains.publications.operations import absences as operations
from timonerie.domains.publications.queries import choices
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.messages import AbsenceForm
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.responses import show


@policy("digest.read")
def index(request: CompanyRequest) -> HttpResponse:
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect(url(request, "my-absences"))
    context = {
        "form": form,
        "absences": [
            _told(one) for one in choices.absences_of(request.actor, on=timezone.localdate())
        ],
        "breadcrumbs": [
            {"label": _("Mes messages"), "url": url(request, "my-messages")},
            {"label": _("Mes absences"), "url": ""},
        ],
    }
    return show(request, "messages/absences.html", context)


@require_POST
@policy("digest.read")
def cancel(request: CompanyRequest) -> HttpResponse:
    def call() -> None:
        absence = operations.named(_asked(request), by=request.actor)
        operations.cancel(by=request.actor, at=timezone.now(), absence=absence)

    message = _("L’absence est annulée : vos messages vous reviennent.")
    return act(request, call, to=url(request, "my-absences"), message=message)


def _saved(request: CompanyRequest, form: AbsenceForm) -> bool:
    try:
        operations.declare(by=request.actor, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    messages.success(request, _("L’absence est notée."))
    return True


def _asked(request: CompanyRequest) -> UUID:
    """What the form names; nobody's number where it names nothing."""
    try:
        return UUID(request.POST.get("absence", ""))
    except ValueError:
        return UUID(int=0)


def _told(one: Absence) -> dict[str, object]:
    return {
        "absence": one,
        "start": formats.day(one.start_date),
        "end": formats.day(one.end_date),
        "deputy": one.deputy.name if one.deputy else "",
    }
