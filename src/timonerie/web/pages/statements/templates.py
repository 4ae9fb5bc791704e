"""The company's own Word template: what it is for, ours to start from, theirs once checked."""

from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations import templates as operations
from timonerie.domains.sourcing.operations.templates import TemplateFaulty
from timonerie.domains.sourcing.papers.making import KINDS
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.queries import templates as queries
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.printing.documents import company_template
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.statements import TemplateForm
from timonerie.web.pages.import_views import told
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.statements.frame import crumbs
from timonerie.web.responses import show


@policy("statement.write")
def index(request: CompanyRequest) -> HttpResponse:
    form = TemplateForm(request.POST or None, request.FILES or None)
    remedies: list[str] = []
    if request.method == "POST" and form.is_valid():
        remedies = _add(request, form)
        if not remedies and not form.errors:
            messages.success(
                request, _("Votre modèle est pris : les prochains documents le suivent.")
            )
            return redirect(url(request, "statement-templates"))
    on = timezone.localdate()
    context = {
        "form": form,
        "remedies": remedies,
        "template": queries.in_use(),
        "may_change": reaching.sees_everything(request.actor, on=on),
        "breadcrumbs": crumbs(request, (_("Modèle Word"), "")),
    }
    is_wrong = bool(remedies or form.errors)
    return show(request, "statements/templates.html", context, status=422 if is_wrong else 200)


def _add(request: CompanyRequest, form: TemplateForm) -> list[str]:
    by, at, file = request.actor, timezone.now(), form.cleaned_data["file"]
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=at)
    try:
        blobs.require_acceptable(
            by=by, at=at, name=file.name, size=file.size, most=operations.LIMIT
        )
        operations.add(by=by, at=at, chunks=file.chunks(), file_name=file.name, look=_faults)
    except TemplateFaulty as refusal:
        return list(refusal.remedies)
    except FileRefused as fault:
        form.add_error("file", told(fault.code, fault.remedy))
    except Refused as refusal:
        form.add_error("file", refusal.message)
    return []


def _faults(path: Path) -> list[str]:
    return [
        f"{one.remedy} ({one.value})" if one.value else one.remedy
        for one in company_template.check_received(path)
    ]


@policy("statement.read")
def default(request: CompanyRequest) -> HttpResponse:
    """Ours, to change and to send back."""
    answer = HttpResponse(company_template.default(), content_type=KINDS["docx"])
    return downloads.attached(answer, _("modele-de-document.docx"))


@policy("statement.read")
def current(request: CompanyRequest) -> HttpResponseBase:
    template = queries.in_use()
    if template is None:
        raise Http404
    path = blobs.path_of(company=request.company, blob=template.blob)
    return downloads.file(path, name=template.file_name, kind=KINDS["docx"])


@require_POST
@policy("statement.write")
def remove(request: CompanyRequest) -> HttpResponse:
    template = queries.in_use()
    if template is None:
        raise Http404
    call: Any = partial(operations.remove, by=request.actor, at=timezone.now(), template=template)
    message = _("Votre modèle est retiré : les documents suivent de nouveau celui de Timonerie.")
    return act(request, call, to=url(request, "statement-templates"), message=message)
