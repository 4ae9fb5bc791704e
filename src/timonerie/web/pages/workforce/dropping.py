"""The way in of a payroll file: dropped, read at once, forgotten."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.operations import workforce
from timonerie.domains.facts.operations.workforce import Received
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.workforce import DropForm
from timonerie.web.pages import import_views
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.workforce.frame import crumbs, may_drop
from timonerie.web.responses import show


@policy("workforce.write")
def new(request: CompanyRequest) -> HttpResponse:
    creates = request.actor.may("organisation.write")
    form = DropForm(request.POST or None, request.FILES or None, creates=creates)
    if request.method == "POST" and form.is_valid():
        limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
        received = _receive(request, form)
        if received is not None:
            return _done(request, received)
    context = {
        "breadcrumbs": crumbs(request, (_("Déposer une DSN"), "")),
        "form": form,
        "may_drop": may_drop(request),
    }
    return show(request, "workforce/new.html", context)


def _receive(request: CompanyRequest, form: DropForm) -> Received | None:
    """What came in, or None with why not beside the field."""
    file = form.cleaned_data["file"]
    try:
        with file, workforce.put_aside(file.chunks()) as path:
            return workforce.receive(
                by=request.actor,
                at=timezone.now(),
                path=path,
                file_name=file.name,
                creates_entities=form.cleaned_data.get("creates_entities", False),
            )
    except FileRefused as fault:
        form.add_error("file", import_views.told(fault.code, fault.remedy))
    except Refused as refusal:
        form.add_error(None, refusal.message)
    return None


def _done(request: CompanyRequest, received: Received) -> HttpResponse:
    if received.is_unchanged:
        messages.info(
            request, _("Ce fichier était déjà compté : rien ne change. Il vient d’être effacé.")
        )
        return redirect(url(request, "workforce-declarations"))
    count = len(received.declarations)
    told = ngettext(
        "%(n)s déclaration est lue, et le fichier est effacé.",
        "%(n)s déclarations sont lues, et le fichier est effacé.",
        count,
    ) % {"n": formats.number(count)}
    messages.success(request, told)
    if count == 1:
        return redirect(url(request, "workforce-declaration", received.declarations[0].public_id))
    return redirect(url(request, "workforce"))
