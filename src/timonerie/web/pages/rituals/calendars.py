"""Giving a calendar, and what was read of it. The file is read where the browser's bytes stand,
and taken away at once."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.rituals import sentences
from timonerie.domains.rituals.models import CalendarExport
from timonerie.domains.rituals.operations import exports
from timonerie.domains.rituals.queries import rituals
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.rituals import CalendarForm
from timonerie.web.pages.import_views import told
from timonerie.web.pages.rituals.frame import crumbs
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("ritual.write")
def new(request: CompanyRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
        try:
            export = _received(request, form)
        except FileRefused as refusal:
            form.add_error("file", _refused(refusal))
        else:
            messages.success(request, _said(export))
            return redirect(url(request, "ritual-calendar", export.public_id))
    context = {
        "form": form,
        "known": rituals.exports_visible_to(request.actor, at=timezone.now())[:20],
        "breadcrumbs": crumbs(request, (_("Lire un agenda"), "")),
    }
    return show(request, "rituals/calendar_new.html", context, status=422 if form.errors else 200)


@policy("ritual.read")
def detail(request: CompanyRequest, export_id: UUID) -> HttpResponse:
    seen = rituals.exports_visible_to(request.actor, at=timezone.now())
    export = next((one for one in seen if one.public_id == export_id), None)
    if export is None:
        raise Http404
    context = {
        "export": export,
        "counts": list(_counts(request, export)),
        "thrown": sentences.thrown(export.thrown),
        "faulty": export.faulty,
        "breadcrumbs": crumbs(request, (export.file_name, "")),
    }
    return show(request, "rituals/calendar.html", context)


def _received(request: CompanyRequest, form: CalendarForm) -> CalendarExport:
    file = form.cleaned_data["file"]
    by, at = request.actor, timezone.now()
    documents.require_acceptable(by=by, at=at, name=file.name or "", size=file.size or 0)
    with confinement.put_aside(file.chunks()) as path:
        return exports.receive(
            by=by,
            at=at,
            path=path,
            file_name=file.name or "",
            agenda=form.cleaned_data["agenda"],
        )


def _refused(refusal: FileRefused) -> str:
    text = told(refusal.code, refusal.remedy)
    if refusal.line is None:
        return text
    return _("Ligne %(line)s : %(text)s") % {"line": formats.number(refusal.line), "text": text}


def _said(export: CalendarExport) -> str:
    if export.vanished:
        return ngettext(
            "L’agenda est lu : %(n)s réunion n’y est plus, dites pourquoi.",
            "L’agenda est lu : %(n)s réunions n’y sont plus, dites pourquoi.",
            export.vanished,
        ) % {"n": export.vanished}
    return ngettext(
        "L’agenda est lu : %(n)s réunion revient.",
        "L’agenda est lu : %(n)s réunions reviennent.",
        export.series,
    ) % {"n": export.series}


def _counts(request: CompanyRequest, export: CalendarExport) -> Iterator[dict[str, str]]:
    zone = request.company.zone
    yield {"term": _("Agenda"), "detail": export.agenda}
    yield {"term": _("Lu par"), "detail": export.received_by}
    yield {"term": _("Lu le"), "detail": formats.instant(export.received_at, zone)}
    yield {"term": _("Exporté le"), "detail": formats.instant(export.written_at, zone)}
    if export.first_day and export.last_day:
        days = {"first": formats.day(export.first_day), "last": formats.day(export.last_day)}
        yield {"term": _("Période"), "detail": _("du %(first)s au %(last)s") % days}
    yield {"term": _("Événements"), "detail": formats.number(export.events)}
    yield {"term": _("Réunions qui reviennent"), "detail": formats.number(export.series)}
    yield {"term": _("Propositions nouvelles"), "detail": formats.number(export.created)}
    yield {"term": _("Réunions disparues"), "detail": formats.number(export.vanished)}
