"""One table that waits: what it is, then what it would do."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.facts.models import DroppedFile
from timonerie.domains.facts.operations import dropped
from timonerie.domains.facts.queries import dropped as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.first_hour import kinds, waiting
from timonerie.web.first_hour.shapes import Dropped
from timonerie.web.pages.first_hour.frame import asked_of, crumbs
from timonerie.web.pages.import_views import told
from timonerie.web.pages.settings import imports
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("first_hour.write")
def detail(request: CompanyRequest, dropped_id: UUID) -> HttpResponse:
    """A table of which somebody said what it is goes on to the page that shows what it would do."""
    file = _file_of(request, dropped_id)
    if request.method == "POST":
        code = request.POST.get("kind", "")
        if code in {one.code for one in waiting.choices(file)}:
            return _said(request, file, code)
        messages.error(request, _("Choisissez ce que contient le tableau, puis recommencez."))
        return redirect(request.path)
    if file.kind and "autre" not in request.GET:
        return _opened(request, file)
    context = {
        "breadcrumbs": crumbs(request, (file.file_name, "")),
        "file": file,
        "choices": [one for one in waiting.choices(file) if request.actor.may(one.permission)],
    }
    return show(request, "first_hour/file.html", context)


@require_POST
@policy("first_hour.write")
def set_aside(request: CompanyRequest, dropped_id: UUID) -> HttpResponse:
    file = _file_of(request, dropped_id)
    dropped.set_aside(by=request.actor, at=timezone.now(), file=file)
    messages.success(request, _("« %(file)s » est mis de côté.") % {"file": file.file_name})
    return redirect(url(request, "first-hour"))


def _file_of(request: CompanyRequest, dropped_id: UUID) -> DroppedFile:
    rows = queries.waiting(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=dropped_id)


def _said(request: CompanyRequest, file: DroppedFile, code: str) -> HttpResponse:
    kind, at = kinds.of(code), timezone.now()
    request.actor.require(kind.permission)
    dropped.say(by=request.actor, at=at, file=file, kind=code)
    if code in imports.LISTS:
        return _opened(request, file)
    path = documents.path_of(company=request.company, blob=file.blob)
    try:
        arrival = kind.take(asked_of(request), Dropped(path, file.file_name))
    except FileRefused as fault:
        messages.error(request, told(fault.code, fault.remedy))
        return redirect(f"{request.path}?autre=1")
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{request.path}?autre=1")
    dropped.settle(by=request.actor, at=at, blob=file.blob)
    return redirect(arrival.url or url(request, "first-hour"))


def _opened(request: CompanyRequest, file: DroppedFile) -> HttpResponse:
    """The list pages look only at what their reader sent there."""
    imports.remember(request, file.blob)
    return redirect(url(request, "settings-import-preview", file.kind, file.blob.public_id))
